"""Starts the real program, once per engine, and gives the journeys a client that only knows documented paths."""
import fcntl
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid

import psycopg2
import pytest
import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("SOUK_PROGRAM", ROOT / ".build" / "debug" / "souk"))
ARTIFACTS = ROOT / "artifacts"
PASSWORD = "correct horse battery staple"


STARTING_SECONDS = 60
# Below those that the system hands out, so that nobody's connection takes a port before its program listens.
PORTS = range(10_000, 20_000)
held_ports = []


def free_port():
    """A port that no other test of this machine uses, as long as this process lives."""
    for port in random.sample(PORTS, 500):
        hold = socket.socket(socket.AF_UNIX)
        try:
            # A name without a file, which goes with this process.
            hold.bind(f"\0souk-journey-port-{port}")
            with socket.socket() as listener:
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind(("127.0.0.1", port))
        except OSError:
            hold.close()
            continue
        held_ports.append(hold)
        return port
    raise RuntimeError("no port is free")


def swap(url, name):
    head, _, query = url.partition("?")
    return head.rsplit("/", 1)[0] + "/" + name + ("?" + query if query else "")


def create_database(name, template=None):
    connection = psycopg2.connect(os.environ["SOUK_TEST_POSTGRES_URL"])
    connection.autocommit = True
    connection.cursor().execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    connection.close()
    return swap(os.environ["SOUK_TEST_POSTGRES_URL"], name)


def migrated(engine):
    """The name of a database, or a file, with all tables and nothing in them. All workers share it: it is made once."""
    shared = pathlib.Path(os.environ["SOUK_JOURNEY_FOLDER"])
    with open(shared / f"{engine}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = shared / engine
        name = folder / "souk.sqlite" if engine == "sqlite" else "journey_" + shared.name
        if folder.exists():
            return name
        with tempfile.TemporaryDirectory() as data:
            url = f"sqlite://{data}/souk.sqlite" if engine == "sqlite" else create_database(name)
            subprocess.run(
                [str(PROGRAM), "migrate"], env={**os.environ, "DATA_DIR": data, "DATABASE_URL": url}, check=True,
                capture_output=True, timeout=300)
            made = pathlib.Path(tempfile.mkdtemp(dir=shared))
            if engine == "sqlite":
                connection = sqlite3.connect(f"{data}/souk.sqlite")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.close()
                shutil.copy(f"{data}/souk.sqlite", made)
            made.rename(folder)
        return name


def test_name():
    """The test that runs, without its parameters."""
    found = re.search(r"::(\w+)", os.environ.get("PYTEST_CURRENT_TEST", ""))
    return found.group(1) if found else "none"


test_name.__test__ = False


def pytest_configure(config):
    # Workers get it from the one that starts them.
    if not hasattr(config, "workerinput"):
        os.environ["SOUK_JOURNEY_FOLDER"] = tempfile.mkdtemp(prefix="souk_journeys_")


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["SOUK_JOURNEY_FOLDER"], ignore_errors=True)


@pytest.fixture(autouse=True)
def closed_browsers():
    """A journey closes the browsers that it opened: those left would take the processors from all that follow."""
    yield
    kit = sys.modules.get("browser_kit")
    left = list(kit.Browser.opened) if kit else []
    for browser in left:
        browser.quit()
    assert not left, f"left open: {[browser.folder.name for browser in left]}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where a journey fails, the report tells what its browsers showed."""
    report = yield
    kit = sys.modules.get("browser_kit")
    if kit and report.when == "call" and report.failed:
        for browser in kit.Browser.opened:
            report.sections.append((f"browser of {browser.folder.name}", browser.what_is_there()))
    return report


