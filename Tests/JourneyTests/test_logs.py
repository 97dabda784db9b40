"""The log tells who logged in and who did not, and holds nothing that opens an account."""
import json
import uuid

import requests

from conftest import PASSWORD

EMAIL = "logan@example.com"


def lines(souk, **wanted):
    """The lines of the program's log with these values."""
    found = []
    for line in (souk.folder / "serve.log").read_text().splitlines():
        if not line.startswith("{"):
            continue
        entry = json.loads(line)
        if all(entry.get(name) == value for name, value in wanted.items()):
            found.append(entry)
    return found


def test_log_ins_are_logged(souk, client):
    person = client().sign_up("Logan", EMAIL)
    account = person.get("/me")["id"]
    wrong, good = uuid.uuid4().hex, uuid.uuid4().hex
    secret = "not-the-password-of-logan"
    for email in (EMAIL, "nobody@example.com"):
        answer = requests.post(
            souk.url + "/api/v1/sessions", json={"email": email, "password": secret},
            headers={"X-Request-Id": wrong}, timeout=30)
        assert answer.status_code == 401
    session = requests.post(
        souk.url + "/api/v1/sessions", json={"email": EMAIL, "password": PASSWORD},
        headers={"X-Request-Id": good}, timeout=30).json()
    browser = requests.Session()
    browser.post(souk.url + "/login", data={"email": EMAIL, "password": PASSWORD}, timeout=30)
    souk.stop()

    refused = lines(souk, message="not logged in", request=wrong)
    assert [line["account"] for line in refused] == [account, "unknown"], refused
    assert all(line["reason"] == "wrong-credentials" and line["client"] == "127.0.0.1" for line in refused)
    begun = lines(souk, message="logged in", request=good)
    assert [(line["account"], line["way"], line["kind"]) for line in begun] == [(account, "password", "bearer")], begun
    assert lines(souk, message="logged in", account=account, kind="cookie")
    assert lines(souk, message="request", id=wrong, status=401) and lines(souk, message="request", account=account)

    whole = (souk.folder / "serve.log").read_text()
    hidden = [PASSWORD, secret, EMAIL, session["accessToken"], session["refreshToken"]]
    hidden += [session["accessToken"].rsplit(".", 1)[1]] + [
        cookie.value for cookie in browser.cookies if cookie.name != "language"]
    for text in hidden:
        assert text not in whole, f"the log holds {text[:12]}…"
