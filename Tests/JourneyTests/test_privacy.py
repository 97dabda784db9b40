"""A whole life in the marketplace and its end: what one may see, take along, change and have erased."""
import io
import json
import pathlib
import re
import sqlite3
import struct
import time
import zipfile
import zlib

import psycopg2
import pytest
import requests
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browser_kit import Browser, browsers_of
from conftest import PASSWORD, Client, Souk, open_shop

EMAIL = "wilhelmina.zauberfeld@example.com"
NEW_EMAIL = "mina.zauberfeld@example.net"
NAME = "Wilhelmina Zauberfeld"
PHONE = "+49 221 7766554"
ADDRESS = {
    "name": NAME, "line1": "Zauberfeldweg 12", "city": "Köln", "postalCode": "50667", "country": "DE",
    "phone": PHONE,
}
SECRETS = ["wilhelmina", "zauberfeld", "221 7766554", "2217766554"]


def png(side=64):
    """A small picture without any library."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = b"".join(b"\0" + bytes((x * 3 % 256, 90, 40)) * side for x in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture(params=["sqlite", "postgres"])
def forgetful(request, tmp_path):
    """The program with a last look that does not wait for an hour."""
    program = Souk(request.param, tmp_path, ERASURE_LAST_LOOK_SECONDS="6")
    program.start()
    yield program
    program.stop()


def documented(souk):
    document = requests.get(souk.url + "/api/openapi.json", timeout=30).json()
    return lambda: Client(souk, document)


def everything(souk):
    """Every value of every table with its place, and every file of the data folder."""
    if souk.engine == "postgres":
        connection = psycopg2.connect(souk.environment["DATABASE_URL"])
        cursor = connection.cursor()
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
    else:
        connection = sqlite3.connect(f"file:{souk.folder}/souk.sqlite?mode=ro", uri=True)
        cursor = connection.cursor()
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [row[0] for row in cursor.fetchall()]
    found = []
    for table in tables:
        cursor.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            for name, value in zip(names, row):
                if isinstance(value, memoryview):
                    value = bytes(value)
                if isinstance(value, bytes):
                    value = value.decode("utf-8", "replace")
                found.append((f"{table}.{name}", str(value)))
    connection.close()
    for path in pathlib.Path(souk.folder).rglob("*"):
        if path.is_file() and "souk.sqlite" not in path.name and path.name != "serve.log":
            found.append((str(path.relative_to(souk.folder)), path.read_bytes().decode("utf-8", "replace")))
    return found


def traces(souk):
    return sorted({
        (place, secret) for place, text in everything(souk) for secret in SECRETS
        if secret in text.lower().replace("=\n", "")})


def buy(client, product, email, address=ADDRESS):
    cart = client.post("/carts", {})
    client.put(f"/carts/{cart['id']}/items/{product['variants'][0]['id']}", {"quantity": 1})
    return client.post("/checkouts", {
        "cart": cart["id"], "email": email, "shippingAddress": address, "shippingOptions": {},
        "paymentMethod": "cod"}, headers={"Idempotency-Key": "buy-" + cart["id"]})


def deliver(vendor, shop):
    for order in vendor.get(f"/shops/{shop['id']}/orders?limit=100")["items"]:
        if order["status"] == "delivered":
            continue
        for state in ("processing", "shipped", "delivered"):
            vendor.post(f"/shops/{shop['id']}/orders/{order['id']}/transitions",
                        {"to": state, "note": f"For {NAME}"})


def tell_everything(person, own):
    """What an application asks for, which is stored sealed."""
    base = f"/shops/{own['id']}"
    person.put(f"{base}/application", {
        "businessType": "individual", "legalName": NAME, "contactName": NAME, "phone": PHONE,
        "address": {key: ADDRESS[key] for key in ("line1", "city", "postalCode", "country")}})
    person.post(f"{base}/payout-destinations", {
        "kind": "bank", "holder": NAME, "iban": "DE89370400440532013000"})
    person.call("POST", f"{base}/documents", 201, data={"kind": "identity"},
                files={"file": ("Zauberfeld.png", png(), "image/png")})


def sealed(souk):
    """What nobody can read: how many rows and files there are."""
    found = [place for place, _ in everything(souk)]
    tables = ("shop_applications.", "shop_documents.", "payout_destinations.", "account_exports.")
    return [place for place in found if place.startswith((*tables, "private/"))]


def live(souk, make):
    """Sign-up, profile, addresses, cart, orders as guest and as account, a shop, an export, another address."""
    admin = make().sign_in(souk.make_admin())
    vendor, shop = open_shop(make, souk, admin, "Nordic Lamps", "vendor@example.com")
    product = vendor.post(f"/shops/{shop['id']}/products", {
        "title": "Birch lamp", "description": "Light.", "status": "active", "price": 4000, "stock": 20})
    guest = buy(make(), product, EMAIL)
    # Here before the mail with the code, which is to be the newest.
    assert souk.mails(to=EMAIL, subject="order")
    person = make().sign_up(NAME, EMAIL)
    person.patch("/me", {"phone": PHONE, "language": "fi", "currency": "EUR"})
    answer = requests.put(
        souk.url + "/api/v1/me/avatar", data=png(),
        headers={"Authorization": f"Bearer {person.token}", "Content-Type": "image/png"}, timeout=30)
    assert answer.status_code == 200 and answer.json()["avatar"], answer.text
    assert requests.get(souk.url + answer.json()["avatar"], timeout=30).headers["Content-Type"] == "image/webp"
    home = person.post("/me/addresses", {**ADDRESS, "type": "home"})
    person.post("/me/addresses", {**ADDRESS, "type": "work", "label": "Zauberfeld & Co"})
    person.patch(f"/me/addresses/{home['id']}", {"label": "Old house"})
    person.put("/me/consent", {"analytics": True})
    person.post("/me/lists/shop-orders/views", {"name": "Zauberfeld first", "query": "q=Zauberfeld"})
    person.put("/me/lists/shop-orders/columns", {"columns": ["state"]}, expect=(204,))
    buy(person, product, EMAIL)
    cart = person.post("/carts", {})
    person.put(f"/carts/{cart['id']}/items/{product['variants'][0]['id']}", {"quantity": 3})
    deliver(vendor, shop)
    own = person.post("/shops", {
        "name": "Zauberfeld Ceramics", "description": f"Pots by {NAME}.", "country": "DE", "currency": "EUR"})
    admin.post(f"/admin/shops/{own['id']}/approve")
    person.post(f"/shops/{own['id']}/products", {
        "title": "Zauberfeld bowl", "description": "Round.", "status": "active", "price": 900, "stock": 2})
    tell_everything(person, own)
    person.put(f"/shops/{shop['id']}/follow", {})
    gone = vendor.post(f"/shops/{shop['id']}/products", {
        "title": "Oak lamp", "description": "Heavy.", "status": "active", "price": 4000, "stock": 0})
    for asker in (person, make()):
        asker.post(f"/products/{gone['id']}/stock-notices", {"variant": gone["variants"][0]["id"], "email": EMAIL})
    vendor.post(f"/shops/{shop['id']}/staff/invitations", {"email": EMAIL, "permissions": ["products"]})
    invited = souk.mails(to=EMAIL, subject="invites you")[-1].get_body(("plain",)).get_content()
    token = re.search(r"/invitations/([\w-]+)", invited).group(1)
    person.post(f"/invitations/{token}/accept")
    return admin, vendor, shop, product, person, own, guest


def test_a_life_and_its_end(forgetful):
    souk = forgetful
    make = documented(souk)
    admin, vendor, shop, product, person, own, guest = live(souk, make)

    # Another address.
    person.post("/me/email", {"email": NEW_EMAIL, "password": PASSWORD}, expect=204)
    person.post("/me/email/confirm", {"code": souk.code(NEW_EMAIL)})
    assert souk.mails(to=EMAIL, subject="was changed")
    buy(person, product, NEW_EMAIL)
    deliver(vendor, shop)

    # A copy of everything, also of what was ordered before there was an account.
    export = person.get("/me/export")
    numbers = {order["number"] for order in export["orders"]}
    assert export["savedViews"][0]["name"] == "Zauberfeld first" and export["listColumns"]
    assert len(numbers) == 3 and guest["orders"][0]["number"] in numbers
    assert [notice["product"] for notice in export["stockNotices"]] == ["Oak lamp"]
    asked = person.post("/me/exports", expect=202)
    for _ in range(100):
        if person.get("/me/exports")["items"][0]["status"] == "ready":
            break
        time.sleep(0.1)
    archive = zipfile.ZipFile(io.BytesIO(person.get(f"/me/exports/{asked['id']}/file").content))
    assert archive.testzip() is None
    assert {"account.json", "addresses.json", "orders.json", "files/avatar.webp"} <= set(archive.namelist())
    assert json.loads(archive.read("account.json"))["email"] == NEW_EMAIL
    vendor.get(f"/me/exports/{asked['id']}/file", expect=404)
    assert souk.mails(to=NEW_EMAIL, subject="Your data is ready")
    assert any("zauberfeld" in text.lower() for _, text in everything(souk))
    places = " ".join(sealed(souk))
    for place in ("shop_applications", "shop_documents", "payout_destinations", "private/documents", "private/exports"):
        assert place in places, f"{place} is not part of this life"

    # Nobody else has saved an address.
    account = next(text for place, text in everything(souk) if place == "addresses.account_id")

    # The end: not while a shop is open, not with a wrong password.
    person.post("/me/erasure", {"password": PASSWORD}, expect=409)
    person.delete(f"/shops/{own['id']}")
    person.post("/me/erasure", {"password": "something else"}, expect=422)
    closed = person.post("/me/erasure", {"password": PASSWORD}, expect=202)
    person.get("/me", expect=401)
    make().post("/sessions", {"email": NEW_EMAIL, "password": PASSWORD}, expect=401)

    token = closed["report"].rsplit("/", 1)[1]
    assert requests.get(closed["report"], timeout=30).status_code == 200
    for _ in range(150):
        report = make().get(f"/erasures/{token}")
        if report["finishedAt"]:
            break
        time.sleep(0.2)
    assert report["finishedAt"], report
    lines = {entry["what"]: entry for entry in report["entries"]}
    assert lines["Orders"]["action"] == "anonymised" and lines["Orders"]["count"] == 3
    for what in ("Addresses", "Pictures", "Profiles", "Exports", "Carts", "Kept mails", "Goods that were waited for"):
        assert lines[what]["action"] == "deleted" and lines[what]["count"] >= 1, (what, lines.get(what))
    assert not any(secret in json.dumps(report).lower() for secret in SECRETS)

    # Jobs that the end left behind delete files and what was a shop.
    end = time.time() + 20
    while (traces(souk) or sealed(souk)) and time.time() < end:
        time.sleep(0.3)
    assert traces(souk) == []
    assert sealed(souk) == [], "what can't be searched must be gone as a whole"
    for word in ("zauberfeld", "wilhelmina"):
        assert make().get(f"/products?q={word}")["items"] == [], "the search still finds the name"
    for table in ("shop_members", "shop_followers", "profiles", "sessions", "known_devices", "email_changes",
                  "stock_notices"):
        assert not [text for place, text in everything(souk)
                    if place == f"{table}.account_id" and text == account], f"{table} still names the account"

    # The books are whole, and the shop still sees what it sold.
    orders = vendor.get(f"/shops/{shop['id']}/orders")["items"]
    assert len(orders) == 3 and all(order["total"]["amount"] > 0 for order in orders)
    shown = vendor.get(f"/shops/{shop['id']}/orders/{orders[0]['id']}")
    assert shown["shippingAddress"]["country"] == "DE" and shown["shippingAddress"]["name"] == "Erased customer"
    verified = souk.command("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert admin.get("/admin/erasures")["items"][0]["id"] == report["id"]
    assert souk.command("audit", "verify").returncode == 0


@pytest.fixture
def browser(souk):
    with browsers_of(Browser, souk) as make:
        yield make


def field_of(one):
    return one.one("main [name='code']")


def type_code(one, souk, email):
    """Six boxes over one field: arrows, backspace and paste, and a full code sends itself."""
    code = souk.code(email)
    field = field_of(one)
    field.click()
    wrong = code[:2] + str((int(code[2]) + 1) % 10) + code[3:5]
    field.send_keys(wrong)
    field.send_keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    field.send_keys(code[2])
    assert field.get_attribute("value") == code[:5]
    field.send_keys(Keys.END, Keys.BACKSPACE)
    assert field.get_attribute("value") == code[:4]
    one.picture("code-half-typed")
    one.leads_on(lambda: one.driver.execute_script("""
      const data = new DataTransfer();
      data.setData("text", arguments[1]);
      arguments[0].dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    """, field, f" {code[:3]} {code[3:]} "))
    assert "/activate" not in one.driver.current_url, "a full code sends itself"


@pytest.mark.parametrize("phone", [False, True])
def test_pages_of_one_s_own(souk, browser, phone):
    one = browser("privacy-phone" if phone else "privacy", phone)
    one.open("/")
    buttons = one.all(".consent button")
    assert [button.text for button in buttons] == ["Decline", "Accept"]
    assert buttons[0].size == buttons[1].size
    one.click(buttons[0])
    assert not one.all(".consent")
    one.open("/privacy/choices")
    assert one.one("[name='analytics'][value='false']").is_selected()

    email = "mina@example.com"
    one.open("/signup").fill(name=NAME, email=email, password=PASSWORD).press("Create")
    one.picture("activate")
    assert "Send another code in" in one.text()
    type_code(one, souk, email)
    one.wait_for("Welcome, Wilhelmina")

    one.open("/account")
    picture = souk.folder / "picture.png"
    picture.write_bytes(png(200))
    one.one("[name=avatar]").send_keys(str(picture))
    one.press("Save picture").wait_for("Your picture is saved")
    one.fill(phone=PHONE).press("Save profile").wait_for("Your profile is saved")
    one.picture("profile")
    one.open("/account/addresses/new")
    one.one("[name='type'] option[value='work']").click()
    one.leads_on(one.one("[name='country'] option[value='DE']").click)
    one.fill(label="Workshop", line1="Zauberfeldweg 12", postalCode="50667", city="Köln")
    one.press("Save address").wait_for("Workshop")
    one.picture("addresses")

    one.open("/account/email").fill(email="new.mina@example.com", password=PASSWORD).press("Send the code")
    one.picture("new-email")
    typing = ActionChains(one.driver).click(field_of(one)).send_keys(souk.code("new.mina@example.com"))
    one.leads_on(typing.perform)
    one.wait_for("Your address is new.mina@example.com now")

    one.open("/account/privacy").press("Make a new file")
    one.wait_for("Download")
    one.picture("privacy")
    one.press("See what will happen")
    one.picture("erase")
    one.fill(password=PASSWORD, confirm="no").press("Erase my account")
    one.wait_for("Type the word erase")
    one.fill(password=PASSWORD, confirm="erase").press("Erase my account").wait_for("What was erased")
    one.picture("report")
    one.open("/account", picture=False).wait_for("Log in")
    one.check_console()


def test_consent_works_without_script_and_pages_stay_cached(souk):
    session = requests.Session()
    home = session.get(souk.url + "/", timeout=30)
    assert 'class="consent"' in home.text
    answer = session.post(
        souk.url + "/privacy/consent", data={"analytics": "true", "next": "/shops"}, timeout=30,
        headers={"Origin": souk.url}, allow_redirects=False)
    assert answer.status_code == 303 and answer.headers["Location"] == "/shops"
    assert re.search(r"consent=granted", answer.headers["Set-Cookie"])
    assert 'class="consent"' not in session.get(souk.url + "/", timeout=30).text
    foreign = session.post(
        souk.url + "/privacy/consent", data={"analytics": "true", "next": "//evil.example"}, timeout=30,
        headers={"Origin": souk.url}, allow_redirects=False)
    assert foreign.headers["Location"].startswith("/privacy")
    refusing = requests.get(souk.url + "/", headers={"Sec-GPC": "1"}, timeout=30)
    assert 'class="consent"' not in refusing.text
