"""Conversations with their turns, in a file and on a server: whose they are, what a crash leaves, older files."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from started import PASSWORD

from assistant.api import Assistant
from assistant.conversation import Memory
from assistant.models import Answer, Case, Citation
from assistant.threads import AsKept, DamagedError, ThreadsError, ThreadStore, UnwritableError

ROOT = Path(__file__).parents[2]
HER = "34F with relapsed B-ALL, 12% blasts, CD19 positive. Blinatumomab or CAR T cells?"
WHAT_IF = "What if she had active CNS disease?"


def _answer(text: str = "Said [1].", **more) -> Answer:
    cited = Citation(marker=1, locators=("patient2.4#1",), text="A passage.", refs=(3,), label="Patient 2, paragraph 4")
    return Answer(
        status="answered", answer=text, citations=(cited,), corpus_hash="c0ffee", criteria_hash="5eed", **more
    )


def _memory(age: int) -> Memory:
    return Memory(case=Case.of({"age": age}))


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "threads.sqlite"


@pytest.fixture(params=["file", "server"])
def where(request, path):
    """A file of the data folder, and a PostgreSQL server: the same holds of both."""
    return path if request.param == "file" else request.getfixturevalue("database")


@pytest.fixture
def store(where) -> ThreadStore:
    ticks = iter(range(1_000, 10_000))
    return ThreadStore(where, clock=lambda: float(next(ticks)))


of_the_file = pytest.mark.parametrize("where", ["file"], indirect=True)


def _keep(store: ThreadStore, thread: str, *questions: str, owner: str = "") -> None:
    for number, question in enumerate(questions, 1):
        store.keep(thread, question, _answer(), _memory(number), AsKept(owner=owner, key=f"{thread}-{number}"))


class TestTurns:
    def test_come_back_as_they_were(self, store, where):
        answer = _answer(case=Case.of({"age": 34, "genetics": ("TP53",)}), timings_ms={"total": 4.5})
        store.keep("a", "Odd: <b>\u202e 𝔘 🧬", answer, _memory(34), AsKept(key="k", asked_as="Correction: Age."))
        (turn,) = ThreadStore(where).open("a").turns
        assert (turn.number, turn.key, turn.question) == (1, "k", "Odd: <b>\u202e 𝔘 🧬")
        assert (turn.asked_as, turn.answer) == ("Correction: Age.", answer)

    def test_are_numbered_and_the_first_gives_the_title(self, store):
        _keep(store, "a", "First,\n one?", "Second?")
        kept = store.open("a")
        assert [turn.number for turn in kept.turns] == [1, 2]
        assert kept.title == "First, one?"

    def test_cutting_back_takes_the_memory_back_too(self, store):
        _keep(store, "a", "One?", "Two?", "Three?")
        store.cut_back("a", "a-2")
        assert [turn.question for turn in store.open("a").turns] == ["One?"]
        assert store.load("a") == _memory(1)
        store.cut_back("a", "a-1")
        assert store.load("a") == Memory()

    def test_cutting_back_at_an_unknown_turn_does_nothing(self, store):
        _keep(store, "a", "One?")
        store.cut_back("a", "b-1")
        assert len(store.open("a").turns) == 1

    def test_a_stopped_turn_stands_above_an_answer_that_comes_late(self, store):
        kept = AsKept(key="k")
        store.keep_unanswered("a", "One?", "Half.", "Stopped.", _memory(1), kept)
        store.keep("a", "One?", _answer(), _memory(2), kept)
        (turn,) = store.open("a").turns
        assert (turn.said, turn.trouble, turn.answer) == ("Half.", "Stopped.", None)
        assert store.load("a") == _memory(1)

    def test_an_answer_that_came_first_is_replaced_by_what_was_shown(self, store):
        kept = AsKept(key="k")
        store.keep("a", "One?", _answer(), _memory(2), kept)
        store.keep_unanswered("a", "One?", "Half.", "Stopped.", _memory(1), kept)
        assert [turn.trouble for turn in store.open("a").turns] == ["Stopped."]

    @of_the_file
    def test_an_answer_of_an_unknown_form_is_said_to_be_unreadable(self, store, path):
        _keep(store, "a", "One?")
        with sqlite3.connect(path) as database:
            database.execute("""UPDATE turns SET answer = '{"status": "of the future"}'""")
        (turn,) = store.open("a").turns
        assert (turn.question, turn.answer) == ("One?", None)
        assert "another version" in turn.trouble


class TestList:
    def test_is_newest_first_by_the_last_turn(self, store):
        _keep(store, "a", "One?")
        _keep(store, "b", "Two?")
        store.keep("a", "More?", _answer(), _memory(3))
        assert [(one.id, one.turns) for one in store.list()] == [("a", 2), ("b", 1)]

    @of_the_file
    def test_of_nothing_makes_no_file(self, store, path):
        assert store.list() == ()
        assert store.open("a") is None
        assert not path.exists()

    def test_is_searched_in_titles_and_questions_whatever_the_case(self, store):
        _keep(store, "a", "ÉTUDE of MRD?", "And 100% of them?")
        _keep(store, "b", "Blinatumomab?")
        store.rename("b", "The Tuesday patient")
        assert [one.id for one in store.list(words="étude mrd")] == ["a"]
        assert [one.id for one in store.list(words="tuesday BLIN")] == ["b"]
        assert [one.id for one in store.list(words="0%")] == ["a"]
        assert store.list(words="_ %%") == ()

    def test_title_is_put_on_one_line_and_an_empty_one_brings_the_question_back(self, store):
        _keep(store, "a", "One?")
        store.rename("a", "  A\n title ")
        assert store.list()[0].title == "A title"
        store.rename("a", " ")
        assert store.list()[0].title == "One?"


class TestOwners:
    """Whatever id is given, nothing of another's is found or touched."""

    @pytest.fixture
    def mine(self, store):
        _keep(store, "a", "Mine?", owner="ann")
        store.rate("a", "a-1", "up", "good", owner="ann")
        return store.open("a", "ann")

    @pytest.mark.parametrize("other", ["", "bob", "ANN", "ann' OR '1'='1"])
    def test_others_see_and_change_nothing(self, store, mine, other):
        assert store.list(other) == ()
        assert store.open("a", other) is None
        assert store.load("a", other) == Memory()
        assert store.rating("a", "a-1", other) is None
        assert store.ratings(other) == ()
        store.rename("a", "Theirs", other)
        store.cut_back("a", "a-1", other)
        store.rate("a", "a-1", None, owner=other)
        store.forget("a", other)
        store.forget_all(other)
        assert store.open("a", "ann") == mine

    def test_same_name_is_another_conversation(self, store, mine):
        _keep(store, "a", "Theirs?", owner="bob")
        assert store.open("a", "ann") == mine
        assert store.open("a", "bob").title == "Theirs?"


