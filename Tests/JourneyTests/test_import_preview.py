"""Files of other programs are looked at, mapped, brought in and mended; an import that is killed is completed."""
import csv
import io
import re
import signal
import time

import pytest
import requests

from browser_kit import Browser, browsers_of
from conftest import PASSWORD, open_shop, sql

WOO = (
    "ID,Type,SKU,Name,Published,Description,In stock?,Stock,Weight (kg),Sale price,Regular price,Categories,Images,Parent,"
    "Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,Attribute 1 global,Meta: _shelf\r\n"
    "1,simple,MUG,Mug,1,For coffee.,1,12,0.35,,9.50,Kitchen > Cups,,,Material,Clay,1,0,B7\r\n"
    "3,variation,TOWEL-S,Towel - S,1,,1,4,,,7.00,,,id:2,Size,S,,,\r\n"
    "2,variable,,Towel,1,Linen.,1,,0.2,,,,,,Size,\"S, L\",1,0,\r\n"
    "4,variation,TOWEL-L,Towel - L,1,,1,5,,,much,,,id:2,Size,L,,,\r\n"
    "5,external,,Elsewhere,1,,1,,,,3.00,,,,,,,,\r\n")
UNKNOWN = "Nummer;Bezeichnung;Kosten;Lager\r\n7;Becher aus Ton;12,50;4\r\n8;Teller;9,00;2\r\n"
MANY = 3_000


@pytest.fixture
def browsers(souk):
    with browsers_of(Browser, souk) as make:
        yield make


