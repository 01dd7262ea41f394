"""The tables of a PostgreSQL database, in a schema of their own, and how older ones become newer ones.

They are those of the SQLite files (assistant.threads.database, assistant.study.file): what differs is spelled here, so
that the statements are the same for both. Texts are compared byte by byte, as SQLite does.
"""

from __future__ import annotations

from typing import Any

from assistant.database.errors import NewerSchemaError

SCHEMA = "cd19"
_LOCK = 1_919_191_919
"""Names the lock under which the schema is changed, among all locks of the database."""
_FIRST = """
CREATE FUNCTION fold(text) RETURNS text IMMUTABLE STRICT LANGUAGE sql AS $$SELECT lower($1 COLLATE "und-x-icu")$$;
CREATE FUNCTION instr(text, text) RETURNS integer IMMUTABLE STRICT LANGUAGE sql AS $$SELECT strpos($1, $2)$$;
CREATE TABLE conversations (
    owner TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL,
    title TEXT NOT NULL DEFAULT '', memory TEXT NOT NULL, at DOUBLE PRECISION NOT NULL DEFAULT 0,
    rowid BIGINT GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (owner, id)
);
CREATE TABLE turns (
    owner TEXT COLLATE "C" NOT NULL, thread TEXT COLLATE "C" NOT NULL, number INTEGER NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    question TEXT NOT NULL, asked_as TEXT NOT NULL, said TEXT NOT NULL, trouble TEXT NOT NULL,
    answer TEXT, before TEXT NOT NULL, at DOUBLE PRECISION NOT NULL,
    rowid BIGINT GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (owner, thread, number), UNIQUE (owner, thread, key),
    FOREIGN KEY (owner, thread) REFERENCES conversations (owner, id) ON DELETE CASCADE
);
CREATE TABLE ratings (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner TEXT COLLATE "C" NOT NULL, thread TEXT COLLATE "C" NOT NULL, key TEXT COLLATE "C" NOT NULL,
    question TEXT NOT NULL, before TEXT NOT NULL, given TEXT NOT NULL,
    answer TEXT NOT NULL, answer_hash TEXT NOT NULL, corpus_hash TEXT NOT NULL, criteria_hash TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('up', 'down')), reason TEXT NOT NULL, at DOUBLE PRECISION NOT NULL,
    rowid BIGINT GENERATED ALWAYS AS IDENTITY,
    UNIQUE (owner, thread, key),
    FOREIGN KEY (owner, thread) REFERENCES conversations (owner, id) ON DELETE CASCADE
);
CREATE TABLE answers (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    learner TEXT COLLATE "C" NOT NULL, item TEXT COLLATE "C" NOT NULL, kind TEXT NOT NULL, topic TEXT NOT NULL,
    at TEXT NOT NULL, "right" BOOLEAN NOT NULL, score DOUBLE PRECISION NOT NULL, rating TEXT NOT NULL,
    seconds DOUBLE PRECISION NOT NULL, given TEXT NOT NULL, before TEXT NOT NULL DEFAULT ''
);
CREATE INDEX answers_of ON answers (learner, at);
CREATE TABLE cards (
    learner TEXT COLLATE "C" NOT NULL, item TEXT COLLATE "C" NOT NULL, card TEXT NOT NULL,
    PRIMARY KEY (learner, item)
);
CREATE TABLE sittings (learner TEXT COLLATE "C" PRIMARY KEY, sitting TEXT NOT NULL);
CREATE TABLE sessions (
    token TEXT COLLATE "C" PRIMARY KEY,   -- its digest
    owner TEXT COLLATE "C" NOT NULL, since DOUBLE PRECISION NOT NULL
)
"""
_STEPS = (_FIRST,)
"""What each version adds to the one before."""
VERSION = len(_STEPS)
TABLES = ("conversations", "turns", "ratings", "answers", "cards", "sittings", "sessions")


def bring_up_to_date(connection: Any, where: str) -> None:
    """A connection of psycopg's that finds the tables, made first where they are not there; in one transaction.

    `where`: the database as it is shown. Raises NewerSchemaError.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        version = _version(connection)
        if version > VERSION:
            raise NewerSchemaError(where, version, VERSION)
        if version == 0:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            connection.execute(f"CREATE TABLE {SCHEMA}.version (number INTEGER NOT NULL)")
            connection.execute(f"INSERT INTO {SCHEMA}.version VALUES (0)")
        connection.execute(f"SET search_path TO {SCHEMA}")
        for step in _STEPS[version:]:
            connection.execute(step)
        if version < VERSION:
            connection.execute("UPDATE version SET number = %s", (VERSION,))


def _version(connection: Any) -> int:
    """0 where nothing of ours is there."""
    if connection.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.version",)).fetchone()[0] is None:
        return 0
    return int(connection.execute(f"SELECT number FROM {SCHEMA}.version").fetchone()[0])
