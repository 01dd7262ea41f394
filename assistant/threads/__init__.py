"""Conversations and ratings kept on disk between runs, in the user's data folder."""

from assistant.threads.errors import DamagedError, ThreadsError, UnwritableError
from assistant.threads.models import AsKept, KeptThread, KeptTurn, Listed, Rating, Verdict
from assistant.threads.store import ThreadStore

__all__ = [
    "AsKept",
    "DamagedError",
    "KeptThread",
    "KeptTurn",
    "Listed",
    "Rating",
    "ThreadStore",
    "ThreadsError",
    "UnwritableError",
    "Verdict",
]
