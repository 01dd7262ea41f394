"""The same search at many times the review's size."""
