"""Over real HTTP and LangChain's own client: what a server can do wrong ends in the built-in answer, with a note."""

from __future__ import annotations

import itertools
import json
import os
import socket
import time

import pytest
from fake_server import FakeServer, serving

from assistant.answer.present import as_object
from assistant.api import Assistant
from assistant.events import Sentence
from assistant.model.brief import Message
from assistant.model.engine import open_engine
from assistant.model.errors import FailedError, MissingExtraError, SpecError
from assistant.model.open import LangChainChat, open_chat
from assistant.model.spec import parse_spec
from assistant.settings import ModelSettings
from assistant.threads import ThreadStore

pytest.importorskip("langchain_openai", reason="LangChain's OpenAI client is not installed: pip install '.[models]'")

FACT = "What was the CR rate in ALCANTARA?"
RATE = "The CR/CRi rate in ALCANTARA was 36% [1]."
SECRET = "sk-not-for-your-eyes-123"


@pytest.fixture
def over(assistant, concepts, tmp_path):
    """An assistant whose model is served at an address."""

    def make(url: str, **bounds) -> Assistant:
        settings = ModelSettings(spec="tiny", base_url=url, **{"timeout_s": 10, **bounds})
        engine = open_engine(settings, assistant.library.digest, concepts)
        threads = ThreadStore(tmp_path / "threads.sqlite")
        return Assistant(assistant.library, assistant.index, concepts, threads, engine=engine, sense=assistant.sense)

    return make


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class TestGoodServer:
    def test_its_answer_is_shown(self, over):
        with serving(FakeServer(RATE)) as fake:
            answer = over(fake.url).ask(FACT)
        assert (answer.answer, answer.engine) == (RATE, "openai:tiny")

    def test_is_asked_within_bounds(self, over):
        with serving(FakeServer(RATE)) as fake:
            over(fake.url, max_tokens=99).ask(FACT)
        (body,) = fake.bodies
        assert (body["model"], body["temperature"], body["stream"]) == ("tiny", 0.0, True)
        assert 99 in (body.get("max_tokens"), body.get("max_completion_tokens"))
        assert [message["role"] for message in body["messages"]] == ["system", "user"]

    def test_a_providers_key_does_not_go_to_another_address(self, over, monkeypatch):
        monkeypatch.setenv("OPENAI_API_KEY", SECRET)
        monkeypatch.delenv("CD19_MODEL_API_KEY", raising=False)
        with serving(FakeServer(RATE)) as fake:
            over(fake.url).ask(FACT)
        assert fake.keys == ["Bearer none"]

    def test_its_own_key_does(self, over, monkeypatch):
        monkeypatch.setenv("CD19_MODEL_API_KEY", SECRET)
        with serving(FakeServer(RATE)) as fake:
            over(fake.url).ask(FACT)
        assert fake.keys == [f"Bearer {SECRET}"]

    def test_sentences_come_while_it_writes(self, over):
        fake = FakeServer(f"{RATE} {'Blinatumomab is given and so on. ' * 8}", piece_s=0.03)
        with serving(fake):
            start, came = time.monotonic(), []
            for event in over(fake.url).stream(FACT):
                came += [time.monotonic() - start] if isinstance(event, Sentence) else []
            assert came[0] < 0.75 * (time.monotonic() - start)