@pytest.fixture
def market(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Rita", "rita@example.com")
    return vendor, shop, f"/shops/{shop['id']}"


def upload(vendor, base, text, query=""):
    return vendor.call(
        "POST", f"{base}/imports{query}", 202, data=text.encode(), headers={"Content-Type": "text/csv"})


def ended(vendor, base, file, seconds=120):
    end = time.monotonic() + seconds
    while True:
        found = vendor.get(f"{base}/imports/{file}")
        if found["status"] not in ("queued", "running"):
            return found
        assert time.monotonic() < end, found
        time.sleep(0.05)


def products(vendor, base):
    return {item["title"]: item for item in vendor.get(f"{base}/products?limit=100")["items"]}


def test_a_file_is_seen_before_it_is_brought_in(market, browsers, tmp_path):
    vendor, shop, base = market
    sell = f"/sell/{shop['slug']}/imports"
    browser = browsers("rita").log_in("rita@example.com")
    path = tmp_path / "woo.csv"
    path.write_text(WOO, encoding="utf-8", newline="")
    browser.open(sell).one("main input[type=file]").send_keys(str(path))
    browser.press("Look at the file").wait_for("Nothing is changed yet").wait_for("Import now")
    page = browser.picture("import preview").read()
    for text in ("WooCommerce", "comma", "Mug", "Towel", "Meta: _shelf", "sold on another site"):
        assert text in page, text
    assert products(vendor, base) == {}
    browser.press("Import now").wait_for("Done, but not all rows could be taken")
    assert set(products(vendor, base)) == {"Mug", "Towel"}
    # What nobody's format is: the vendor says what the columns are.
    path = tmp_path / "unknown.csv"
    path.write_text(UNKNOWN, encoding="utf-8", newline="")
    browser.open(sell).one("main input[type=file]").send_keys(str(path))
    browser.press("Look at the file").wait_for("Say what the columns are")
    assert not [button for button in browser.all("main button") if "Import now" in button.text]
    for place, field in enumerate(("handle", "title", "price", "stock")):
        browser.one(f"main select[name='field.{place}'] option[value='{field}']").click()
    browser.press("Look again with these columns").wait_for("Import now").wait_for("Becher aus Ton")
    assert "semicolon" in browser.picture("import mapped").read()
    browser.press("Discard").wait_for("nothing was changed")
    assert set(products(vendor, base)) == {"Mug", "Towel"}
    browser.check_console()


def test_pages_work_without_script(market):
    vendor, shop, base = market
    session = requests.Session()
    url = vendor.souk.url
    session.headers["Referer"] = url + "/"
    session.post(f"{url}/login", data={"email": "rita@example.com", "password": PASSWORD}, timeout=30)
    sent = session.post(f"{url}/sell/{shop['slug']}/imports", files={"file": ("unknown.csv", UNKNOWN.encode(), "text/csv")},
                        timeout=30, allow_redirects=False)
    assert sent.status_code == 303, sent.text[:500]
    page = sent.headers["Location"].removeprefix(url)
    assert "field.0" in session.get(url + page, timeout=30).text
    chosen = {"field.0": "handle", "field.1": "title", "field.2": "price", "field.3": ""}
    assert session.post(f"{url}{page}/start", data=chosen, timeout=30, allow_redirects=False).status_code == 303
    file = re.search(r"imports/([^/?]+)", page).group(1)
    assert ended(vendor, base, file)["rows"]["created"] == 2
    found = products(vendor, base)["Teller"]
    assert found["price"]["amount"] == 900


def test_rejected_rows_are_mended(market):
    vendor, shop, base = market
    looked = upload(vendor, base, WOO, "?dryRun=true")
    assert looked["dryRun"] and ended(vendor, base, looked["id"])["rows"]["rejected"] == 2
    assert products(vendor, base) == {}
    preview = vendor.get(f"{base}/imports/{looked['id']}/preview")
    assert preview["import"]["format"] == "woocommerce" and preview["usable"]
    assert [product["outcome"] for product in preview["products"]] == ["created", "created", "rejected"]
    vendor.post(f"{base}/imports/{looked['id']}/start", {}, expect=202)
    done = ended(vendor, base, looked["id"])
    assert done["rows"]["rejected"] == 2 and done["rows"]["created"] == 3 and not done["dryRun"]
    german = vendor.call("GET", f"{base}/imports/{looked['id']}/rejected.csv", 200,
                         headers={"Accept-Language": "de"}).content.decode()
    english = vendor.get(f"{base}/imports/{looked['id']}/rejected.csv").content.decode()
    rows = list(csv.DictReader(io.StringIO(english)))
    assert [row["Name"] for row in rows] == ["Towel - S", "Towel", "Towel - L", "Elsewhere"]
    assert "much" in rows[2]["Reason (Souk)"] and not rows[0]["Reason (Souk)"]
    assert german != english
    mended = upload(vendor, base, english.replace(",much,", ",8.00,").replace("5,external", "5,simple"))
    result = ended(vendor, base, mended["id"])
    assert result["rows"] == {"total": 4, "created": 1, "updated": 3, "unchanged": 0, "rejected": 0}
    assert set(products(vendor, base)) == {"Mug", "Towel", "Elsewhere"}


def test_own_format_comes_back_unchanged(market):
    vendor, shop, base = market
    vendor.post(f"{base}/products", {
        "title": "Bowl", "description": "x", "price": 900, "stock": 5, "seoTitle": "A bowl", "attributes": {"Wood": "Oak"}})
    own = vendor.get(f"{base}/exports/products.csv?format=souk").content.decode()
    assert own.startswith("Product,Title,Description,Status")
    again = ended(vendor, base, upload(vendor, base, own)["id"])
    assert again["format"] == "souk" and again["rows"]["unchanged"] == again["rows"]["total"] == 1
    vendor.get(f"{base}/exports/products.csv?format=else", expect=422)


def test_an_import_that_is_killed_is_completed(souk, market):
    vendor, shop, base = market

    def file(quantity):
        rows = "".join(f"p-{number},Thing {number},P-{number},{quantity},9.00,active\r\n" for number in range(MANY))
        return "Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price,Status\r\n" + rows

    first = upload(vendor, base, file(5))["id"]
    killed = interrupt(souk, vendor, base, first)
    done = ended(vendor, base, first)
    assert done["status"] == "completed" and done["rows"]["created"] == MANY == done["rows"]["total"], (killed, done)
    # Two more of each, once, wherever the program died.
    second = upload(vendor, base, file(7))["id"]
    killed = interrupt(souk, vendor, base, second)
    done = ended(vendor, base, second)
    assert done["rows"]["updated"] == MANY == done["rows"]["total"], (killed, done)
    stocks, cursor = [], None
    while True:
        page = vendor.get(f"{base}/products?limit=100" + (f"&cursor={cursor}" if cursor else ""))
        stocks += [item["stock"] for item in page["items"]]
        cursor = page.get("nextCursor")
        if not cursor:
            break
    assert len(stocks) == MANY and set(stocks) == {7}


def interrupt(souk, vendor, base, file):
    """Kills the program when part of the file is in, and starts it again; says how much was."""
    end = time.monotonic() + 60
    while (found := vendor.get(f"{base}/imports/{file}"))["products"] == 0:
        assert time.monotonic() < end, found
    souk.stop(signal.SIGKILL)
    # Nobody waits for the end of the dead one's lease.
    sql(souk, "UPDATE jobs SET locked_until = 0 WHERE kind = 'catalog.import'")
    souk.start()
    assert found["products"] < MANY, "it was done before it could be killed"
    return found["products"]
