"""Keys are changed by command while the program serves, and a reseal that is killed loses nothing."""
import base64
import json
import os
import signal
import subprocess
import threading
import time

import pytest
import requests

from conftest import PASSWORD, PROGRAM, open_shop
from test_onboarding import fetch, pdf, send
from test_second_factor import app_code

IBAN = "DE89370400440532013000"
DOCUMENTS = 10
DOCUMENT_BYTES = 3 * 512 * 1024


def new_key(name):
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


def restart(souk, keys):
    souk.stop()
    souk.environment["ENCRYPTION_KEYS"] = keys
    souk.start()


def header(token):
    part = token.split(".")[0]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def claims(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def key_of(path):
    """The name of the key that sealed a file, which stands in its head."""
    with open(path, "rb") as file:
        head = file.read(2 + 32)
    return head[2:2 + head[1]].decode()


def status(souk, token):
    return requests.get(
        souk.url + "/api/v1/me", headers={"Authorization": "Bearer " + token}, timeout=30).status_code


def published(souk):
    keys = requests.get(souk.url + "/.well-known/jwks.json", timeout=30).json()["keys"]
    assert all("d" not in key for key in keys), "a private key is published"
    return [key["kid"] for key in keys]


def wake(souk, token):
    """A name that a node has not seen makes it read its keys at once, and not only within a minute."""
    head = base64.urlsafe_b64encode(json.dumps(
        {"alg": "ES256", "kid": "A" * 43, "typ": "at+jwt"}).encode()).rstrip(b"=").decode()
    assert status(souk, ".".join([head] + token.split(".")[1:])) == 401


def test_keys_of_access_tokens_are_rotated_while_serving(souk, client):
    person = client().sign_up("Ada", "ada@example.com")
    session = person.post("/sessions", {"email": "ada@example.com", "password": PASSWORD})
    old = session["accessToken"]
    assert published(souk) == [header(old)["kid"]]
    made = souk.command("keys", "rotate-signing")
    assert made.returncode == 0, made.stdout + made.stderr
    assert status(souk, old) == 200, "a token of the key before is good until it ends"
    wake(souk, old)
    renewed = person.post("/sessions/refresh", {"refreshToken": session["refreshToken"]})
    new = renewed["accessToken"]
    assert header(new)["kid"] != header(old)["kid"] and header(new)["kid"] in made.stdout
    assert claims(new)["sid"] == claims(old)["sid"], "the session goes on"
    assert status(souk, new) == 200 and status(souk, old) == 401, "only the newest token of a session counts"
    assert published(souk) == [header(new)["kid"], header(old)["kid"]]
    assert header(new)["kid"] in souk.command("keys", "list").stdout
    # The key got out: its tokens end, sessions go on by their refresh tokens.
    done = souk.command("keys", "rotate-signing", "--refuse-old")
    assert done.returncode == 0, done.stdout + done.stderr
    wake(souk, new)
    assert status(souk, new) == 401
    third = person.post("/sessions/refresh", {"refreshToken": renewed["refreshToken"]})["accessToken"]
    assert status(souk, third) == 200 and published(souk) == [header(third)["kid"]]


class Sealed:
    """One of each thing that the vault seals, and how it reads."""

    def __init__(self, souk, client):
        self.souk = souk
        admin = client().sign_in(souk.make_admin())
        self.vendor, shop = open_shop(client, souk, admin, "Vault Lane", "vera@example.com")
        self.base = f"/shops/{shop['id']}"
        self.vendor.put(f"{self.base}/application", {
            "businessType": "individual", "legalName": "Vera Vault", "birthDate": "1980-02-03",
            "address": {"line1": "Gasse 1", "city": "Köln", "postalCode": "50667", "country": "DE"}})
        self.vendor.post(f"{self.base}/payout-destinations", {"kind": "bank", "holder": "Vera", "iban": IBAN})
        self.documents = []
        for number in range(DOCUMENTS):
            content = pdf(f"number {number} " + "x" * DOCUMENT_BYTES)
            sent = send(self.vendor, shop["id"], content, name=f"paper-{number}.pdf")
            self.documents.append((sent["id"], content))
        self.folder = souk.folder / "private" / "documents" / shop["id"]
        self.admin, self.shop = admin, shop["id"]
        self.secret = self.turn_codes_on()
        asked = self.vendor.post("/me/exports", expect=202)
        for _ in range(100):
            if self.vendor.get("/me/exports")["items"][0]["status"] == "ready":
                break
            time.sleep(0.1)
        self.export = asked["id"]

    def turn_codes_on(self):
        setup = self.vendor.post("/me/second-factor", expect=(200, 201))
        self.vendor.post("/me/second-factor/confirm", {"code": app_code(setup["secret"], -1)})
        return setup["secret"]

    def sign_in(self, later=0):
        answer = requests.post(self.souk.url + "/api/v1/sessions", timeout=30, json={
            "email": "vera@example.com", "password": PASSWORD, "code": app_code(self.secret, later)})
        assert answer.status_code == 200, answer.text
        self.vendor.token = answer.json()["accessToken"]

    def check(self):
        application = self.vendor.get(f"{self.base}/application")["business"]
        assert application["legalName"].startswith("Vera Vault")
        paid = self.admin.get(f"/admin{self.base}/payout-destinations")["items"]
        assert paid[0]["iban"] == IBAN
        for number, (document, content) in enumerate(self.documents):
            answer = fetch(self.vendor, self.souk, f"/api/v1{self.base}/documents/{document}/file")
            assert answer.content == content, f"document {number}: {answer.status_code}"
        answer = fetch(self.vendor, self.souk, f"/api/v1/me/exports/{self.export}/file")
        assert answer.status_code == 200 and answer.content.startswith(b"PK"), answer.status_code

    def keys(self):
        return [key_of(path) for path in sorted(self.folder.iterdir()) if path.suffix == ".sealed"]


def kill_in_the_middle(souk, things, name):
    """Starts to seal anew, and kills it when it has done some of the files and not all."""
    log = open(souk.folder / "reseal.log", "ab")
    process = subprocess.Popen([str(PROGRAM), "keys", "reseal"], env=souk.environment, stdout=log, stderr=log)
    end = time.time() + 60
    while time.time() < end and process.poll() is None and things.keys().count(name) < 3:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert process.wait(timeout=30) == -signal.SIGKILL, "it was done before it could be killed"
    done = things.keys().count(name)
    assert 0 < done < DOCUMENTS, done


def test_a_reseal_is_killed_and_goes_on_while_people_work(souk, client):
    old, new = new_key("old"), new_key("new")
    restart(souk, old)
    things = Sealed(souk, client)
    assert set(things.keys()) == {"old"}
    restart(souk, f"{new},{old}")
    things.check()

    stop, wrong, rounds = threading.Event(), [], []

    def work():
        """Reads and changes what is being sealed anew."""
        while not stop.is_set():
            name = f"Vera Vault {len(rounds)}"
            try:
                things.vendor.put(f"{things.base}/application", {"businessType": "individual", "legalName": name})
                assert things.vendor.get(f"{things.base}/application")["business"]["legalName"] == name
                document, content = things.documents[len(rounds) % DOCUMENTS]
                answer = fetch(things.vendor, souk, f"/api/v1{things.base}/documents/{document}/file")
                assert answer.content == content, f"{document}: {answer.status_code}"
            except Exception as error:  # Told by the test's own thread.
                wrong.append(repr(error))
                return
            rounds.append(name)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        kill_in_the_middle(souk, things, "new")
        things.check()
        done = souk.command("keys", "reseal")
        assert done.returncode == 0, done.stdout + done.stderr
    finally:
        stop.set()
        thread.join(timeout=60)
    assert not wrong, wrong
    assert rounds, "nobody worked meanwhile"
    again = souk.command("keys", "reseal")
    assert "\n0 in all." in again.stdout, again.stdout
    assert set(things.keys()) == {"new"}
    assert len(list(things.folder.iterdir())) == DOCUMENTS, "what was killed left something beside the documents"

    # The old key is gone for good.
    restart(souk, new)
    things.sign_in()
    things.check()
    assert souk.command("audit", "verify").returncode == 0


@pytest.mark.parametrize("souk", ["sqlite"], indirect=True)
def test_a_key_that_is_missing_is_told_and_changes_nothing(souk, client):
    restart(souk, new_key("old"))
    vendor = client().sign_up("Vera", "vera@example.com")
    shop = vendor.post("/shops", {
        "name": "Vault Lane", "description": "x", "country": "DE", "currency": "EUR"})["id"]
    vendor.put(f"/shops/{shop}/application", {"businessType": "individual", "legalName": "Vera Vault"})
    kept = souk.environment["ENCRYPTION_KEYS"]
    souk.stop()
    souk.environment["ENCRYPTION_KEYS"] = new_key("other")
    refused = souk.command("keys", "reseal")
    assert refused.returncode != 0 and "old" in refused.stdout + refused.stderr, refused.stdout + refused.stderr
    souk.environment["ENCRYPTION_KEYS"] = kept
    souk.start()
    assert vendor.sign_in("vera@example.com").get(f"/shops/{shop}/application")["business"]["legalName"] == "Vera Vault"
