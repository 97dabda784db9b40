"""The databases: a fresh one for each run, and copies of it."""
import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

from .processors import seconds_below
from .program import REPOSITORY


# What follows from what was done: events that were not handed over, and jobs whose time has come.
BACKLOG = (
    "SELECT (SELECT COUNT(*) FROM outbox WHERE dispatched_at IS NULL)"
    " + (SELECT COUNT(*) FROM jobs WHERE run_at <= {now})")


class SQLite:
    """A file in a folder on a real disk."""
    name = "SQLite"

    def __init__(self, folder):
        self.folder = Path(folder)

    def __enter__(self):
        self.folder.mkdir(parents=True)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name="souk"):
        return f"sqlite://{self.folder}/{name}.sqlite"

    def create(self, name):
        """The file is made by whoever opens it."""

    def drop(self, name):
        for ending in ("", "-wal", "-shm"):
            (self.folder / f"{name}.sqlite{ending}").unlink(missing_ok=True)

    def copy(self, name):
        """Needs all connections closed, so that everything is in the one file."""
        shutil.copyfile(self.folder / "souk.sqlite", self.folder / f"{name}.sqlite")

    def settle(self, name="souk"):
        os.sync()

    def rows(self, question, name="souk"):
        """The rows of an answer."""
        connection = sqlite3.connect(f"file:{self.folder}/{name}.sqlite?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(question).fetchall()
        finally:
            connection.close()

    def backlog(self, name="souk"):
        """Events and jobs that wait."""
        return self.rows(BACKLOG.format(now=now()), name)[0][0]

    def processor_seconds(self):
        """The engine is a part of the program."""
        return 0.0


class PostgreSQL:
    """A server of its own, with fsync, that ends with the run."""
    name = "PostgreSQL"

    def __init__(self, folder):
        self.folder = Path(folder)

    def __enter__(self):
        self.folder.mkdir(parents=True)
        environment = {**os.environ, "SOUK_TEST_POSTGRES_FSYNC": "on", "TMPDIR": str(self.folder.parent)}
        started = subprocess.run(
            [str(REPOSITORY / "scripts" / "test-postgres.sh"), "start", str(os.getpid())], env=environment,
            stdout=subprocess.PIPE, text=True, check=True)
        self.base = started.stdout.strip().rsplit("/", 1)[0]
        self.command("CREATE DATABASE souk")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name="souk"):
        return f"{self.base}/{name}"

    def command(self, text, database="postgres"):
        subprocess.run(
            ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", self.url(database), "-c", text], check=True)

    def create(self, name):
        self.command(f"CREATE DATABASE {name}")

    def drop(self, name):
        self.command(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def rows(self, question, name="souk"):
        """The rows of an answer, all as text."""
        asked = subprocess.run(
            ["psql", "-q", "-X", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", self.url(name), "-c", question],
            check=True, stdout=subprocess.PIPE, text=True)
        return [line.split("\t") for line in asked.stdout.removesuffix("\n").split("\n") if line]

    def backlog(self, name="souk"):
        """Events and jobs that wait."""
        return int(self.rows(BACKLOG.format(now=now()), name)[0][0])

    def processor_seconds(self):
        """What all of its processes have worked so far."""
        folder = Path(self.rows("SHOW data_directory")[0][0])
        return seconds_below(int((folder / "postmaster.pid").read_text().splitlines()[0]))

    def copy(self, name):
        """Needs all connections closed."""
        self.command(f"CREATE DATABASE {name} TEMPLATE souk")

    def settle(self, name="souk"):
        """What the server would do by itself a minute later, so that it does not fall into a measurement."""
        self.command("VACUUM ANALYZE", name)
        self.command("CHECKPOINT")


def now():
    """The present moment as the tables have it, in milliseconds."""
    return int(time.time() * 1000)
