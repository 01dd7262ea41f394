"""Memory: a fresh `cd19 ask` and the page beside a fresh process that makes LangChain's retrieval once.

Of a fresh process the most it ever had resident; of the page what it has resident after it answered the round's
questions. Told by Linux alone (/proc).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys

from evals.bench.memory import resident_mb
from evals.bench.shared import Shared
from evals.bench.starting import ASK, environment
from evals.bench.timing import Weighed
from evals.errors import ProcessFailedError
from index.model import find_model
from index.units import searched_text

_TELLS = """
import atexit, sys
atexit.register(lambda: sys.stderr.write(open("/proc/self/status").read()))
"""
"""What the system reports of an ended process counts the one that started it."""
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
    """The most memory a process had resident, in MB, as it tells at its end. Raises ProcessFailedError."""
    code, *rest = arguments
    command = [sys.executable, "-c", _TELLS + code, *rest]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, env=environment(shared))
    told = re.findall(r"VmHWM:\s*(\d+) kB", done.stderr)
    if done.returncode or not done.stdout.strip() or not told:
        raise ProcessFailedError(rest[0], done.returncode, done.stderr)
    return int(told[-1]) * 1024 / 1e6
