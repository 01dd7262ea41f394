"""A whole search (embed, search, fuse) beside LangChain's: its Chroma store over the same passages.

The store's questions are embedded as HuggingFaceEmbeddings of langchain-huggingface does it, by sentence-transformers'
`encode`; that package itself would put huggingface-hub back to version 1. The passages get our vectors, which are the
same: filling the store is not timed.
"""

from __future__ import annotations

import uuid
from typing import Any

from evals.bench.original import Original
from evals.bench.shared import Shared
from evals.bench.timing import Sides
from index.units import searched_text

K = 10


def sides(shared: Shared) -> Sides:
    """Items are questions that found ten places, or ten passages."""
    index, store = shared.assistant.index, langchain_store(shared, shared.original)

    def ours(number: int) -> int:
        return sum(len(index.search(question, K)) == K for question in shared.questions(number))

    def similarity_search(number: int) -> int:
        return sum(len(store.similarity_search(question, k=K)) == K for question in shared.questions(number))

    return Sides(ours, similarity_search)


def langchain_store(shared: Shared, original: Original) -> Any:
    """LangChain's Chroma, in memory as by default, with the passages of the review; `original` embeds questions."""
    from chromadb.config import Settings
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

    class LibraryEmbeddings(Embeddings):
        """Questions by sentence-transformers, passages by our embedder."""

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return shared.passage_vectors

        def embed_query(self, text: str) -> list[float]:
            vector: list[float] = original.encode([text.replace("\n", " ")])[0].tolist()
            return vector

    store = Chroma(
        f"bench-{uuid.uuid4().hex}",
        embedding_function=LibraryEmbeddings(),
        client_settings=Settings(anonymized_telemetry=False),
    )
    store.add_texts([searched_text(passage) for passage in shared.assistant.library.shown.passages])
    return store
