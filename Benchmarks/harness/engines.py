"""The databases: a fresh one for each run, and copies of it."""
import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

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

    def copy(self, name):
        """Needs all connections closed, so that everything is in the one file."""
        shutil.copyfile(self.folder / "souk.sqlite", self.folder / f"{name}.sqlite")

    def settle(self):
        os.sync()

    def backlog(self):
        """Events and jobs that wait."""
        connection = sqlite3.connect(f"file:{self.folder}/souk.sqlite?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(BACKLOG.format(now=now())).fetchone()[0]
        finally:
            connection.close()


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

    def backlog(self):
        """Events and jobs that wait."""
        asked = subprocess.run(
            ["psql", "-q", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", self.url(), "-c", BACKLOG.format(now=now())],
            check=True, stdout=subprocess.PIPE, text=True)
        return int(asked.stdout)

    def copy(self, name):
        """Needs all connections closed."""
        self.command(f"CREATE DATABASE {name} TEMPLATE souk")

    def settle(self):
        """What the server would do by itself a minute later, so that it does not fall into a measurement."""
        self.command("VACUUM ANALYZE", "souk")
        self.command("CHECKPOINT")


def now():
    """The present moment as the tables have it, in milliseconds."""
    return int(time.time() * 1000)
