"""Study alone: cases, questions, memory, and what can be taken away; see docs/study.md for the functions to call."""
