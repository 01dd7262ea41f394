"""`cd19 ask --model` and `cd19 info`: the whole way, in a process of its own."""

from __future__ import annotations

import json

import pytest
from fake_server import FakeServer, serving

RATE = "The CR/CRi rate in ALCANTARA was 36% [1]."
FACT = "What was the CR rate in ALCANTARA?"
SECRET = "sk-not-for-your-eyes-123"
HEAVY = """
import atexit, sys
atexit.register(lambda: print("LOADED", *[n for n in ("torch", "langchain_core", "langchain", "chromadb", "gradio")
                                          if n in sys.modules], file=sys.stderr))
from assistant.cli.main import main; main()
"""


@pytest.fixture(autouse=True)
def _no_model_named(monkeypatch):
    for name in ("CD19_MODEL", "CD19_MODEL_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


class TestAsk:
    def test_a_served_model_writes(self, cd19):
        pytest.importorskip("langchain_openai")
        with serving(FakeServer(RATE)) as fake:
            done = cd19("ask", FACT, "--json", "--model", "tiny", "--base-url", fake.url)
        assert done.returncode == 0, done.stderr
        record = json.loads(done.stdout)
        assert (record["answer"], record["engine"]) == (RATE, "openai:tiny")

    def test_a_note_stands_under_the_answer(self, cd19):
        pytest.importorskip("langchain_openai")
        with serving(FakeServer("", "500")) as fake:
            done = cd19("ask", FACT, "--model", "tiny", "--base-url", fake.url)
        assert "36%" in done.stdout
        assert "This is the built-in answer, in place of openai:tiny: its server reported an error." in done.stdout

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("--model", "oracle"), "got 'oracle'"),
            (("--model", "x", "--base-url", "nowhere"), "--base-url: got 'nowhere'"),
            (("--model", "none", "--base-url", "http://127.0.0.1:1/v1"), "no model is named"),
        ],
    )
    def test_bad_usage_is_said_plainly(self, cd19, arguments, said):
        done = cd19("ask", FACT, *arguments)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


class TestInfo:
    def test_tells_the_whole_configuration(self, cd19, assistant):
        told = json.loads(cd19("info", "--json").stdout)
        assert (told["engine"], told["model"], told["as_of"]) == ("built-in", None, "January 2020")
        assert told["corpus"]["hash"] == assistant.library.digest.hash
        assert told["index"]["state"] == "built"
        assert told["versions"]["python"].startswith("3.")
        assert {"criteria_hash", "prompts_hash", "data_dir", "embedding_model"} <= set(told)

    def test_loads_nothing_heavy(self, cd19):
        done = cd19("info", code=HEAVY)
        assert done.stderr.strip().split("\n")[-1] == "LOADED"
        assert "engine           built-in" in done.stdout

    def test_masks_secrets(self, cd19, monkeypatch):
        monkeypatch.setenv("OPENAI_API_KEY", SECRET)
        code = f"import os; os.environ['OPENAI_API_KEY'] = {SECRET!r}; from assistant.cli.main import main; main()"
        url = f"http://user:hunter22@127.0.0.1:9/v1?key={SECRET}"
        done = cd19("info", "--model", f"m-{SECRET}", "--base-url", url, code=code)
        assert done.returncode == 0, done.stderr
        assert "http://127.0.0.1:9/v1" in done.stdout
        assert SECRET not in done.stdout
        assert "hunter22" not in done.stdout

    def test_says_where_there_is_no_index(self, cd19, tmp_path):
        told = json.loads(cd19("info", "--json", "--data-dir", str(tmp_path)).stdout)
        assert told["index"]["state"].startswith("not built")
        assert list(tmp_path.iterdir()) == []
