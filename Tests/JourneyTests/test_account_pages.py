"""One's account in a real browser: a picture at sign-up, codes, passwords, and a person whom another site lets in."""
import re
import struct
import zlib

import pytest
import requests
from selenium.webdriver.common.keys import Keys

from browser_kit import browsers_of
from conftest import PASSWORD, Client, Souk, sql
from openid_providers import MockProvider
from test_second_factor import Person, app_code


def png(folder):
    """A picture of 60 by 40 pixels, made by hand."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([200, 90, 20] * 60) for _ in range(40))
    path = folder / "face.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 40, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return str(path)


@pytest.fixture(params=["sqlite", "postgres"])
def world(request, tmp_path):
    """A program reached by name, with a provider beside it."""
    provider = MockProvider()
    souk = Souk(request.param, tmp_path)
    souk.url = f"http://localhost:{souk.port}"
    souk.environment.update(provider.settings(), PUBLIC_URL=souk.url)
    souk.start()
    yield souk, provider
    souk.stop()
    provider.stop()


@pytest.fixture
def person(world):
    with browsers_of(Person, world[0]) as make:
        yield make


def active(person):
    return person.driver.switch_to.active_element.get_attribute("name")


def wrong(code):
    return "000000" if code != "000000" else "111111"


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_sign_up_with_a_picture_and_a_code(world, person, tmp_path, phone):
    souk, email = world[0], "ana@example.com"
    ana = person("account-sign-up", phone=phone).open("/signup")
    document = tmp_path / "text.png"
    document.write_text("no picture")
    ana.one("[name=avatar]").send_keys(str(document))
    ana.fill(name="Ana", email=email, password=PASSWORD).press("Create account")
    ana.wait_for("not a picture that can be used")
    ana.picture("no picture")
    ana.one("[name=avatar]").send_keys(png(tmp_path))
    ana.fill(password=PASSWORD).press("Create account").wait("^/activate")
    assert active(ana) == "code"
    code = souk.code(email)
    field = ana.one("[name=code]")
    field.send_keys("1234", Keys.ARROW_LEFT, Keys.ARROW_LEFT, "9")
    assert field.get_attribute("value") == "1294"
    field.send_keys(*[Keys.BACKSPACE] * 8)
    assert field.get_attribute("value") == ""
    ana.leads_on(lambda: field.send_keys(wrong(code)))
    ana.wait_for("That code is wrong").picture("wrong code")
    # Ready for the next try, and the wait for another mail goes on counting.
    assert active(ana) == "code"
    assert re.search(r"Send another code in \d+ s", ana.text())
    ana.leads_on(lambda: ana.driver.execute_script(
        "const field = document.querySelector('[name=code]'), data = new DataTransfer();"
        "data.setData('text/plain', arguments[0]);"
        "field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}))",
        f"{code[:3]} {code[3:]}"))
    ana.wait("^/$")
    ana.open("/account")
    picture = ana.one("#avatar img")
    assert ana.driver.execute_script("return arguments[0].naturalWidth", picture) == 256
    # The tab of the page can be seen, however narrow the screen is.
    for path in ("/account/security", "/account/privacy"):
        ana.open(path)
        box = ana.driver.execute_script(
            "const box = document.querySelector('.tabs__tab[aria-current]').getBoundingClientRect();"
            "return [box.left, innerWidth - box.right]")
        assert min(box) >= 0, (path, box)


def test_resending_too_soon_tells_the_true_wait(world):
    url = world[0].url
    form = {"name": "Ana", "email": "ana@example.com", "password": PASSWORD}
    assert requests.post(url + "/signup", data=form, allow_redirects=False).status_code == 303
    sql(world[0], "UPDATE code_requests SET last_at = last_at - 3000")
    again = requests.post(url + "/activate/code", data={"email": "ana@example.com"}, allow_redirects=False)
    page = requests.get(url + again.headers["Location"]).text
    assert int(re.search(r'data-seconds="(\d+)"', page).group(1)) <= 58


def test_password_managers_find_the_page(world, person):
    souk = world[0]
    document = requests.get(souk.url + "/api/openapi.json", timeout=30).json()
    Client(souk, document).sign_up("Ana", "ana@example.com")
    ana = person("account-password").open("/.well-known/change-password").wait(r"^/login\?next=")
    ana.fill(email="ana@example.com", password="not the password").press("Log in").wait_for("do not match")
    ana.press("Forgot your password?").wait("^/password")
    assert ana.one("[name=email]").get_attribute("value") == "ana@example.com"
    ana.open("/.well-known/change-password").fill(email="ana@example.com", password=PASSWORD).press("Log in")
    ana.wait("^/account/password$").picture("password")
    new = "another horse, another staple"
    ana.fill(current="not the password", password=new).press("Change password").wait_for("not your password")
    ana.fill(current=PASSWORD, password="password1").press("Change password").wait_for("guessed first")
    ana.fill(current=PASSWORD, password=new).press("Change password").wait("^/account/security$")
    ana.log_out()
    ana.open("/login").fill(email="ana@example.com", password=new).press("Log in").wait("^/$")
    # Turning codes off is for those who have them.
    ana.open("/account/security/codes/remove").wait("^/account/security$")
    ana.press("Set up codes").wait("/codes$")
    secret = ana.texts("code.secret")[0].replace(" ", "")
    ana.fill(code=app_code(secret, later=-1)).wait_for("They are shown only now")
    ana.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(souk.folder)})
    ana.press("Download", stays=True)
    shown = ana.texts(".recovery-codes code")
    path = souk.folder / "recovery-codes.txt"
    ana.until(path.exists, "a file of codes")
    assert path.read_text().split() == shown


def through_the_provider(person):
    person.press("Go on with Mock").wait("oauth2/authorize")
    person.one("[name=sub]").send_keys("olga")
    person.click(person.one("button"))


def test_a_person_without_a_password_owns_the_account_too(world, person):
    souk, provider = world
    provider.person("olga", email="olga@example.com", name="Olga")
    olga = person("account-no-password").open("/login")
    through_the_provider(olga)
    olga.wait("^/$").open("/account/security").wait_for("Set a password")
    olga.open("/account/email").fill(email="new@example.com").press("Send the code").wait("sent=")
    olga.fill(code=souk.code("new@example.com")).wait("^/account$").wait_for("new@example.com")
    # Without a recent log-in none of it; what shows who it is then is another one.
    sql(souk, "UPDATE sessions SET created_at = created_at - 3600000")
    for path in ("/account/email", "/account/password", "/account/erase"):
        olga.open(path).wait("^/account/security/confirm")
    olga.press("Log out and in again").wait("^/login")
    through_the_provider(olga)
    olga.wait("^/account/erase$").picture("erase")
    olga.fill(confirm="no").press("Erase my account").wait_for("Type the word erase")
    olga.fill(confirm="erase").press("Erase my account").wait("^/privacy/erasures/").wait_for("What was erased")
