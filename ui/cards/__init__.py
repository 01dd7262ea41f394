"""Citation cards of the evidence panel: the place in words, the supporting words, the table, the references."""
