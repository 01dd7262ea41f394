"""What can be wrong with a database server. All of it keeps conversations from being read or kept: a ThreadsError.

ServerError          the database cannot be used as asked
├── AddressError     --database is no address of one
├── AwayError        it does not answer, or not in time: start it; nothing else needs to be started again
├── FailedError      it answers, and cannot do what was asked: no room, no right to
└── NewerSchemaError what it holds was kept by a newer version of this project
"""

from __future__ import annotations

from assistant.threads.errors import ThreadsError

WANTED = "postgresql://USER@HOST:PORT/NAME"


class ServerError(ThreadsError):
    """The database server cannot be used as asked; no message holds a password."""


class AddressError(ServerError):
    """An address that is none. It is not repeated: a part of a password might stand in it."""

    def __init__(self) -> None:
        super().__init__(
            f"--database (CD19_DATABASE): got an address that cannot be read, wanted {WANTED}. Mend it: signs such as "
            "@ : / in a password are written as %40 %3A %2F; better, leave the password to PGPASSWORD or ~/.pgpass."
        )


class AwayError(ServerError):
    """Nobody answers there, or not as this user."""

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(
            f"the database at {where} cannot be reached ({fault}); wanted a PostgreSQL server that lets us in. What "
            "was kept before is as it was. Start the server or mend --database (CD19_DATABASE); then try again."
        )
        self.where = where


class FailedError(ServerError):
    """It answered, but did not do it; what it holds is as it was."""

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(
            f"the database at {where} did not do it ({fault}); what was kept before is as it was. Look into the "
            "server's log, or name another one with --database (CD19_DATABASE), and try again."
        )


class NewerSchemaError(ServerError):
    """A schema this version does not know: left alone, nothing in it is lost."""

    def __init__(self, where: str, got: int, known: int) -> None:
        super().__init__(
            f"what the database at {where} holds was kept by a newer version (schema {got}, known up to {known}). "
            "Update cd19-assistant, or name another database with --database (CD19_DATABASE)."
        )
