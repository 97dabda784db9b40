"""Connections that do nothing, too many of them, and contents that never end: everybody else is still served."""
import json
import os
import resource
import shlex
import socket
import subprocess
import time

import pytest
import requests

from conftest import PROGRAM, Souk

IDLE = 2000
# Many ticks of the server's clock: only what never comes should be missed on a busy machine.
GRACE_SECONDS = 60


class LimitedSouk(Souk):
    """The program under a limit on open files, as `ulimit` sets it."""

    def start(self, limit="-Sn 1024"):
        log = open(self.folder / "serve.log", "ab")
        self.process = subprocess.Popen(
            ["bash", "-c", f"ulimit {limit} && exec {shlex.quote(str(PROGRAM))} serve"], env=self.environment,
            stdout=log, stderr=log)
        for _ in range(600):
            assert self.process.poll() is None, (self.folder / "serve.log").read_text()[-2000:]
            try:
                if self.answers():
                    return self
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("souk did not become ready")

    def connect(self, address):
        connection = socket.socket()
        connection.settimeout(20)
        connection.bind((address, 0))
        connection.connect(("127.0.0.1", self.port))
        return connection

    def answers(self, address="127.0.0.1", seconds=20):
        """Whether a new connection from this address gets an answer."""
        with self.connect(address) as connection:
            connection.settimeout(seconds)
            connection.sendall(b"GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            return connection.recv(100).startswith(b"HTTP/1.1 200")

    def log_lines(self, message):
        lines = [json.loads(line) for line in (self.folder / "serve.log").read_text().splitlines()
                 if line.startswith("{")]
        return [line for line in lines if line["message"] == message]

    def said(self, message):
        """The lines with a message that was said by now: the log writes a moment later."""
        eventually(lambda: self.log_lines(message))
        return self.log_lines(message)

    def metric(self, name):
        text = requests.get(self.url + "/metrics", timeout=20).text
        return sum(float(line.split()[-1]) for line in text.splitlines()
                   if line.startswith(name + " ") or line.startswith(name + "{"))

    def told(self, key):
        """The sum of what the log says of connections that were cut."""
        return sum(int(line.get(key, 0)) for line in self.log_lines("connections were refused or ended"))


@pytest.fixture
def limited(tmp_path):
    programs = []

    def start(limit="-Sn 1024", **settings):
        program = LimitedSouk("sqlite", tmp_path, **settings)
        programs.append(program)
        return program.start(limit)
    # The many connections' other ends are ours.
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    yield start
    for program in programs:
        program.stop()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def eventually(condition, seconds=GRACE_SECONDS):
    end = time.time() + seconds
    while not condition():
        assert time.time() < end, "it did not come to that"
        time.sleep(0.1)


def open_many(souk, count, addresses):
    return [souk.connect(addresses[number % len(addresses)]) for number in range(count)]


def close_all(connections):
    for connection in connections:
        connection.close()


def ended(connections):
    """How many the server has ended."""
    count = 0
    for connection in connections:
        connection.setblocking(False)
        try:
            count += connection.recv(1) == b""
        except BlockingIOError:
            pass
        except ConnectionResetError:
            count += 1
    return count


def test_the_soft_limit_on_files_is_raised(limited):
    souk = limited("-Sn 1024")
    said = souk.said("limit on open files")
    assert len(said) == 1 and said[0]["open_files_before"] == "1024"
    assert int(said[0]["open_files"]) > 10_000 and int(said[0]["connections"]) == 8192
    idle = open_many(souk, IDLE, [f"127.0.1.{number}" for number in range(1, 21)])
    assert souk.answers("127.0.2.1")
    eventually(lambda: souk.metric("souk_connections_open") >= IDLE)
    assert ended(idle) == 0 and souk.metric("souk_connections_cut_total") == 0
    close_all(idle)


def test_a_limit_that_can_not_be_raised_is_shared(limited):
    souk = limited("-n 1024")
    said = souk.said("the limit on open files allows fewer connections than are set")
    assert len(said) == 1 and said[0]["wanted_connections"] == "8192"
    room = int(said[0]["connections"])
    assert 500 < room < 800
    addresses = [f"127.0.1.{number}" for number in range(1, 21)]
    idle = open_many(souk, IDLE, addresses)
    for address in ["127.0.2.1", "127.0.2.2", addresses[0]]:
        assert souk.answers(address)
    eventually(lambda: ended(idle) >= IDLE - room)
    assert souk.metric("souk_connections_open") <= room
    assert souk.metric("process_open_fds") < 900
    # Those that waited longest had to go.
    assert ended(idle[:IDLE - room - 100]) == IDLE - room - 100
    eventually(lambda: souk.told("ended_for_room") >= IDLE - room)
    assert len(souk.log_lines("connections were refused or ended")) < 60
    # What is not a client's connection still has its descriptors.
    assert requests.get(souk.url + "/health/ready", timeout=20).status_code == 200
    assert requests.get(souk.url + "/api/v1/products", timeout=20).status_code == 200
    close_all(idle)


def test_one_address_has_its_share(limited):
    souk = limited(MAX_CONNECTIONS_PER_ADDRESS="50")
    many = open_many(souk, 300, ["127.0.3.1"])
    others = open_many(souk, 40, ["127.0.3.2"])
    eventually(lambda: ended(many) == 250)
    assert ended(many[:250]) == 250 and ended(others) == 0
    # Whoever shares that address gets in, at the cost of its idle connections.
    assert souk.answers("127.0.3.1")
    eventually(lambda: souk.told("ended_for_address") >= 251)
    close_all(many + others)


def test_proxies_carry_everybody(limited):
    souk = limited(MAX_CONNECTIONS_PER_ADDRESS="50", TRUSTED_PROXIES="127.0.3.0/24")
    many = open_many(souk, 300, ["127.0.3.1"])
    assert souk.answers("127.0.3.1")
    assert ended(many) == 0
    close_all(many)


def processor_seconds(process):
    fields = open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_no_descriptor_left_is_survived(limited):
    souk = limited("-n 4096")
    idle = open_many(souk, 100, ["127.0.4.1"])
    eventually(lambda: souk.metric("souk_connections_open") >= 100)
    # Some descriptors may be free below, as after a busy start; none is above.
    files = len(os.listdir(f"/proc/{souk.process.pid}/fd"))
    resource.prlimit(souk.process.pid, resource.RLIMIT_NOFILE, (files, 4096))
    more = open_many(souk, 30, ["127.0.4.2"])

    def is_refused():
        more.extend(open_many(souk, 5, ["127.0.4.2"]))
        return souk.told("not_accepted") > 0
    eventually(is_refused)
    # Waiting connections gave way.
    assert souk.answers("127.0.4.3", seconds=30)
    assert souk.told("ended_for_room") > 0
    resource.prlimit(souk.process.pid, resource.RLIMIT_NOFILE, (4, 4096))
    before, attempts = processor_seconds(souk.process), souk.told("not_accepted")
    late = socket.socket()
    late.connect(("127.0.0.1", souk.port))
    late.sendall(b"GET /ping HTTP/1.1\r\nHost: a\r\n\r\n")
    eventually(lambda: souk.told("not_accepted") > attempts)
    time.sleep(3)
    # It asks now and then instead of all the time.
    assert souk.told("not_accepted") - attempts < 200
    assert processor_seconds(souk.process) - before < 2
    resource.prlimit(souk.process.pid, resource.RLIMIT_NOFILE, (4096, 4096))
    late.settimeout(20)
    assert late.recv(100).startswith(b"HTTP/1.1 200")
    close_all(idle + more + [late])


@pytest.mark.parametrize("path, status", [
    ("/api/v1/nothing", b"404"), ("/api/v1/carts", b"413"), ("/api/v1/me/addresses", b"401")])
def test_a_content_that_goes_on_after_the_answer_ends(limited, path, status):
    souk = limited()
    connection = souk.connect("127.0.5.1")
    connection.sendall(
        f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        f"Content-Length: 100000000\r\n\r\n".encode())
    answer = b""
    while piece := connection.recv(65536):
        answer += piece
    begun = time.time()
    assert answer.startswith(b"HTTP/1.1 " + status), answer[:200]
    assert b"connection: close" in answer.lower()
    with pytest.raises(OSError):
        while time.time() < begun + 60:
            connection.sendall(b"x")
            time.sleep(0.2)
    assert time.time() - begun < 10 + GRACE_SECONDS
    assert souk.metric("souk_connections_open") <= 1
    eventually(lambda: souk.told("endless_content") == 1)
    connection.close()


def test_a_whole_content_after_the_answer_is_taken(limited):
    souk = limited()
    connection = souk.connect("127.0.5.2")
    size = 20_000_000
    connection.sendall(
        f"POST /api/v1/carts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {size}\r\n\r\n"
        .encode())
    # As browsers do: everything is sent before the answer is looked at.
    connection.sendall(b" " * size)
    assert connection.recv(100).startswith(b"HTTP/1.1 413")
    connection.close()


def test_a_head_that_trickles_ends(limited):
    souk = limited()
    begun = time.time()
    silent, trickling = souk.connect("127.0.6.1"), souk.connect("127.0.6.1")
    trickling.sendall(b"GET /ping HTTP/1.1\r\n")
    with pytest.raises(OSError):
        while time.time() < begun + 60:
            trickling.sendall(b"X-A: b\r\n")
            time.sleep(0.5)
    assert time.time() - begun < 20 + GRACE_SECONDS
    assert silent.recv(1) == b""
    close_all([silent, trickling])