class TestBadServer:
    @pytest.mark.parametrize(
        ("fault", "why"),
        [
            ("500", "reported an error"), ("503", "reported an error"), ("401", "did not accept the key"),
            ("403", "did not accept the key"), ("429", "took no more"), ("malformed", "could not be read"),
            # LangChain drops the words of a streamed refusal: what is left is nothing.
            ("refusal", "sent nothing"), ("filter", "declined"), ("nothing", "sent nothing"),
        ],
    )  # fmt: skip
    def test_ends_in_the_built_in_answer_with_a_note(self, over, assistant, fault, why):
        with serving(FakeServer("", fault)) as fake:
            answer = over(fake.url).ask(FACT)
        assert answer.answer == assistant.ask(FACT).answer
        assert answer.engine == "built-in, in place of openai:tiny"
        assert why in answer.note
        assert len(fake.bodies) == 1

    def test_a_dead_port(self, over, assistant):
        answer = over(f"http://127.0.0.1:{_closed_port()}/v1").ask(FACT)
        assert answer.answer == assistant.ask(FACT).answer
        assert "could not be reached" in answer.note

    @pytest.mark.parametrize(("fault", "piece_s"), [("hang", 0.0), ("", 0.2)], ids=["no reply", "slow drip"])
    def test_one_too_slow_is_given_up_in_time(self, over, assistant, fault, piece_s):
        with serving(FakeServer("word " * 400, fault, piece_s)) as fake:
            own = over(fake.url, timeout_s=0.6)
            start = time.monotonic()
            answer = own.ask(FACT)
            assert time.monotonic() - start < 5
        assert answer.answer == assistant.ask(FACT).answer
        assert "did not answer in time" in answer.note

    def test_one_that_hangs_up_leaves_what_passed(self, over):
        with serving(FakeServer(f"{RATE} Blinatumomab was gi", "dropped")) as fake:
            answer = over(fake.url).ask(FACT)
        assert answer.answer == RATE

    def test_no_secret_stands_in_any_of_it(self, over, monkeypatch):
        monkeypatch.setenv("CD19_MODEL_API_KEY", SECRET)
        with serving(FakeServer("", "401")) as fake:
            own = over(fake.url)
            kept = []
            own._engine._observe = kept.append
            answer = own.ask(FACT)
        assert fake.keys == [f"Bearer {SECRET}"]
        assert SECRET not in json.dumps(as_object(answer)) + kept[0].model_dump_json()


class TestLangChainModels:
    """What LangChain's own classes hand over, without a server."""

    def _chat(self, *messages, clock=time.monotonic):
        from langchain_core.language_models.fake_chat_models import GenericFakeChatModel

        return LangChainChat(GenericFakeChatModel(messages=iter(messages)), ModelSettings(timeout_s=1), clock)

    def test_a_text_comes_piece_by_piece(self):
        pieces = list(self._chat("One is so.")([Message(role="user", text="?")]))
        assert len(pieces) > 1
        assert "".join(pieces) == "One is so."

    def test_a_refusal_is_one(self):
        from langchain_core.messages import AIMessage

        chat = self._chat(AIMessage(content="no", additional_kwargs={"refusal": "I will not."}))
        with pytest.raises(FailedError, match="refused"):
            list(chat([Message(role="user", text="?")]))

    def test_the_deadline_is_for_the_whole_reply(self):
        chat = self._chat("One is so and so on.", clock=itertools.count(0, 0.3).__next__)
        with pytest.raises(FailedError, match="timeout: no whole reply within 1 s"):
            list(chat([Message(role="user", text="?")]))


class TestOpening:
    def test_a_missing_extra_names_the_command(self, monkeypatch):
        monkeypatch.setattr("assistant.model.open.find_spec", lambda name: None)
        with pytest.raises(MissingExtraError, match=r"pip install 'cd19-assistant\[models\]'"):
            open_chat(parse_spec("openai:x"), ModelSettings())

    def test_a_missing_integration_names_its_package(self):
        with pytest.raises(MissingExtraError, match="pip install langchain-groq"):
            open_chat(parse_spec("groq:x"), ModelSettings())

    def test_an_unknown_provider_is_told(self):
        with pytest.raises(SpecError, match="wanted a provider that LangChain knows"):
            open_chat(parse_spec("nobody:x"), ModelSettings())

    def test_a_missing_key_is_told(self, monkeypatch):
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
        with pytest.raises(SpecError, match="with its key in the environment"):
            open_chat(parse_spec("openai:x"), ModelSettings())

    def test_nothing_is_traced_elsewhere(self, monkeypatch):
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
        open_chat(parse_spec("x", "http://127.0.0.1:9/v1"), ModelSettings())
        assert {os.environ[name] for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2")} == {"false"}
