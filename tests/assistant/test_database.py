"""A PostgreSQL server under the stores: away and back, hanging, two at once, and a password that is never shown."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
from started import PASSWORD, PostgresServer, free_port

from assistant.conversation import Memory
from assistant.database.errors import AddressError, AwayError, FailedError, NewerSchemaError
from assistant.database.postgres import Postgres
from assistant.models import Answer, Case
from assistant.settings import Settings
from assistant.stores import open_study, open_threads
from assistant.study.store import StudyStore
from assistant.threads import AsKept, ThreadStore

ROOT = Path(__file__).parents[2]
SAID = Answer(status="answered", answer="Said [1].")


def _keep(store: ThreadStore, question: str, thread: str = "a", owner: str = "") -> None:
    store.keep(thread, question, SAID, Memory(case=Case.of({"age": 34})), AsKept(owner=owner))


class TestAway:
    def test_is_told_at_once_in_words_and_back_needs_no_restart(self, postgres: PostgresServer, database: Postgres):
        store = ThreadStore(database)
        for number, how in enumerate((signal.SIGINT, signal.SIGQUIT), 1):
            _keep(store, f"{number}?")
            postgres.stop(how)
            since = time.monotonic()
            for use in (store.list, lambda: _keep(store, "Lost?"), lambda: StudyStore(database).answers()):
                with pytest.raises(AwayError, match=r"cannot be reached \(.*refused.*Start the server .* try again"):
                    use()
            assert time.monotonic() - since < 10
            postgres.start()
            assert len(store.open("a").turns) == number
        _keep(store, "3?")
        assert [turn.number for turn in store.open("a").turns] == [1, 2, 3]

    def test_in_the_middle_of_a_turn_leaves_nothing_of_it(self, postgres: PostgresServer, database: Postgres):
        store = ThreadStore(database)
        _keep(store, "1?")
        with pytest.raises(AwayError):
            self._cleared(database, meanwhile=lambda: postgres.stop(signal.SIGQUIT))
        postgres.start()
        assert [turn.question for turn in store.open("a").turns] == ["1?"]

    def _cleared(self, database: Postgres, meanwhile):
        with database.writing("") as connection:
            connection.execute("DELETE FROM turns WHERE owner = ?", ("",))
            meanwhile()
            connection.execute("DELETE FROM conversations WHERE owner = ?", ("",))

    def test_one_that_hangs_is_given_up(self, postgres: PostgresServer, database: Postgres):
        hasty = Postgres(postgres.address_with_password, transaction_s=0.5)
        with hasty.reading() as connection:
            (own,) = connection.execute("SELECT pg_backend_pid()").fetchone()
        stopped = f"kill -STOP {own}".split()
        subprocess.run(stopped, check=True)
        try:
            since = time.monotonic()
            hasty.state()
            assert time.monotonic() - since < 10, "a new connection takes the place of the one that hangs"
        finally:
            subprocess.run(f"kill -CONT {own}".split(), check=True)

    def test_a_transaction_that_waits_for_another_is_ended(self, postgres: PostgresServer, database: Postgres):
        hasty = ThreadStore(Postgres(postgres.address_with_password, transaction_s=1.5))
        with database.writing("ann"):
            with pytest.raises(FailedError, match=r"statement timeout.*what was kept before is as it was"):
                _keep(hasty, "1?", owner="ann")
            _keep(hasty, "1?", owner="bob")  # another owner does not wait
        _keep(hasty, "1?", owner="ann")


class TestTwoAtOnce:
    def test_make_the_tables_once(self, postgres: PostgresServer, database: Postgres):
        stores = [ThreadStore(Postgres(postgres.address_with_password)) for _ in range(6)]
        writers = [threading.Thread(target=_keep, args=(store, f"{n}?")) for n, store in enumerate(stores)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert [turn.number for turn in ThreadStore(database).open("a").turns] == [1, 2, 3, 4, 5, 6]

    def test_share_a_few_connections(self, database: Postgres, postgres: PostgresServer):
        readers = [threading.Thread(target=ThreadStore(database).list) for _ in range(40)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        (open_now,) = postgres.run("SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'cd19-assistant'")[0]
        assert 1 <= open_now <= 8


class TestSchema:
    def test_of_a_newer_version_is_left_alone_and_told(self, postgres: PostgresServer, database: Postgres):
        _keep(ThreadStore(database), "1?")
        database.close()
        postgres.run("UPDATE version SET number = 99")
        with pytest.raises(NewerSchemaError, match=r"schema 99, known up to 1.*Update cd19-assistant"):
            ThreadStore(database).list()

    def test_a_database_made_anew_meanwhile_is_filled_again(self, postgres: PostgresServer, database: Postgres):
        _keep(ThreadStore(database), "1?")
        postgres.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cd19-assistant'")
        postgres.run("DROP SCHEMA cd19 CASCADE")
        assert ThreadStore(database).list() == ()
        _keep(ThreadStore(database), "2?")

    def test_what_no_text_of_a_server_can_hold_is_kept_all_the_same(self, database: Postgres):
        _keep(ThreadStore(database), "A\0B \ud800?", thread="a\0")
        assert ThreadStore(database).open("a\0").turns[0].question == "A\ufffdB \ufffd?"

    def test_nothing_forgotten_is_in_any_row(self, postgres: PostgresServer, database: Postgres):
        store, study = ThreadStore(database), StudyStore(database)
        _keep(store, "Mrs Unmistakable?")
        _keep(store, "Kept?", owner="bob")
        store.rate("a", store.open("a").turns[0].key, "down", "Unmistakable")
        study.put_sitting("Unmistakable", "here")
        store.forget("a")
        study.forget("Unmistakable")
        tables = postgres.run("SELECT table_name FROM information_schema.tables WHERE table_schema = 'cd19'")
        rows = [str(postgres.run(f"SELECT * FROM {name}")) for (name,) in tables]
        assert not any("Unmistakable" in row for row in rows)
        assert any("Kept?" in row for row in rows)


class TestPassword:
    """It goes to the server, and into no text."""

    @pytest.fixture
    def wrong(self, postgres: PostgresServer) -> str:
        return postgres.address.replace("cd19@", "cd19:Sesame-77@")

    def test_is_in_no_error_and_no_text_of_ours(self, wrong: str):
        settings = Settings(database=wrong)
        with pytest.raises(AwayError, match="password authentication failed") as caught:
            open_threads(settings).list()
        told = [str(caught.value), repr(caught.value), repr(settings), str(settings), settings.model_dump_json()]
        chain = [
            str(caught.value.__cause__),
            str(caught.value.__context__ if not caught.value.__suppress_context__ else ""),
        ]
        assert not any("Sesame" in text for text in (*told, *chain, open_threads(settings).where.shown))

    @pytest.mark.parametrize(
        "address",
        ["postgresql://cd19:Sesame/77@db/x", "postgresql://cd19:77/Sesame@db/x", "postgresql://cd19:Se@same@db/x",
         "postgresql://cd19:Sesame%zz@db/x", "mysql://cd19:Sesame@db/x", "Sesame"],
    )  # fmt: skip
    def test_one_that_an_address_cannot_hold_is_told_without_any_piece_of_it(self, address: str):
        with pytest.raises(AddressError, match=r"wanted postgresql://USER@HOST:PORT/NAME.*%40") as caught:
            Postgres(address)
        assert "esame" not in str(caught.value).replace(address, "")
        assert "same@" not in str(caught.value)

    def test_comes_from_the_environment_or_a_file_too(self, postgres: PostgresServer, database, monkeypatch, tmp_path):
        file = tmp_path / "pgpass"
        told = PASSWORD.replace(":", "\\:")
        file.write_text(f"127.0.0.1:{postgres.port}:*:cd19:{told}\n", encoding="utf-8")
        file.chmod(0o600)
        for name, value in (("PGPASSWORD", PASSWORD), ("PGPASSFILE", str(file))):
            with monkeypatch.context() as patch:
                patch.setenv(name, value)
                assert Postgres(postgres.address).state() == "answers, schema 1"

    def test_the_command_line_shows_none(self, wrong: str, cd19):
        code = f"import os; os.environ['CD19_DATABASE'] = {wrong!r}\nfrom assistant.cli.main import main; main()"
        shown = cd19("info", "--json", code=code)
        kept_in = json.loads(shown.stdout)["kept_in"]
        assert kept_in["database"] == wrong.replace(":Sesame-77", "")
        assert "password authentication failed" in kept_in["state"]
        failed = cd19("study", "due", code=code)
        assert failed.returncode == 2
        assert "cd19: the database at" in failed.stderr
        assert "Traceback" not in failed.stderr
        assert "Sesame" not in shown.stdout + shown.stderr + failed.stdout + failed.stderr


class TestSettings:
    def test_the_environment_names_the_server_for_study_too(self, monkeypatch):
        monkeypatch.setenv("CD19_DATABASE", f"postgresql://cd19@127.0.0.1:{free_port()}/x")
        with pytest.raises(AwayError):
            open_study(Settings()).answers()
