"""The page: a chat over the review with its evidence beside it."""
