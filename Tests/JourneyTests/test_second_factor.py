"""Passkeys and codes by app in a real browser, with Chromium's virtual authenticator, on both engines."""
import base64
import hashlib
import hmac
import struct
import time

import pytest
import requests
from selenium.webdriver.common.virtual_authenticator import Protocol, Transport, VirtualAuthenticatorOptions

from browser_kit import Browser, browsers_of
from conftest import PASSWORD, Client, Souk


def app_code(secret, later=0):
    """What an app shows: RFC 6238 by hand."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + later), hashlib.sha1).digest()
    offset = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


@pytest.fixture(params=["sqlite", "postgres"])
def named(request, tmp_path):
    """A program that is reached by a name, as browsers make passkeys only for names."""
    program = Souk(request.param, tmp_path, ADMIN_SECOND_FACTOR="required")
    program.url = f"http://localhost:{program.port}"
    program.environment["PUBLIC_URL"] = program.url
    program.start()
    yield program
    program.stop()


class Person(Browser):
    """A browser whose device has passkeys."""

    def __init__(self, souk, name, phone=False):
        super().__init__(souk, name, phone=phone)
        options = VirtualAuthenticatorOptions(
            protocol=Protocol.CTAP2, transport=Transport.INTERNAL, has_resident_key=True,
            has_user_verification=True, is_user_verified=True)
        self.driver.add_virtual_authenticator(options)
        self.without_offers = self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {
            "source": "delete window.PublicKeyCredential?.isConditionalMediationAvailable"})["identifier"]

    def allow_offers(self):
        """Lets the browser offer passkeys beside the field by itself; the virtual device then takes the offer at once."""
        self.driver.execute_cdp_cmd(
            "Page.removeScriptToEvaluateOnNewDocument", {"identifier": self.without_offers})


@pytest.fixture
def person(named):
    with browsers_of(Person, named) as make:
        yield make


def member(souk, email):
    document = requests.get(souk.url + "/api/openapi.json", timeout=30).json()
    return Client(souk, document).sign_up("Ada Müller", email)


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_codes_and_passkeys(named, person, phone):
    email = "ada@example.com"
    member(named, email)
    person = person("security-phone" if phone else "security", phone=phone)
    person.open("/login")
    person.log_in(email).wait("^/$")

    # Codes by app.
    person.open("/account/security")
    person.press("Set up codes").wait("/account/security/codes$")
    person.picture("codes-setup")
    secret = person.texts("code.secret")[0].replace(" ", "")
    assert person.one(".qr-code").size["width"] > 100
    person.fill(code="000000").wait_for("That is not the code that the app shows now")
    person.picture("codes-wrong")
    person.fill(code=app_code(secret, later=-1)).wait_for("They are shown only now")
    person.picture("recovery-codes")
    recovery = person.texts(".recovery-codes code")
    assert len(set(recovery)) == 10
    person.press("I have kept them").wait("/account/security$").wait_for("10 recovery codes left")

    # The next log-in takes two steps, and the session is a new one.
    before = person.cookie("souk_session")
    person.log_out()
    person.log_in(email).wait("/login/code")
    person.picture("login-code")
    assert person.cookie("souk_session") is None
    person.fill(code="000000").wait_for("That code is wrong")
    person.picture("login-code-wrong")
    person.fill(code=app_code(secret)).wait("^/$")
    assert person.cookie("souk_session") not in (None, before)
    assert person.cookie("souk_sign_in") is None

    # A recovery code, once.
    person.log_out()
    person.log_in(email).wait("/login/code")
    person.press("Use a recovery code").wait("kind=recovery")
    person.picture("login-recovery")
    person.fill(code=recovery[0]).press("Log in").wait("^/$")
    person.open("/account/security", picture=False).wait_for("9 recovery codes left")

    # A passkey.
    person.fill(name="My laptop").press("Add a passkey").wait_for("My laptop")
    person.open("/account/security")
    person.log_out()
    person.open("/login")
    person.press("Log in with a passkey").wait("^/$")
    person.open("/account/security").wait_for("Passkey")
    assert "last used" in person.text()

    # Twice on one device is refused by the device.
    person.fill(name="Again").press("Add a passkey", stays=True).wait_for("has a passkey")

    # Where the browser offers passkeys beside the field, nothing needs to be pressed.
    person.log_out()
    person.allow_offers()
    person.open("/login", picture=False).wait("^/$")

    # And away with it.
    person.open("/account/security", picture=False).open_dialog("Remove")
    person.picture("remove-passkey")
    person.click(person.one("dialog[open] button[type=submit]"))
    person.wait_for("does not log in any more")
    # The passkey that began this session is gone, so the password alone does not turn codes off.
    person.open("/account/security/codes/remove")
    person.fill(password=PASSWORD).press("Turn codes off").wait("/codes/remove$").wait_for("has not shown a code yet")
    person.picture("codes-stay-on")
    person.fill(code=recovery[1]).press("Turn codes off").wait("/account/security$").wait_for("Set up codes")
    person.driver.remove_all_credentials()
    person.log_out()
    person.log_in(email).wait("^/$")
    subjects = [str(mail["Subject"]) for mail in named.mails(to=email, count=7)]
    for title in ("need a code", "recovery code was used", "passkey was added", "passkey was removed",
                  "need no code"):
        assert any(title in subject for subject in subjects), (title, subjects)
    person.check_console()


def test_administrators_are_led_to_it(named, person):
    email = named.make_admin()
    person = person("security-admin")
    person.log_in(email).wait("/account/security$")
    person.wait_for("Administrators need a second factor")
    person.picture("admin-needs-one")
    person.press("Set up codes").wait("/codes$")
    secret = person.texts("code.secret")[0].replace(" ", "")
    person.fill(code=app_code(secret)).wait_for("They are shown only now")
    person.press("I have kept them").wait("^/admin")

    # Another device gets in with the code alone; the API says so.
    answer = requests.post(
        named.url + "/api/v1/sessions", json={"email": email, "password": PASSWORD}, timeout=30)
    assert answer.status_code == 401 and answer.json()["type"].endswith("second-factor-required")
    answer = requests.post(
        named.url + "/api/v1/sessions",
        json={"email": email, "password": PASSWORD, "code": app_code(secret, later=1)}, timeout=30)
    assert answer.status_code == 200, answer.text

    # Signed out there, by the list of devices.
    person.open("/account/security").open_dialog("Log out all others")
    person.click(person.one("dialog[open] button[type=submit]"))
    person.wait_for("All other devices are logged out")
    token = answer.json()["accessToken"]
    seen = requests.get(
        named.url + "/api/v1/me", headers={"Authorization": "Bearer " + token}, timeout=30)
    assert seen.status_code == 401
    person.check_console()