class Souk:
    """One running program with its own data folder and database."""

    def __init__(self, engine, folder, **extra):
        self.engine = engine
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ, "DATA_DIR": str(self.folder), "PORT": str(self.port), "PUBLIC_URL": self.url,
            "RATE_LIMIT": "off", "PASSWORD_COST": "4", "LOG_LEVEL": "info", **extra,
        }
        if engine == "postgres":
            self.environment["DATABASE_URL"] = create_database(
                "journey_" + uuid.uuid4().hex[:12], template=migrated("postgres"))
        else:
            self.environment["DATABASE_URL"] = f"sqlite://{self.folder}/souk.sqlite"
            if not (self.folder / "souk.sqlite").exists():
                shutil.copy(migrated("sqlite"), self.folder)
        self.process = None

    def command(self, *arguments, **extra):
        return subprocess.run(
            [str(PROGRAM), *arguments], env={**self.environment, **extra}, capture_output=True, text=True,
            timeout=300)

    def start(self, *arguments):
        log = open(self.folder / "serve.log", "ab")
        self.process = subprocess.Popen(
            [str(PROGRAM), "serve", *arguments], env=self.environment, stdout=log, stderr=log)
        log.close()
        end = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"souk ended with {self.process.poll()}: {(self.folder / 'serve.log').read_text()[-2000:]}")
            try:
                if requests.get(self.url + "/health/ready", timeout=5).status_code == 200:
                    return self
            except requests.RequestException:
                pass
            time.sleep(0.03)
        self.stop(signal.SIGKILL)
        raise RuntimeError("souk did not become ready")

    def stop(self, sign=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(sign)
            self.process.wait(timeout=30)

    def make_admin(self, email="admin@example.com"):
        done = self.command(
            "admin", "create", "--email", email, "--name", "Ada Admin", SOUK_ADMIN_PASSWORD=PASSWORD)
        assert done.returncode == 0, done.stdout + done.stderr
        return email

    def mails(self, to=None, subject=None, count=1, seconds=15):
        """Parsed mails to an address, newest last; waits until there are `count` of them."""
        import email
        from email import policy
        end = time.time() + seconds
        while True:
            found = []
            for path in sorted((self.folder / "mail").glob("*.eml")):
                try:
                    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
                except FileNotFoundError:
                    # It went with the account that it was about.
                    continue
                if to and to not in str(message["To"]):
                    continue
                if subject and subject.lower() not in str(message["Subject"]).lower():
                    continue
                found.append(message)
            if len(found) >= count or time.time() > end:
                return found
            time.sleep(0.05)

    def code(self, to):
        """The six-digit code of the newest mail to an address that has one; waits for it, as other mails may come first."""
        end = time.time() + 15
        while True:
            for mail in reversed(self.mails(to=to, seconds=0)):
                found = re.search(r"^\s*(\d{6})\s*$", mail.get_body(("plain",)).get_content(), re.M)
                if found:
                    return found.group(1)
            assert time.time() < end, f"no mail with a code to {to}"
            time.sleep(0.05)


class Client:
    """An API client that checks every call against the OpenAPI document."""

    def __init__(self, souk, document):
        self.souk = souk
        self.document = document
        self.token = None
        self.templates = [
            (template, re.compile("^" + re.sub(r"\{[^}]+\}", "[^/]+", template) + "$"), operations)
            for template, operations in document["paths"].items()]

    def call(self, method, path, expect, json=None, **options):
        full = "/api/v1" + path
        bare = full.split("?")[0]
        matches = [(t, o) for t, pattern, o in self.templates if pattern.match(bare) and method.lower() in o]
        assert matches, f"{method} {bare} is not documented"
        exact = [m for m in matches if m[0] == bare] or matches
        documented = exact[0][1][method.lower()]["responses"]
        headers = options.pop("headers", {})
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        answer = requests.request(
            method, self.souk.url + full, json=json, headers=headers, timeout=60, **options)
        assert str(answer.status_code) in documented, f"{method} {path}: {answer.status_code} is not documented"
        wanted = expect if isinstance(expect, tuple) else (expect,)
        assert answer.status_code in wanted, f"{method} {path}: {answer.status_code} {answer.text[:600]}"
        if answer.status_code >= 400:
            assert answer.headers["Content-Type"].startswith("application/problem+json"), answer.headers
        if not answer.content or "json" not in answer.headers.get("Content-Type", ""):
            return answer
        return answer.json()

    def get(self, path, expect=200, **options):
        return self.call("GET", path, expect, **options)

    def post(self, path, json=None, expect=(200, 201), **options):
        return self.call("POST", path, expect, json=json, **options)

    def patch(self, path, json, expect=200, **options):
        return self.call("PATCH", path, expect, json=json, **options)

    def put(self, path, json, expect=(200, 201), **options):
        return self.call("PUT", path, expect, json=json, **options)

    def delete(self, path, expect=(200, 204), **options):
        return self.call("DELETE", path, expect, **options)

    def sign_in(self, email, password=PASSWORD):
        session = self.post("/sessions", {"email": email, "password": password})
        self.token = session["accessToken"]
        return self

    def sign_up(self, name, email):
        self.post("/accounts", {"name": name, "email": email, "password": PASSWORD})
        self.post("/accounts/activate", {"email": email, "code": self.souk.code(email)})
        return self.sign_in(email)


@pytest.fixture(params=["sqlite", "postgres"])
def souk(request, tmp_path):
    program = Souk(request.param, tmp_path)
    program.start()
    yield program
    program.stop()


@pytest.fixture
def client(souk):
    document = requests.get(souk.url + "/api/openapi.json", timeout=30).json()
    return lambda: Client(souk, document)


def sql(souk, statement):
    """What the database answers."""
    if souk.engine == "postgres":
        with psycopg2.connect(souk.environment["DATABASE_URL"]) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None
    connection = sqlite3.connect(souk.folder / "souk.sqlite", timeout=30)
    try:
        with connection:
            return connection.execute(statement).fetchall()
    finally:
        connection.close()


ADDRESS = {
    "name": "Grete Müller", "line1": "Hauptstraße 5", "city": "Köln", "postalCode": "50667", "country": "DE",
    "phone": "+49 221 123456",
}


def open_shop(client, souk, admin, name, email):
    """Signs a vendor up, opens a shop and has it approved."""
    vendor = client().sign_up(name + " Owner", email)
    shop = vendor.post("/shops", {
        "name": name, "description": "A shop of the journey.", "country": "DE", "currency": "EUR"})
    admin.post(f"/admin/shops/{shop['id']}/approve")
    return vendor, shop
