"""An index whose vectors are on a Chroma server: the same answers, published whole, told in words where it is away."""

from __future__ import annotations

import hashlib
import http.server
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import numpy as np
import pytest
from index_sample import open_sample
from started import Server, chroma_server, free_port

import index.build
import index.open
from assistant.cli.main import main
from assistant.library import forget
from assistant.settings import Settings
from corpus.digest import load_digest
from corpus.importing.load import imported
from corpus.importing.shelf import Shelf
from index.builds import current_build
from index.chroma import ChromaServer
from index.errors import NoCollectionError, ServerAddressError, ServerAwayError, ServerFailedError
from index.home import home_at
from index.manifest import read_manifest
from index.served import Served, published
from index.status import info, verify

ROOT = Path(__file__).parents[2]
COLLECTIONS = "/api/v2/tenants/default_tenant/databases/default_database/collections"
QUESTIONS = ("Do CAR T cells reach the spinal fluid?", "How many relapsed at Seattle?", "the price of a cycle")


class Embedder:
    """Words to vectors without a model: each has its own direction. Counts what it is asked to embed."""

    max_tokens, model, embedded = 256, None, 0

    def __init__(self, source: str = "") -> None:
        pass

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed(self, texts):
        Embedder.embedded += len(texts)
        vectors = [sum(map(self._word, text.lower().split())) for text in texts]
        return np.asarray([vector / np.linalg.norm(vector) for vector in vectors], dtype=np.float32)

    def _word(self, word: str):
        return np.random.default_rng(int(hashlib.sha256(word.encode()).hexdigest()[:8], 16)).standard_normal(48)


def without_model(patch) -> None:
    """All of a build but its model: that one takes a minute."""
    for module in (index.build, index.open):
        patch(module, "SentenceTransformerEmbedder", Embedder)
    patch(index.build, "export_onnx", lambda *_: "is not exported in this test")


@pytest.fixture(autouse=True)
def _without_model(monkeypatch):
    without_model(monkeypatch.setattr)


