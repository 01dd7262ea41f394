"""No network: the tests reach none, and the main job is done without one."""

from __future__ import annotations

import socket

import pytest

PRELUDE = """
import socket, sys
def refuse(event, arguments):
    if event == "socket.connect" and arguments[0].family in (socket.AF_INET, socket.AF_INET6):
        raise SystemError(f"tried to reach {arguments[1]}")
    if event == "socket.getaddrinfo":
        raise SystemError(f"tried to look up {arguments[0]}")
sys.addaudithook(refuse)
"""
LOADED = """
import atexit, sys
atexit.register(lambda: print("LOADED", *[name for name in {heavy!r} if name in sys.modules], file=sys.stderr))
"""
HEAVY = ("torch", "transformers", "sentence_transformers", "gradio", "langchain_core", "chromadb", "bm25s", "scipy")
MAIN = "from assistant.cli.main import main; main()"


class TestThisRun:
    @pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)], ids=["IPv4", "IPv6"])
    def test_reaches_no_other_machine(self, address):
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        with socket.socket(family) as door, pytest.raises(RuntimeError):
            door.connect(address)

    def test_looks_up_no_name(self):
        with pytest.raises(RuntimeError, match=r"example\.org"):
            socket.getaddrinfo("example.org", 80)

    def test_loopback_stays_open(self):
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            socket.create_connection(server.getsockname(), timeout=5) as client,
        ):
            assert client.getpeername() == server.getsockname()


@pytest.fixture(scope="module")
def refused(cd19):
    """A question asked where every connection is refused, and which heavy libraries were loaded on the way."""
    heavy = LOADED.format(heavy=HEAVY)
    return cd19("ask", "CR rate in ALCANTARA?", code=PRELUDE + heavy + MAIN)


class TestAsking:
    def test_answers_without_a_network(self, refused):
        assert refused.returncode == 0, refused.stderr
        assert "36%" in refused.stdout

    def test_heavy_libraries_stay_off_the_way_to_an_answer(self, refused):
        assert refused.stderr.strip().split("\n")[-1] == "LOADED"

    def test_documents_are_imported_without_a_network(self, cd19, tmp_path):
        (tmp_path / "a.md").write_text(
            "# Pathway\n\n## One\n\nA sentence of ours, http://192.0.2.1/.\n", encoding="utf-8"
        )
        given = ("corpus", "import", str(tmp_path / "a.md"), "--data-dir", str(tmp_path))
        done = cd19(*given, code=PRELUDE + MAIN)
        assert done.returncode == 0, done.stderr

    def test_study_needs_none(self, cd19, tmp_path):
        done = cd19("study", "quiz", "-n", "1", "--data-dir", str(tmp_path), stdin="a\n", code=PRELUDE + MAIN)
        assert done.returncode == 0, done.stderr

    def test_a_connection_would_be_noticed(self, cd19):
        done = cd19(code=PRELUDE + "socket.create_connection(('192.0.2.1', 80), timeout=1)")
        assert done.returncode != 0
        assert "tried to" in done.stderr
