"""The mutation harness: faithful answers corrupted in every known way, to measure what the checker catches."""
