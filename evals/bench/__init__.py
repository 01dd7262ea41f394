"""Speed, measured beside its yardsticks in the same run."""