class TestForgetting:
    @of_the_file
    def test_leaves_nothing_of_it_in_the_files(self, store, path):
        _keep(store, "a", "Mrs Unmistakable?")
        _keep(store, "b", "Kept?")
        store.rate("a", "a-1", "down", "Unmistakable reason")
        store.forget("a")
        left = b"".join(file.read_bytes() for file in path.parent.iterdir())
        assert b"Unmistakable" not in left
        assert [one.id for one in store.list()] == ["b"]
        assert store.ratings() == ()

    def test_of_all_is_the_owners_own(self, store):
        _keep(store, "a", "One?")
        _keep(store, "b", "Two?", owner="bob")
        store.forget_all()
        assert store.list() == ()
        assert len(store.list("bob")) == 1

    @of_the_file
    @pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX")
    def test_file_is_readable_by_its_owner_alone(self, store, path):
        _keep(store, "a", "One?")
        assert path.stat().st_mode & 0o077 == 0


class TestRatings:
    def test_hold_what_a_case_needs_and_outlive_the_turn(self, store):
        _keep(store, "a", "One?", "Two?")
        store.rate("a", "a-2", "down", " the figure is wrong ")
        store.cut_back("a", "a-2")
        (rating,) = store.ratings()
        assert (rating.question, rating.before, rating.verdict) == ("Two?", ("One?",), "down")
        assert (rating.reason, rating.answer.answer, len(rating.answer_hash)) == (
            "the figure is wrong",
            "Said [1].",
            64,
        )

    def test_change_and_are_taken_back(self, store):
        _keep(store, "a", "One?")
        store.rate("a", "a-1", "down", "why")
        store.rate("a", "a-1", "up")
        assert [turn.rating for turn in store.open("a").turns] == ["up"]
        assert len(store.ratings()) == 1
        store.rate("a", "a-1", None)
        assert store.ratings() == ()

    def test_need_an_answer(self, store):
        store.keep_unanswered("a", "One?", "", "Stopped.", Memory(), AsKept(key="k"))
        store.rate("a", "k", "up")
        store.rate("a", "gone", "up")
        assert store.ratings() == ()

    def test_note_the_patient_that_was_set_by_hand(self, store):
        answer = _answer(case=Case.of({"age": 34, "genetics": ("TP53",)}))
        store.keep("a", "One?", answer, Memory(), AsKept(key="k", asked_as="Correction: Age is 34."))
        store.rate("a", "k", "up")
        assert store.ratings()[0].given == {"age": 34, "genetics": ("TP53",)}


