"""Thirty clients begin large uploads and don't end them: the program stays small, and a kill leaves nothing behind."""
import os
import pathlib
import signal
import socket
import threading
import time

import pytest
import requests

from conftest import Client, Souk, open_shop

MEGABYTE = 1024 * 1024
UPLOADS = 30
UPLOAD_BYTES = 62 * MEGABYTE
# Far below the 1,860 MB that are sent, and generous for buffers, the allocator and a build without optimisation.
MAXIMUM_GROWTH_KB = 400 * 1024


@pytest.fixture
def roomy(tmp_path):
    """A program that lets one address have all of its uploads under way."""
    program = Souk("sqlite", tmp_path, UPLOAD_DISK_MB="16384")
    program.start()
    yield program
    program.stop()


def vendor_of(souk):
    document = requests.get(souk.url + "/api/openapi.json", timeout=30).json()
    souk.make_admin()
    admin = Client(souk, document).sign_in("admin@example.com")
    return open_shop(lambda: Client(souk, document), souk, admin, "Uploads", "uploads@example.com")


def memory_kb(souk):
    status = pathlib.Path(f"/proc/{souk.process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


def spooled(souk):
    """Files of contents that the program has open."""
    found = 0
    for link in pathlib.Path(f"/proc/{souk.process.pid}/fd").iterdir():
        try:
            found += str(souk.folder / "spool") in os.readlink(link)
        except FileNotFoundError:
            pass
    return found


def begin(souk, path, token, count=UPLOAD_BYTES):
    connection = socket.create_connection(("127.0.0.1", souk.port), timeout=60)
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    connection.sendall((
        f"POST /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1:{souk.port}\r\n{authorization}"
        f"Content-Type: text/csv\r\nContent-Length: {count}\r\n\r\n").encode())
    return connection


def wait_for(condition, seconds=30):
    end = time.time() + seconds
    while not condition():
        assert time.time() < end, "it did not come to that"
        time.sleep(0.05)


def test_unfinished_uploads_hold_little_memory(roomy):
    vendor, shop = vendor_of(roomy)
    path = f"/shops/{shop['id']}/imports"
    before = memory_kb(roomy)
    connections = [begin(roomy, path, vendor.token) for _ in range(UPLOADS)]
    wanted = UPLOAD_BYTES - MEGABYTE
    piece = (b"x" * 99 + b"\n") * (MEGABYTE // 100)
    sent = [0] * UPLOADS

    def send(number):
        try:
            while sent[number] < wanted:
                part = piece[:wanted - sent[number]]
                connections[number].sendall(part)
                sent[number] += len(part)
        except OSError:
            pass

    senders = [threading.Thread(target=send, args=(number,)) for number in range(UPLOADS)]
    for sender in senders:
        sender.start()
    peak, most_open = before, 0
    while any(sender.is_alive() for sender in senders):
        peak, most_open = max(peak, memory_kb(roomy)), max(most_open, spooled(roomy))
        time.sleep(0.1)
    peak = max(peak, memory_kb(roomy))
    print(f"VmRSS before {before} kB, at most {peak} kB; {sum(sent) // MEGABYTE} MB sent")
    assert most_open == UPLOADS
    assert sum(sent) > UPLOADS * UPLOAD_BYTES // 2
    assert peak - before < MAXIMUM_GROWTH_KB
    assert os.listdir(roomy.folder / "spool") == []
    assert requests.get(roomy.url + "/health/ready", timeout=30).status_code == 200
    for connection in connections:
        connection.close()
    wait_for(lambda: spooled(roomy) == 0)
    assert vendor.get(path)["items"] == []


def test_a_kill_leaves_nothing(roomy):
    vendor, shop = vendor_of(roomy)
    connections = [begin(roomy, f"/shops/{shop['id']}/imports", vendor.token) for _ in range(5)]
    for connection in connections:
        connection.sendall(b"x" * (2 * MEGABYTE))
    wait_for(lambda: spooled(roomy) == 5)
    roomy.stop(signal.SIGKILL)
    for connection in connections:
        connection.close()
    assert os.listdir(roomy.folder / "spool") == []
    imports = roomy.folder / "imports"
    assert not imports.exists() or os.listdir(imports) == []
    roomy.start()
    assert vendor.get(f"/shops/{shop['id']}/imports")["items"] == []


def test_one_address_gets_its_share_and_strangers_nothing(tmp_path):
    souk = Souk("sqlite", tmp_path, UPLOAD_DISK_MB="64")
    souk.start()
    try:
        vendor, shop = vendor_of(souk)
        path = f"/shops/{shop['id']}/imports"
        first = begin(souk, path, vendor.token)
        first.sendall(b"x" * (40 * MEGABYTE))
        wait_for(lambda: spooled(souk) == 1)
        wait_for(lambda: "souk_content_bytes{place=\"disk\"} 4" in requests.get(souk.url + "/metrics", timeout=30).text)
        second = begin(souk, path, vendor.token)
        answer = second.recv(65536).decode()
        assert answer.startswith("HTTP/1.1 429") and "retry-after" in answer.lower(), answer
        stranger = begin(souk, path, None)
        assert stranger.recv(65536).decode().startswith("HTTP/1.1 40"), "refused before the content came"
        assert spooled(souk) == 1
        for connection in (first, second, stranger):
            connection.close()
        wait_for(lambda: spooled(souk) == 0)
        # The room is free again: a whole import of several megabytes goes through.
        rows = "".join(f"p{n},{'T' * 400} {n},1.00\n" for n in range(5000))
        done = requests.post(
            souk.url + "/api/v1" + path, data="Handle,Title,Variant Price\n" + rows, timeout=120,
            headers={"Authorization": "Bearer " + vendor.token, "Content-Type": "text/csv"})
        assert done.status_code == 202, done.text
    finally:
        souk.stop()
