"""People come in with accounts of other sites: providers that other people wrote, the real program, both engines."""
import html
import re
import time
from urllib.parse import parse_qs, unquote, urlparse

import pytest
import requests

from conftest import PASSWORD, Client, Souk
from openid_providers import Glewlwyd, MockProvider

ADMIN_ROLES = "souk-admin=superadmin,souk-support=support"
PROVIDERS = ["oidc-provider-mock", "glewlwyd"]


class World:
    """A program with a provider."""

    def __init__(self, kind, engine, folder):
        self.souk = Souk(engine, folder)
        if kind == "glewlwyd":
            if not Glewlwyd.is_installed():
                pytest.skip("glewlwyd is not installed")
            (folder / "provider").mkdir()
            self.provider = Glewlwyd(folder / "provider", f"{self.souk.url}/login/with/oidc/callback")
        else:
            self.provider = MockProvider()
        try:
            self.souk.environment.update(self.provider.settings(), OIDC_ADMIN_ROLES=ADMIN_ROLES)
            self.souk.start()
        except Exception:
            self.provider.stop()
            raise
        self.document = requests.get(self.souk.url + "/api/openapi.json", timeout=30).json()

    def stop(self):
        self.souk.stop()
        self.provider.stop()

    def client(self):
        return Client(self.souk, self.document)


@pytest.fixture(params=[(engine, kind) for engine in ("sqlite", "postgres") for kind in PROVIDERS],
                ids=lambda pair: "-".join(pair))
def world(request, tmp_path):
    engine, kind = request.param
    made = World(kind, engine, tmp_path)
    yield made
    made.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def mocked(request, tmp_path):
    made = World("oidc-provider-mock", request.param, tmp_path)
    yield made
    made.stop()


class Browser:
    """One person's browser."""

    def __init__(self, world):
        self.world = world
        self.session = requests.Session()

    def get(self, address, **options):
        if address.startswith("/"):
            address = self.world.souk.url + address
        return self.session.get(address, allow_redirects=False, timeout=30, **options)

    def leave(self, next=None, provider="oidc"):
        answer = self.get(f"/login/with/{provider}", params={"next": next} if next is not None else None)
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def enter(self, subject, next=None):
        """To the provider and back; answers with what the way back is answered with."""
        return self.get(self.world.provider.allow(self.leave(next), subject))

    def me(self):
        answer = self.get("/api/v1/me")
        return answer.json() if answer.status_code == 200 else None

    def message(self):
        """What the log-in page says after a refusal."""
        page = self.get("/login")
        found = re.search(r'class="flash__text">([^<]*)<', page.text)
        return html.unescape(found.group(1)) if found else ""


def path_of(answer):
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_a_new_person_has_an_account_and_comes_back_to_it(world):
    world.provider.person("grace", "grace@example.com", name="Grace Hopper")
    browser = Browser(world)
    assert "/login/with/oidc" in browser.get("/login").text
    address = browser.leave("/categories?sort=name")
    sent = parse_qs(urlparse(address).query)
    assert sent["code_challenge_method"] == ["S256"] and sent["state"] and sent["nonce"]
    answer = browser.get(world.provider.allow(address, "grace"))
    assert path_of(answer) == "/categories?sort=name"
    cookie = [part.strip() for part in answer.headers["Set-Cookie"].split(";")]
    assert "HttpOnly" in cookie and "SameSite=Lax" in answer.headers["Set-Cookie"]
    me = browser.me()
    assert (me["email"], me["name"], me["isActive"], me["role"]) == (
        "grace@example.com", "Grace Hopper", True, "customer")
    linked = browser.get("/api/v1/me/identities").json()["items"]
    assert [one["provider"] for one in linked] == ["oidc"]
    again = Browser(world)
    assert path_of(again.enter("grace")) == "/"
    assert again.me()["id"] == me["id"]
    # The only way in can't be given up.
    refused = requests.delete(
        f"{world.souk.url}/api/v1/me/identities/{linked[0]['id']}", cookies=again.session.cookies, timeout=30)
    assert refused.status_code == 409, refused.text


def test_only_a_verified_address_opens_an_account(world):
    owner = world.client().sign_up("Ada", "ada@example.com")
    account = owner.get("/me")["id"]
    world.provider.person("stranger", "ada@example.com", verified=False, name="Stranger")
    stranger = Browser(world)
    assert path_of(stranger.enter("stranger")).startswith("/login")
    assert "has not checked" in stranger.message()
    assert stranger.me() is None
    world.provider.person("unknown", "new@example.com", verified=False, name="New")
    assert path_of(Browser(world).enter("unknown")).startswith("/login")
    world.provider.person("ada", "ada@example.com", name="Ada")
    browser = Browser(world)
    assert path_of(browser.enter("ada")) == "/"
    assert browser.me()["id"] == account
    assert world.souk.mails(to="ada@example.com", subject="You can log in with")
    world.client().sign_in("ada@example.com")


def test_a_sign_up_that_waits_for_its_victim_does_not_get_in(world):
    attacker = world.client()
    attacker.post("/accounts", {"name": "Mallory", "email": "victim@example.com", "password": PASSWORD})
    world.provider.person("victim", "victim@example.com", name="Victoria")
    browser = Browser(world)
    browser.enter("victim")
    assert browser.me()["name"] == "Victoria"
    attacker.post("/sessions", {"email": "victim@example.com", "password": PASSWORD}, expect=401)
    code = world.souk.code("victim@example.com")
    attacker.post("/accounts/activate", {"email": "victim@example.com", "code": code}, expect=422)


