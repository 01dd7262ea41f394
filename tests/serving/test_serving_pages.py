"""Pages behind one nginx: who is sticky, what is shared, and what is left when one of it all is gone."""

from __future__ import annotations

import base64
import signal
import threading

import httpx
import pytest
from stage import PEOPLE_PASSWORD, Stage
from started import PostgresServer
from visitor import Visitor

from assistant.database.postgres import Postgres
from assistant.threads import KeptTurn, ThreadStore

HER = "34F with relapsed B-ALL, 12% blasts, CD19 positive. Blinatumomab or CAR T cells?"
WHAT_IF = "What if she had active CNS disease?"


@pytest.fixture(scope="module")
def store(postgres: PostgresServer) -> ThreadStore:
    return ThreadStore(Postgres(postgres.address_with_password))


def _kept(store: ThreadStore, visitor: Visitor) -> tuple[KeptTurn, ...]:
    found = store.open(visitor.thread, visitor.name)
    return found.turns if found else ()


class TestWhoGoesWhere:
    def test_a_visitor_stays_with_one_page_and_visitors_are_spread(self, stage: Stage):
        ports = []
        for number in range(12):
            with httpx.Client(base_url=stage.url, cookies={"cd19_page": f"visitor-{number}"}) as http:
                seen = {http.get("/health").status_code and stage.answered_by().port for _ in range(3)}
            assert len(seen) == 1
            ports += seen
        assert set(ports) == {page.port for page in stage.pages}

    def test_a_program_without_cookies_stays_too(self, stage: Stage):
        seen = {httpx.get(f"{stage.url}/health").status_code and stage.answered_by().port for _ in range(6)}
        assert len(seen) == 1

    def test_a_browser_is_given_its_cookie_with_the_page_and_once(self, stage: Stage):
        visitor = Visitor(stage)
        given = visitor.http.cookies["cd19_page"]
        page = visitor.at()
        answer = visitor.http.get("/")
        assert "cd19_page" not in answer.headers.get("set-cookie", "")
        assert (visitor.http.cookies["cd19_page"], visitor.at()) == (given, page)

    def test_each_page_tells_its_own_health(self, stage: Stage):
        for page in stage.pages:
            assert httpx.get(f"http://127.0.0.1:{page.port}/health").json() == {"status": "ok"}


class TestSignIn:
    def test_at_one_page_counts_at_all_and_ends_at_all(self, stage: Stage):
        visitor = Visitor(stage)
        token = visitor.http.cookies["cd19-session"]
        other = [{"cookies": {"cd19-session": token}, "base_url": f"http://127.0.0.1:{p.port}"} for p in stage.pages]
        for told in other:
            with httpx.Client(**told) as http:
                assert http.get("/config").status_code == 200
        visitor.http.get("/logout")
        page = visitor.at()
        for told, at in zip(other, stage.pages, strict=True):
            with httpx.Client(**told, timeout=30) as http:
                if at is page:
                    assert http.get("/config").status_code == 401
                until_signed_out(http)

    def test_keeps_digests_alone(self, stage: Stage):
        visitor = Visitor(stage, "ben")
        kept = str(stage.postgres.run("SELECT * FROM sessions"))
        assert "'ben'" in kept
        assert visitor.http.cookies["cd19-session"] not in kept
        assert PEOPLE_PASSWORD not in kept

    def test_nothing_is_told_without(self, stage: Stage):
        for page in stage.pages:
            for token in ("", "x", "' OR 1=1 --"):
                cookies = {"cd19-session": token}
                with httpx.Client(base_url=f"http://127.0.0.1:{page.port}", cookies=cookies) as http:
                    assert http.get("/config").status_code == 401


def until_signed_out(http: httpx.Client) -> None:
    """The other page goes by what it last heard for a few seconds."""
    import time

    end = time.monotonic() + 30
    while http.get("/config").status_code != 401:
        assert time.monotonic() < end
        time.sleep(0.3)


