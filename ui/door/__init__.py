"""Who may come in: hashed passwords, signed-in sessions, a brake on guessing. Knows nothing of the page behind it."""
