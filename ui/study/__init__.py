"""The Study view: cases that unfold, questions with memory, progress, files to take away."""
