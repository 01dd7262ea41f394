"""The audit: derived figures of the review recomputed from its own tables."""