def test_roles_follow_the_provider(world):
    def role(*names):
        world.provider.person("boss", "boss@example.com", name="Boss", roles=names)
        browser = Browser(world)
        browser.enter("boss")
        return browser, browser.me()["role"]

    assert role("superadmin", "admin")[1] == "customer"
    browser, found = role("souk-support")
    assert found == "admin"
    assert browser.get("/admin").status_code in (200, 303)
    assert role("other")[1] == "customer"
    # What is open already loses it at once.
    assert browser.me()["role"] == "customer"
    assert browser.get("/admin").status_code in (403, 404)


FOREIGN = ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "/\tevil.example",
           "javascript:alert(1)", "http:evil.example", "/ /evil.example", "///evil.example", "@evil.example", ""]


def test_nobody_is_sent_elsewhere(mocked):
    mocked.provider.person("grace", "grace@example.com")
    for next in FOREIGN:
        browser = Browser(mocked)
        assert path_of(browser.enter("grace", next)) == "/", next
        # Nor by what is added to the way back, or by coming again.
        back = mocked.provider.allow(Browser(mocked).leave(), "grace")
        assert "evil" not in path_of(browser.get(back + "&next=https://evil.example"))
        assert path_of(browser.get("/login/with/oidc", params={"next": next})) == "/"


def test_the_way_back_is_one_browsers_and_once(mocked):
    mocked.provider.person("attacker", "attacker@example.com")
    mocked.provider.person("grace", "grace@example.com")
    # Log-in CSRF: the attacker's way back is opened in another browser.
    back = mocked.provider.allow(Browser(mocked).leave(), "attacker")
    victim = Browser(mocked)
    assert path_of(victim.get(back)).startswith("/login")
    assert victim.me() is None
    # Even when that browser is on a way of its own.
    attacker = Browser(mocked)
    back = mocked.provider.allow(attacker.leave(), "attacker")
    victim.leave()
    assert path_of(victim.get(back)).startswith("/login") and victim.me() is None
    # The attacker's code in the victim's own state.
    stolen = parse_qs(urlparse(mocked.provider.allow(attacker.leave(), "attacker")).query)["code"][0]
    own = mocked.provider.allow(victim.leave(), "grace")
    mixed = re.sub(r"code=[^&]+", f"code={stolen}", own)
    victim.get(mixed)
    assert victim.me() is None or victim.me()["email"] != "attacker@example.com"
    # And a good one works once.
    browser = Browser(mocked)
    back = mocked.provider.allow(browser.leave(), "grace")
    cookies = browser.session.cookies.copy()
    assert path_of(browser.get(back)) == "/"
    twice = Browser(mocked)
    twice.session.cookies.update({"souk_openid": cookies["souk_openid"]})
    assert path_of(twice.get(back)).startswith("/login") and twice.me() is None


def test_saying_no_is_said_politely(mocked):
    browser = Browser(mocked)
    back = mocked.provider.deny(browser.leave("/orders"))
    assert path_of(browser.get(back)).startswith("/login")
    assert "You stopped at Mock" in browser.message()
    unknown = browser.get("/login/with/nobody")
    assert path_of(unknown).startswith("/login")


def test_a_provider_that_is_away_is_no_error(mocked):
    mocked.provider.stop()
    try:
        browser = Browser(mocked)
        assert path_of(browser.get("/login/with/oidc")).startswith("/login")
        assert "does not answer" in browser.message()
    finally:
        mocked.provider = MockProvider()


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_keys_may_change(engine, tmp_path):
    world = World("glewlwyd", engine, tmp_path)
    try:
        world.provider.person("grace", "grace@example.com", name="Grace")
        Browser(world).enter("grace")
        world.provider.rotate()
        # Keys that are not known are asked for again, but not at once after the last time.
        browser, end = Browser(world), time.monotonic() + 30
        while path_of(browser.enter("grace")) != "/":
            assert time.monotonic() < end, browser.message()
            browser = Browser(world)
        assert browser.me()["email"] == "grace@example.com"
    finally:
        world.stop()


def test_accounts_can_be_linked_and_unlinked(mocked):
    mocked.client().sign_up("Ada", "ada@example.com")
    browser = Browser(mocked)
    entered = browser.session.post(
        mocked.souk.url + "/login", data={"email": "ada@example.com", "password": PASSWORD},
        allow_redirects=False, timeout=30)
    assert entered.status_code == 303, entered.text
    mocked.provider.person("elsewhere", "private@example.org")
    security = browser.get("/account/security").text
    link = html.unescape(re.search(r'href="(/account/identities/oidc/link[^"]*)"', security).group(1))
    # Without the proof of the page nobody can begin it in somebody's browser.
    assert path_of(browser.get("/account/identities/oidc/link")) == "/account/security"
    assert path_of(browser.get("/account/identities/oidc/link?proof=made-up")) == "/account/security"
    back = mocked.provider.allow(path_of(browser.get(link)), "elsewhere")
    assert path_of(browser.get(back)) == "/account/security"
    other = Browser(mocked)
    other.enter("elsewhere")
    assert other.me()["email"] == "ada@example.com"
    linked = browser.get("/api/v1/me/identities").json()["items"]
    unlink = f"/account/identities/{linked[0]['id']}/unlink"
    assert unlink in browser.get("/account/security").text
    done = browser.session.post(mocked.souk.url + unlink, allow_redirects=False, timeout=30)
    assert path_of(done) == "/account/security"
    assert browser.get("/api/v1/me/identities").json()["items"] == []
    assert unquote(path_of(Browser(mocked).enter("elsewhere"))) == "/"
