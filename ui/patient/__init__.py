"""The patient at hand in the evidence panel: facts, balance of criteria, what would change the verdict, checks."""
