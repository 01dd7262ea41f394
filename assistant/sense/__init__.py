"""The sense of a question: its kind, and what it asks for, learned from examples."""