class TestConversation:
    def test_is_answered_from_the_servers_as_this_process_answers(self, stage: Stage, assistant, store):
        visitor = Visitor(stage)
        visitor.ask(HER)
        (turn,) = _kept(store, visitor)
        assert turn.answer.answer == assistant.ask(HER).answer
        assert store.list("anna")[0].id == visitor.thread
        assert store.open(visitor.thread, "ben") is None

    def test_hops_between_pages_and_keeps_its_patient(self, stage: Stage, store):
        visitor = Visitor(stage)
        visitor.ask(HER)
        before = visitor.at()
        visitor.hop()
        assert visitor.at() is not before
        shown = visitor.ask(WHAT_IF)
        _, second = _kept(store, visitor)
        assert (second.number, second.answer.case.get("age"), second.answer.case.get("cns")) == (2, 34, "active")
        assert second.answer.recommendation == "car_t"
        assert "12% blasts" in shown, "the page shows what was said before too"

    def test_two_pages_at_once_in_one_conversation_lose_no_turn(self, stage: Stage, store):
        asked = [f"How many patients were in TOWER? ({number})" for number in range(8)]
        auth = "Basic " + base64.b64encode(f"ben:{PEOPLE_PASSWORD}".encode()).decode()

        def ask(page, questions):
            with httpx.Client(
                base_url=f"http://127.0.0.1:{page.port}", headers={"authorization": auth}, timeout=90
            ) as own:
                for question in questions:
                    call = own.post("/gradio_api/call/v2/ask", json={"question": question, "thread": "shared"})
                    told = own.get(f"/gradio_api/call/v2/ask/{call.json()['event_id']}").text
                    assert "event: complete" in told, told[:300]

        asking = [threading.Thread(target=ask, args=(p, asked[n::2])) for n, p in enumerate(stage.pages)]
        for one in asking:
            one.start()
        for one in asking:
            one.join()
        turns = store.open("shared", "ben").turns
        assert [turn.number for turn in turns] == list(range(1, 9))
        assert sorted(turn.question for turn in turns) == asked


class TestGone:
    """Away, and back: nothing of ours is started again."""

    def test_the_database_is_told_in_words_and_then_works_again(self, stage: Stage, store):
        visitor = Visitor(stage)
        visitor.ask(HER)
        stage.postgres.stop(signal.SIGQUIT)
        try:
            told = visitor.ask(WHAT_IF)
            stranger = httpx.get(f"{stage.url}/config", cookies={"cd19-session": "unknown"})
        finally:
            stage.postgres.start()
        assert "cannot be reached" in told
        assert "postgresql://cd19@127.0.0.1" in told
        assert (stranger.status_code, "does not answer" in stranger.text) == (503, True)
        assert "postgres" not in stranger.text
        visitor.ask(WHAT_IF)
        assert [turn.answer.case.get("age") for turn in _kept(store, visitor) if turn.answer] == [34, 34]

    def test_chroma_is_told_in_words_and_then_works_again(self, stage: Stage, store):
        visitor = Visitor(stage)
        stage.chroma.stop(signal.SIGKILL)
        try:
            told = visitor.ask(HER)
        finally:
            stage.chroma.start()
        assert "The Chroma server at http://127.0.0.1" in told
        assert "Start it" in told
        visitor.ask(HER)
        assert [bool(turn.answer) for turn in _kept(store, visitor)] == [False, True]

    def test_a_page_killed_in_mid_answer_leaves_the_conversation_whole_and_the_other_goes_on(self, stage: Stage, store):
        visitor = Visitor(stage)
        visitor.ask(HER)
        page = visitor.at()
        database = Postgres(stage.postgres.address_with_password)
        with database.writing("anna"):  # the answer is written and shown, but cannot be kept yet
            told = visitor.updates(WHAT_IF)
            heard = [next(told) for _ in range(3)]
            page.stop(signal.SIGKILL)
            with pytest.raises(httpx.HTTPError):
                heard += list(told)
        assert not any(one["msg"] == "process_completed" for one in heard)
        assert [turn.question for turn in _kept(store, visitor)] == [HER]
        assert visitor.at() is not page, "nginx takes the next one"
        shown = visitor.ask(WHAT_IF)
        assert "12% blasts" in shown
        assert [(turn.number, turn.answer.case.get("age")) for turn in _kept(store, visitor)] == [(1, 34), (2, 34)]
        assert visitor.http.get("/health").json() == {"status": "ok"}
