"""The one table of the portals: order, filters, views, columns, keys and files, with and without script, on both
engines."""
import csv
import html
import io
import re
import xml.etree.ElementTree as tree
import zipfile

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser_kit import Browser, browsers_of
from conftest import ADDRESS, open_shop
from test_admin_portal import flash, post
from test_pages import visitor

GOODS = [("Amber bowl", 2500, 6), ("Blue cup", 900, 0), ("Clay pot", 4000, 2), ("Dune vase", 900, 12)]
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def market(souk, client):
    """A shop with goods and orders, its vendor and an administrator."""
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Kiln", "kiln@example.com")
    goods = {title: vendor.post(f"/shops/{shop['id']}/products", {
        "title": title, "description": "Turned.", "price": price, "stock": stock, "status": "active"})
        for title, price, stock in GOODS}
    for pieces in (1, 2):
        buyer = client()
        cart = buyer.post("/carts", {})
        variant = goods["Dune vase"]["variants"][0]["id"]
        buyer.put(f"/carts/{cart['id']}/items/{variant}", {"quantity": pieces})
        buyer.post("/checkouts", {
            "cart": cart["id"], "email": "grete@example.com", "shippingAddress": ADDRESS, "paymentMethod": "cod"})
    return admin, vendor, shop, goods


def titles(page):
    return re.findall(r'class="titled__title" dir="auto">([^<]*)<', page)


def rows_of(answer):
    """The rows of a file, whichever kind it is, by the names of its heads."""
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"], answer.text[:300]
    if answer.headers["Content-Type"].startswith("text/csv"):
        return list(csv.DictReader(io.StringIO(answer.content.decode())))
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    lines = []
    for row in tree.fromstring(archive.read("xl/worksheets/sheet1.xml")).iter(f"{SPREADSHEET}row"):
        cells = {}
        for cell in row.iter(f"{SPREADSHEET}c"):
            assert cell.find(f"{SPREADSHEET}f") is None, "a formula"
            text = "".join(part.text or "" for part in cell.iter(f"{SPREADSHEET}t"))
            value = cell.find(f"{SPREADSHEET}v")
            cells[re.match("[A-Z]+", cell.get("r")).group()] = text if value is None else value.text
        lines.append(cells)
    return [{lines[0][place]: value for place, value in line.items()} for line in lines[1:]]


def test_lists_work_without_script(souk, market):
    session = visitor(souk, "kiln@example.com")

    def look(query):
        answer = session.get(f"{souk.url}/sell/kiln/products?{query}", timeout=30)
        assert answer.status_code == 200, query
        return answer.text

    assert titles(look("sort=title")) == [title for title, _, _ in GOODS]
    assert titles(look("sort=-price"))[:2] == ["Clay pot", "Amber bowl"]
    assert titles(look("priceFrom=9.00&priceUntil=25.00&sort=title")) == ["Amber bowl", "Blue cup", "Dune vase"]
    assert titles(look("stock=out")) == ["Blue cup"]
    seen, query = [], "sort=price&limit=1"
    while query:
        page = look(query)
        seen += titles(page)
        following = re.search(r'href="/sell/kiln/products\?([^"]*cursor=[^"]*)" rel="next"', page) \
            or re.search(r'rel="next"[^>]*href="/sell/kiln/products\?([^"]*)"', page)
        query = html.unescape(following.group(1)) + "&limit=1" if following and len(seen) < 9 else None
    assert sorted(seen) == sorted(title for title, _, _ in GOODS), seen

    wrong = look("priceFrom=cheap")
    assert 'aria-invalid="true"' in wrong and "Amber bowl" in wrong

    # A view, and the columns.
    here = "/sell/kiln/products?stock=out&sort=title"
    kept = post(souk, session, "/account/lists/shop-products/views",
                {"name": "Gone & sold", "query": "stock=out&sort=title", "next": here})
    assert kept.headers["Location"] == here
    page = look("")
    assert "Gone &amp; sold" in page and 'href="/sell/kiln/products?stock=out&amp;sort=title"' in page
    assert "Gone &amp; sold" in look("stock=out&sort=title").split('aria-current="page"')[-1]
    twice = post(souk, session, "/account/lists/shop-products/views", {"name": "Gone & sold", "next": here})
    assert "has this name" in flash(souk, session, twice)[0]
    removal = re.search(r'action="(/account/lists/shop-products/views/[^"]+/delete)"', page).group(1)
    text, undo = flash(souk, session, post(souk, session, removal, {"next": here}))
    assert "is deleted" in text and "Gone &amp; sold" not in look("")
    post(souk, session, html.unescape(undo))
    assert "Gone &amp; sold" in look("")
    post(souk, session, "/account/lists/shop-products/columns", {"columns": ["sku", "price"], "next": here})
    narrow = look("")
    assert 'data-label="Price"' in narrow and 'data-label="SKU"' in narrow and 'data-label="Sold"' not in narrow
    assert 'data-label="Sold"' in look("columns=sold")
    post(souk, session, "/account/lists/shop-products/columns", {"usual": "true", "next": "//evil.example/"})
    assert 'data-label="Sold"' in look("")


