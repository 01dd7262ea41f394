"""Memory: a fresh `cd19 ask` and the page beside a fresh process that makes LangChain's retrieval once.

Of a fresh process the most it ever had resident, which the system tells at its end; of the page what it has resident
after it answered the round's questions.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from evals.bench.memory import resident_mb
from evals.bench.shared import Shared
from evals.bench.starting import ASK, environment
from evals.bench.timing import Weighed
from evals.errors import ProcessFailedError
from index.model import find_model
from index.units import searched_text

_RETRIEVE = """
import json, sys
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1], device="cpu", local_files_only=True)
class HuggingFace(Embeddings):
    def embed_documents(self, texts): return model.encode(texts, show_progress_bar=False).tolist()
    def embed_query(self, text): return model.encode([text])[0].tolist()
store = Chroma("bench", embedding_function=HuggingFace(), client_settings=Settings(anonymized_telemetry=False))
store.add_texts(json.load(sys.stdin))
print(len(store.similarity_search(sys.argv[2], k=10)), "found")
"""


def asking(shared: Shared) -> Weighed:
    """Megabytes of a fresh `cd19 ask` at its most."""
    return Weighed(lambda number: _of_ask(shared, number), lambda number: _of_langchain(shared, number))


def page(shared: Shared) -> Weighed:
    """Megabytes of the page's process after a round's questions and patients."""

    def ours(number: int) -> float:
        for question in shared.asked(number):
            shared.page.whole(question)
        return resident_mb(shared.page.pid)

    return Weighed(ours, lambda number: _of_langchain(shared, number))


def _of_ask(shared: Shared, number: int) -> float:
    return _peak(shared, [ASK, "ask", shared.questions(number)[0], "--data-dir", str(shared.data_dir)])


def _of_langchain(shared: Shared, number: int) -> float:
    texts = [searched_text(passage) for passage in shared.assistant.library.shown.passages]
    return _peak(shared, [_RETRIEVE, find_model().source, shared.questions(number)[0]], json.dumps(texts))


def _peak(shared: Shared, arguments: list[str], given: str = "") -> float:
    """The most memory a process had, in MB. Raises ProcessFailedError."""
    command = [sys.executable, "-c", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, env=environment(shared)
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(given.encode())
        process.stdin.close()
        said = process.stdout.read().decode(errors="replace")
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not said.strip():
        raise ProcessFailedError(arguments[1], process.returncode, said)
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
