"""Passages to embeddings to one fused ranking."""