def test_files_have_exactly_what_is_filtered(souk, market):
    admin, vendor, shop, _ = market
    rita, anna = visitor(souk, "kiln@example.com"), visitor(souk, "admin@example.com")
    for ending in ("csv", "xlsx"):
        rows = rows_of(rita.get(f"{souk.url}/sell/kiln/products.{ending}?sort=title&priceUntil=25.00", timeout=30))
        assert [row["Title"] for row in rows] == ["Amber bowl", "Blue cup", "Dune vase"], ending
        assert [float(row["Price"]) for row in rows] == [25, 9, 9] and {row["Currency"] for row in rows} == {"EUR"}
        orders = rows_of(rita.get(f"{souk.url}/sell/kiln/orders.{ending}?sort=total", timeout=30))
        assert [int(float(row["Pieces"])) for row in orders] == [1, 2] and {row["City"] for row in orders} == {"Köln"}
        assert not rows_of(rita.get(f"{souk.url}/sell/kiln/orders.{ending}?until=2020-01-01", timeout=30))
        everything = rows_of(anna.get(f"{souk.url}/admin/orders.{ending}", timeout=30))
        assert {row["Number"] for row in everything} == {row["Number"] for row in orders}
        found = rows_of(anna.get(f"{souk.url}/admin/people.{ending}?q=kiln@", timeout=30))
        assert [row["E-mail"] for row in found] == ["kiln@example.com"]
        assert not rows_of(anna.get(f"{souk.url}/admin/payouts.{ending}", timeout=30))
    assert rita.get(f"{souk.url}/sell/kiln/orders.csv?from=soon", timeout=30).status_code == 422
    assert rita.get(f"{souk.url}/admin/orders.xlsx", timeout=30).status_code in (403, 404)
    actions = [row["action"] for row in admin.get("/admin/audit?limit=100")["items"]]
    assert {"orders.exported", "payouts.exported", "accounts.exported"} <= set(actions)


def test_many_products_are_edited_at_once_and_undone(souk, market):
    _, vendor, shop, goods = market
    with browsers_of(Browser, souk) as make:
        rita = make("sheet").sign_in("kiln@example.com")
        rita.open("/sell/kiln/products?sort=title").press("Edit states, prices and stock").picture("sheet")
        bowl, pot = (f"rows[{goods[title]['id']}]" for title in ("Amber bowl", "Clay pot"))
        rita.fill_named(f"{bowl}.price", "26.50").fill_named(f"{bowl}.stock", "9")
        rita.fill_named(f"{pot}.status", "draft")
        rita.press("Save").wait_for("2 products changed.")

        def stored(title):
            product = vendor.get(f"/shops/{shop['id']}/products/{goods[title]['id']}")
            return product["status"], product["variants"][0]["price"]["amount"], product["variants"][0]["stock"]

        assert stored("Amber bowl") == ("active", 2650, 9) and stored("Clay pot")[0] == "draft"
        rita.leads_on(lambda: rita.one("[data-toasts] form button").click())
        rita.wait_for("2 products are as before.")
        assert stored("Amber bowl") == ("active", 2500, 6) and stored("Clay pot")[0] == "active"
        rita.open("/sell/kiln/products/sheet").fill_named(f"{bowl}.price", "much").press("Save")
        assert rita.one(f"[name='{bowl}.price']").get_attribute("aria-invalid") == "true"
        assert stored("Amber bowl")[1] == 2500


def test_keys_lead_through_a_list(souk, market):
    with browsers_of(Browser, souk) as make:
        rita = make("keys").sign_in("kiln@example.com").open("/sell/kiln/products?sort=title")

        def focused():
            return rita.driver.execute_script("return document.activeElement.innerText || document.activeElement.name")

        def type_keys(*keys):
            for key in keys:
                rita.driver.switch_to.active_element.send_keys(key)

        rita.driver.execute_script("document.querySelector('.table-frame').focus()")
        type_keys("j")
        assert "Amber bowl" in focused()
        type_keys("j", Keys.ARROW_DOWN, "k")
        assert "Blue cup" in focused()
        type_keys(" ")
        rita.wait_for("1 selected")
        boxes = rita.all("tbody input[name=ids]")
        assert [box.is_selected() for box in boxes] == [False, True, False, False]
        type_keys("/")
        assert focused() == "q" and "search__input" in rita.driver.switch_to.active_element.get_attribute("class")
        type_keys("j")
        assert rita.driver.switch_to.active_element.get_attribute("value") == "j", "a letter is a letter in a field"


def test_lists_on_a_phone_are_cards_with_filters_and_an_order(souk, market):
    with browsers_of(Browser, souk) as make:
        rita = make("phone", phone=True).sign_in("kiln@example.com").open("/sell/kiln/orders")
        rita.click(rita.one("#list-filters summary"), stays=True)
        rita.fill_named("sort", "-total").press("Show").picture("orders by total")
        assert "sort=-total" in rita.path()
        card = rita.one("tbody tr")
        assert card.value_of_css_property("display") == "flex"
        for menu in ("views", "columns", "files"):
            rita.click(rita.one(f"#list-{menu} summary"), stays=True)
        rita.picture("menus")
        wide = rita.driver.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, f"{wide} pixels too wide"
        rita.click(rita.one("#list-views summary"), stays=True)
        rita.one("#view-name").send_keys("Dear ones")
        rita.click(rita.driver.find_element(By.CSS_SELECTOR, "#list-views form.list-form button"))
        rita.wait_for("The view “Dear ones” is kept.")
        assert "sort=-total" in rita.path()