class TestOlderFiles:
    def _old(self, path: Path) -> None:
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE threads (id TEXT PRIMARY KEY, memory TEXT NOT NULL)")
            database.execute("INSERT INTO threads VALUES ('ward', ?)", (_memory(61).model_dump_json(),))

    @of_the_file
    def test_keep_what_they_knew_and_go_on(self, store, path):
        self._old(path)
        assert store.load("ward") == _memory(61)
        assert [(one.id, one.title, one.turns) for one in store.list()] == [("ward", "", 0)]
        _keep(store, "ward", "More?")
        store.cut_back("ward", "ward-1")
        assert store.load("ward") == _memory(61)

    def test_are_brought_up_to_date_once_by_many(self, path):
        self._old(path)
        readers = [threading.Thread(target=ThreadStore(path).load, args=("ward",)) for _ in range(8)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        assert ThreadStore(path).load("ward") == _memory(61)

    @of_the_file
    def test_of_a_newer_version_are_left_alone_and_told(self, store, path):
        with sqlite3.connect(path) as database:
            database.execute("PRAGMA user_version = 99")
        with pytest.raises(ThreadsError, match=r"newer version \(schema 99, known up to 1\).*Update cd19-assistant"):
            store.load("a")


WRITER = """
import sys
from pathlib import Path
from assistant.conversation import Memory
from assistant.models import Answer, Case
from assistant.threads import ThreadStore
from assistant.database.postgres import Postgres
named, own = sys.argv[1:3]
store = ThreadStore(Postgres(named) if named.startswith("postgresql:") else Path(named))
for number in range(1, int(sys.argv[3]) + 1):
    answer = Answer(status="answered", answer="x" * 20_000)
    store.keep(own, f"{own} {number}", answer, Memory(case=Case.of({"age": number})))
    print(number, flush=True)
"""


@pytest.fixture
def named(where, request) -> str:
    """As another process names it."""
    return str(where) if isinstance(where, Path) else request.getfixturevalue("postgres").address


def _writer(named: str, own: str, count: int) -> subprocess.Popen[str]:
    env = os.environ | {"PYTHONPATH": str(ROOT), "PGPASSWORD": PASSWORD}
    command = [sys.executable, "-c", WRITER, named, own, str(count)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)


class TestSeveralProcesses:
    def test_one_killed_between_turns_leaves_whole_turns_alone(self, where, named):
        writer = _writer(named, "a", 100_000)
        for _ in range(7):
            writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        turns = ThreadStore(where).open("a").turns
        assert len(turns) >= 7
        assert [turn.question for turn in turns] == [f"a {n}" for n in range(1, len(turns) + 1)]
        assert all(turn.answer is not None and len(turn.answer.answer) == 20_000 for turn in turns)
        assert ThreadStore(where).load("a") == _memory(len(turns))

    def test_two_at_once_lose_nothing_even_in_one_conversation(self, where, named):
        writers = [_writer(named, "a", 12) for _ in range(2)]
        assert [writer.wait() for writer in writers if writer.communicate()] == [0, 0]
        turns = ThreadStore(where).open("a").turns
        assert [turn.number for turn in turns] == list(range(1, 25))
        assert sorted(turn.question for turn in turns) == sorted(f"a {n}" for n in range(1, 13) for _ in range(2))


class TestAsking:
    @pytest.fixture
    def asking(self, assistant, concepts, path):
        return lambda: Assistant(
            assistant.library, assistant.index, concepts, ThreadStore(path), reader=assistant.reader
        )

    def test_keeps_the_answer_that_was_given(self, asking, path):
        answer = asking().ask(HER, thread="a")
        (*_, done) = asking().stream("How many patients were in TOWER?", thread="a")
        assert [turn.answer for turn in ThreadStore(path).open("a").turns] == [answer, done.answer]

    def test_goes_on_as_if_a_turn_taken_back_had_not_been(self, asking, path):
        talking = asking()
        first = talking.ask(HER, thread="a")
        talking.ask("And he is 61, with active CNS disease.", thread="a", kept=AsKept(key="k"))
        ThreadStore(path).cut_back("a", "k")
        again = asking().ask("Which one for her?", thread="a")
        assert (again.case.values(), again.recommendation) == (first.case.values(), first.recommendation)

    def test_an_answer_not_heard_to_its_end_is_not_kept(self, asking, path):
        half = asking().stream(HER, thread="a")
        for _ in range(9):
            next(half)
        half.close()
        assert ThreadStore(path).open("a") is None

    def test_a_turn_left_is_kept_as_shown_and_its_patient_remembered(self, asking, path):
        talking = asking()
        talking.leave(HER, said="Half.", trouble="Stopped.", thread="a", kept=AsKept(key="k"))
        assert ThreadStore(path).open("a").turns[0].said == "Half."
        assert talking.ask(WHAT_IF, thread="a").case.get("age") == 34

    def test_owners_share_no_patient_under_one_name(self, asking):
        asking().ask(HER, thread="a", kept=AsKept(owner="ann"))
        assert asking().ask("Which one for her?", thread="a", kept=AsKept(owner="bob")).case.get("age") is None


class TestStruckOut:
    @of_the_file
    def test_words_are_gone_from_all_that_is_kept_of_the_conversation_alone(self, path, store):
        swaps = {"Anna Müller": "[name]", "0012": "[record number]"}
        told = "Anna Müller, MRN 0012, 34F, WBC 100120."
        for thread in ("t", "other"):
            _keep(store, thread, told, "And if she were 60?")
            store.rename(thread, "Anna Müller")
            store.rate(thread, f"{thread}-1", "down", "Anna Müller is not so")
        store.strike("t", swaps)
        kept = store.open("t")
        assert kept.title == "[name]"
        assert kept.turns[0].question == "[name], MRN [record number], 34F, WBC 100120."
        assert store.rating("t", "t-1").reason == "[name] is not so"
        assert store.open("other").turns[0].question == told
        store.forget("other")
        assert "Müller".encode() not in path.read_bytes()

    def test_nothing_of_another_owner_is_touched(self, store):
        _keep(store, "t", "Anna Müller, 34F", owner="bob")
        store.strike("t", {"Anna Müller": "[name]"}, owner="eve")
        assert store.open("t", owner="bob").turns[0].question == "Anna Müller, 34F"


class TestDamage:
    """What a failing disk does: told in words, never another patient."""

    @pytest.fixture
    def altered(self, where, path, request):
        """What is kept is changed behind the store's back."""

        def alter(statement: str) -> None:
            if where != path:
                return request.getfixturevalue("postgres").run(statement)
            with closing_of(path) as database:
                database.execute(statement)

        return alter

    def test_one_changed_letter_of_what_is_known_is_told(self, store, where, altered):
        _keep(store, "a", "One?")
        altered("UPDATE conversations SET memory = replace(memory, '\"value\":1', '\"value\":7')")
        with pytest.raises(DamagedError, match="Delete it on the page, or go on under another name"):
            store.load("a")
        store.forget("a")
        assert store.load("a") == Memory()

    def test_a_changed_answer_is_not_shown(self, store, where, altered):
        _keep(store, "a", "One?")
        altered("UPDATE turns SET answer = replace(answer, 'Said', 'Sold')")
        (turn,) = store.open("a").turns
        assert (turn.question, turn.answer) == ("One?", None)
        assert "damaged" in turn.trouble

    @of_the_file
    def test_what_was_kept_before_there_were_seals_is_read(self, store, path):
        _keep(store, "a", "One?")
        with closing_of(path) as database:
            database.execute("UPDATE conversations SET memory = substr(memory, 1, instr(memory, char(10)) - 1)")
        assert store.load("a") == _memory(1)

    @pytest.mark.parametrize("held", [b"", b"no database, but longer than a header" * 40], ids=["empty", "noise"])
    def test_a_file_that_is_none_of_ours_is_told_with_the_remedy(self, path, held):
        path.write_bytes(held)
        for use in (lambda: ThreadStore(path).list(), lambda: _keep(ThreadStore(path), "a", "One?")):
            with pytest.raises(DamagedError, match=r"damaged .*Move .* away to start anew"):
                use()
        assert path.read_bytes() == held

    def test_a_place_that_cannot_be_written_is_told_with_the_remedy(self, tmp_path):
        (tmp_path / "file").write_text("no folder")
        with pytest.raises(UnwritableError, match="--data-dir"):
            _keep(ThreadStore(tmp_path / "file" / "threads.sqlite"), "a", "One?")

    def test_a_clock_set_back_does_not_hide_what_was_said_last(self, where):
        times = iter([100.0, 200.0, 5.0])
        store = ThreadStore(where, clock=lambda: next(times))
        _keep(store, "a", "One?")
        _keep(store, "b", "Two?")
        store.keep("b", "Three?", _answer(), _memory(3))
        assert [one.id for one in store.list()] == ["b", "a"]
        assert [turn.question for turn in store.open("b").turns] == ["Two?", "Three?"]


def closing_of(path: Path):
    """The file itself, behind the store's back."""
    from contextlib import contextmanager

    @contextmanager
    def opened():
        database = sqlite3.connect(path)
        yield database
        database.commit()
        database.close()

    return opened()