@pytest.fixture(scope="module")
def chroma(tmp_path_factory):
    server = chroma_server(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.stop(signal.SIGKILL)


@pytest.fixture
def url(chroma) -> str:
    """The server's address; it runs, and holds nothing."""
    if chroma.process is None:
        chroma.start()
    for name in _collections(_url(chroma)):
        httpx.delete(f"{_url(chroma)}{COLLECTIONS}/{name}")
    return _url(chroma)


def _url(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def _opened(folder: Path, url: str):
    return open_sample(folder, home=home_at(url))


def _served(folder: Path) -> Path:
    return folder / "index" / "sample+served"


def _name(folder: Path) -> str:
    return published(_served(folder), read_manifest(current_build(_served(folder))).inputs)


def _collections(url: str) -> set[str]:
    return {one["name"] for one in httpx.get(url + COLLECTIONS).json()}


def _found(index_) -> list[list[str]]:
    return [[hit.passage.id for hit in index_.search(question)] for question in QUESTIONS]


class TestAsked:
    def test_finds_what_this_processs_own_finds_and_is_published_under_one_name(self, url, tmp_path):
        assert _found(_opened(tmp_path, url)) == _found(open_sample(tmp_path / "own"))
        assert _collections(url) == {_name(tmp_path)}
        assert verify(_served(tmp_path), home_at(url)) == ()
        assert info(_served(tmp_path), home_at(url)).vectors == f"{url}, collection {_name(tmp_path)}"

    def test_is_opened_not_built_the_second_time(self, url, tmp_path, monkeypatch):
        _opened(tmp_path, url)
        monkeypatch.setattr(index.open, "build_locked", None)
        assert _opened(tmp_path, url).search(QUESTIONS[0])

    def test_two_data_folders_share_one_collection(self, url, tmp_path):
        found = [_found(_opened(tmp_path / own, url)) for own in ("a", "b")]
        assert found[0] == found[1]
        assert _collections(url) == {_name(tmp_path / "a")} == {_name(tmp_path / "b")}

    def test_an_index_of_this_process_is_taken_over_and_its_vectors_not_computed_again(self, url, tmp_path):
        own = open_sample(tmp_path)
        before = Embedder.embedded
        served = _opened(tmp_path, url)
        assert Embedder.embedded == before
        assert _found(served) == _found(own)
        assert verify(tmp_path / "index" / "sample") == ()

    def test_one_of_other_inputs_or_a_damaged_one_is_not_taken_over(self, url, tmp_path):
        open_sample(tmp_path)
        (current_build(tmp_path / "index" / "sample") / "concepts.json").write_text("{}")
        before = Embedder.embedded
        _opened(tmp_path, url)
        assert Embedder.embedded > before
        assert verify(_served(tmp_path), home_at(url)) == ()


BUILDING = """
import sys, time
from pathlib import Path
sys.path[:0] = {path!r}
import index.served
from test_index_served import _opened, without_model
index.served._BATCH = 1
without_model(setattr)
_opened(Path(sys.argv[1]), sys.argv[2])
"""


class TestPublished:
    def test_a_builder_that_is_killed_leaves_nothing_that_is_asked_and_is_cleared_away(self, url, tmp_path):
        code = BUILDING.format(path=[str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "index")])
        builder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path), url])
        until = time.monotonic() + 60
        while not (half := _collections(url)):
            assert time.monotonic() < until
            time.sleep(0.002)
        builder.send_signal(signal.SIGKILL)
        assert builder.wait() == -signal.SIGKILL, "it was to die before its end"
        assert all(name.startswith("cd19-building-") for name in half)
        assert current_build(_served(tmp_path)) is None
        assert _opened(tmp_path, url).search(QUESTIONS[0])
        assert _collections(url) == {_name(tmp_path)}

    def test_a_build_that_fails_leaves_nothing_there(self, url, tmp_path, monkeypatch):
        monkeypatch.setattr(index.build, "write_manifest", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        monkeypatch.setattr(Served, "publish", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            _opened(tmp_path, url)
        assert _collections(url) == set()

    @pytest.mark.parametrize(
        ("what", "body"),
        [("update", {"ids": ["patient2.4#1"], "embeddings": [[0.5] * 48]}), ("delete", {"ids": ["patient2.4#1"]})],
        ids=["a changed vector", "a lost unit"],
    )
    def test_damage_is_noticed_and_mended_under_the_same_name(self, url, tmp_path, what, body):
        found = _found(_opened(tmp_path, url))
        name = _name(tmp_path)
        own = httpx.get(f"{url}{COLLECTIONS}/{name}").json()["id"]
        assert httpx.post(f"{url}{COLLECTIONS}/{own}/{what}", json=body).is_success
        assert bool(verify(_served(tmp_path), home_at(url))) is (what == "delete")
        assert _found(_opened(tmp_path, url)) == found
        assert _collections(url) == {name}

    def test_an_older_one_stays_until_the_next_but_one(self, url, tmp_path):
        names = []
        for version in ("1", "2", "3"):
            open_sample(tmp_path, home=home_at(url), corpus_hash=version)
            names.append(_name(tmp_path))
        assert _collections(url) == set(names[1:])

    def test_what_was_imported_goes_from_the_server_too(self, url, tmp_path):
        _opened(tmp_path, url)
        document = tmp_path / "ward.txt"
        document.write_text("# Ward pathway\n\nCall the transplant team first.\n", encoding="utf-8")
        found = imported(document, load_digest())
        Shelf(tmp_path).put_source(found.document)
        build = tmp_path / "index" / "sources+served" / "build-0123456789ab"
        shutil.copytree(current_build(_served(tmp_path)), build)
        ChromaServer(url).create(published(build.parent, read_manifest(build).inputs), 100)
        assert forget(found.document.name, tmp_path, url)
        assert _collections(url) == {_name(tmp_path)}


class TestAway:
    def test_is_told_at_once_in_words_and_back_needs_no_restart(self, url, chroma, tmp_path):
        searching = _opened(tmp_path, url)
        found = _found(searching)
        chroma.stop(signal.SIGKILL)
        since = time.monotonic()
        for use in (lambda: searching.search(QUESTIONS[0]), lambda: _opened(tmp_path, url)):
            with pytest.raises(
                ServerAwayError, match=r"127.0.0.1:\d+ does not answer \(.*refused.*Start it.*ask again"
            ):
                use()
        assert time.monotonic() - since < 15
        chroma.start()
        assert _found(searching) == found

    def test_back_with_nothing_is_told_with_the_command_and_a_build_is_enough(self, url, tmp_path):
        searching = _opened(tmp_path, url)
        httpx.delete(f"{url}{COLLECTIONS}/{_name(tmp_path)}")
        with pytest.raises(NoCollectionError, match=r"cd19 index build --chroma http://127.0.0.1"):
            searching.search(QUESTIONS[0])
        _opened(tmp_path, url)
        assert searching.search(QUESTIONS[0])

    def test_one_that_hangs_is_given_up(self, url, chroma):
        os.kill(chroma.process.pid, signal.SIGSTOP)
        try:
            since = time.monotonic()
            with pytest.raises(ServerAwayError, match="timed out"):
                ChromaServer(url, answer_s=0.3).id_of("any")
            assert time.monotonic() - since < 15
        finally:
            os.kill(chroma.process.pid, signal.SIGCONT)

    def test_the_command_line_tells_it_and_exits_with_2(self, monkeypatch, capsys, tmp_path):
        url = f"http://127.0.0.1:{free_port()}"
        monkeypatch.setattr(sys, "argv", ["cd19", "index", "build", "--chroma", url, "--data-dir", str(tmp_path)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 2
        assert capsys.readouterr().err.splitlines()[-1].startswith(f"cd19: The Chroma server at {url} does not answer")

    def test_another_server_at_that_address_is_told(self):
        other = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
        threading.Thread(target=other.serve_forever, daemon=True).start()
        with pytest.raises(ServerFailedError, match=r"404: no answer of a Chroma server.*`chroma run` is what runs"):
            ChromaServer(f"http://127.0.0.1:{other.server_port}").id_of("x")
        other.shutdown()


class TestAddress:
    @pytest.mark.parametrize("given", ["127.0.0.1:8000", "ftp://host", "http://", "http://host:Sesame", "Sesame"])
    def test_that_is_none_is_told_and_not_repeated(self, given):
        with pytest.raises(ServerAddressError, match="wanted http://HOST:PORT") as caught:
            Served(given)
        assert "Sesame" not in str(caught.value)

    def test_credentials_are_not_shown(self):
        server = ChromaServer(f"http://ann:Sesame@127.0.0.1:{free_port()}/chroma/")
        with pytest.raises(ServerAwayError) as caught:
            server.id_of("x")
        assert "Sesame" not in server.shown + str(caught.value)

    def test_the_environment_names_the_server_too(self, monkeypatch):
        monkeypatch.setenv("CD19_CHROMA", "http://127.0.0.1:1")
        assert Settings().chroma == "http://127.0.0.1:1"
