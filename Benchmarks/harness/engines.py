"""The databases: a fresh one for each run, and copies of it."""
import os
import shutil
import subprocess
from pathlib import Path

from .program import REPOSITORY


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

    def copy(self, name):
        """Needs all connections closed."""
        self.command(f"CREATE DATABASE {name} TEMPLATE souk")

    def settle(self):
        """What the server would do by itself a minute later, so that it does not fall into a measurement."""
        self.command("VACUUM ANALYZE", "souk")
        self.command("CHECKPOINT")
