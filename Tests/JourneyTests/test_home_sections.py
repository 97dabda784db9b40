"""The home page as administrators make it: sections drafted, previewed, published and brought back, by forms alone and in a
browser that drags, on both engines."""
import gzip
import html
import re

import pytest
import requests

from browser_kit import Browser, browsers_of
from conftest import open_shop
from test_admin_portal import flash, post
from test_pages import visitor

WEIGHT_BYTES = 150_000


@pytest.fixture
def browsers(souk):
    with browsers_of(Browser, souk) as make:
        yield make


def market(souk, client):
    """Two shops with goods, and an administrator."""
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    goods = []
    for name in ("Kiln", "Loom"):
        vendor, shop = open_shop(client, souk, admin, name, f"{name.lower()}@example.com")
        goods += [(vendor, shop, vendor.post(f"/shops/{shop['id']}/products", {
            "title": f"{name} piece {number}", "description": "Made by hand.", "price": 1000 * number, "stock": 5,
            "tags": ["gift"] if number == 1 else []})) for number in range(1, 4)]
    return admin, goods


def home(souk, **headers):
    answer = requests.get(souk.url + "/", headers=headers, timeout=30)
    assert answer.status_code == 200
    return html.unescape(answer.text)


def preview(souk, session):
    return html.unescape(session.get(souk.url + "/admin/home/preview", timeout=30).text)


def state(admin):
    return admin.get("/admin/home/draft")


def publish(souk, session, version):
    return flash(souk, session, post(souk, session, "/admin/home/publish", {"version": version}))[0]


def texts(page, *sentences):
    """The sentences in the order in which they stand on a page."""
    places = {one: page.find(one) for one in sentences}
    assert -1 not in places.values(), places
    return sorted(places, key=places.get)


def test_a_page_is_drafted_published_and_brought_back(souk, client):
    admin, goods = market(souk, client)
    session = visitor(souk, "admin@example.com")
    usual = home(souk)
    assert "Made by people, sold by people" in usual and "Just arrived" in usual
    post(souk, session, "/admin/home/sections", {
        "addition": "text", "text.title.text": "Summer fair", "text.title.translations[de]": "Sommerfest",
        "text.text.text": "Come and see.\n\nIt is warm."})
    post(souk, session, "/admin/home/sections", {
        "addition": "products", "products.title.text": "Small gifts", "products.rule.tags": "gift",
        "products.rule.currency": "EUR", "products.rule.maximumPrice": "12.50", "products.count": "6",
        "products.minimum": "1"})
    # Nobody but the preview shows it.
    assert "Summer fair" not in home(souk)
    shown = preview(souk, session)
    assert texts(shown, "Small gifts", "Summer fair") == ["Summer fair", "Small gifts"]
    row = shown[shown.find("Small gifts"):]
    assert "Kiln piece 1" in row and "Loom piece 1" in row and "Kiln piece 2" not in row
    assert requests.get(souk.url + "/admin/home/preview", timeout=30, allow_redirects=False).status_code != 200
    sections = state(admin)["sections"]
    assert publish(souk, session, state(admin)["version"]) == "Customers see it from now on."
    assert "Summer fair" in home(souk)
    assert "Sommerfest" in home(souk, **{"Accept-Language": "de"})
    # What goes, goes from the page at once.
    vendor, shop, product = goods[0]
    vendor.patch(f"/shops/{shop['id']}/products/{product['id']}", {"status": "archived"})
    row = home(souk)[home(souk).find("Small gifts"):]
    assert "Loom piece 1" in row and "Kiln piece 1" not in row
    vendor, shop, product = goods[3]
    vendor.patch(f"/shops/{shop['id']}/products/{product['id']}", {"status": "draft"})
    assert "Small gifts" not in home(souk)
    # A section is taken out and put back.
    text = next(one["id"] for one in sections if one["kind"] == "text")
    removed = post(souk, session, f"/admin/home/sections/{text}/remove")
    said, undo = flash(souk, session, removed)
    assert said == "The section is removed." and undo == f"/admin/home/sections/{text}/restore"
    post(souk, session, undo)
    assert [one["id"] for one in state(admin)["sections"]] == [one["id"] for one in sections]
    # The page of before, as a whole.
    version = admin.get("/admin/home/published")["version"]
    post(souk, session, "/admin/home/revert", {"version": version})
    assert "Summer fair" not in home(souk) and "Made by people, sold by people" in home(souk)
    said, _ = flash(souk, session, post(souk, session, "/admin/home/revert", {"version": version}))
    assert "published" in said and "Summer fair" not in home(souk)


def test_a_draft_that_others_changed_is_not_published(souk, client):
    admin, _ = market(souk, client)
    souk.make_admin("second@example.com")
    first, second = visitor(souk, "admin@example.com"), visitor(souk, "second@example.com")
    post(souk, first, "/admin/home/sections", {"addition": "text", "text.title.text": "Mine", "text.text.text": "A"})
    seen = state(admin)
    text = seen["sections"][-1]["id"]
    post(souk, second, f"/admin/home/sections/{text}", {"text.title.text": "Theirs", "text.text.text": "B"})
    post(souk, second, f"/admin/home/sections/{seen['sections'][1]['id']}/remove")
    said = publish(souk, first, seen["version"])
    assert "“Theirs” was changed." in said and "“Promises to buyers” was removed." in said, said
    assert "Theirs" not in home(souk)
    assert publish(souk, first, state(admin)["version"]) == "Customers see it from now on."
    log = admin.get("/admin/audit?action=home.published")["items"]
    assert log, "publishing is in the log"


def test_a_browser_puts_sections_in_order(souk, client, browsers):
    admin, goods = market(souk, client)
    browser = browsers("admin").sign_in("admin@example.com")
    browser.open("/admin/home").press("Products picked by hand")
    browser.fill_named("products.title.text", "From the hand").press("Save in the draft")
    for name in ("Kiln piece 2", "Loom piece 3"):
        browser.open(f"{browser.path().split('?')[0]}?q={name.replace(' ', '+')}")
        browser.click(browser.one(f"button[aria-label='Add “{name}”']"), stays=True)
        browser.until(lambda name=name: name in " ".join(browser.texts("#home-picks .ordered__body")), name)
    browser.click(browser.one("button[aria-label='Put “Loom piece 3” further up']"), stays=True)
    browser.until(
        lambda: [one.splitlines()[0].strip() for one in browser.texts("#home-picks .ordered__body")]
        == ["Loom piece 3", "Kiln piece 2"], "the other order")
    browser.open("/admin/home").wait_for("From the hand")
    browser.click(browser.one("button[aria-label='Put “From the hand” further up']"), stays=True)
    browser.until(
        lambda: browser.texts(".ordered__body a")[-2:] == ["From the hand", "Invitation to sell"], "one further up")
    # Dragged to the top: the events that a pointer makes.
    browser.driver.execute_script("""
      const rows = [...document.querySelectorAll("#home-draft .ordered__item")];
      const row = rows.find((one) => one.textContent.includes("From the hand"));
      const tell = (one, name) => one.dispatchEvent(new DragEvent(name, {bubbles: true, cancelable: true}));
      tell(row, "dragstart"); tell(rows[0], "dragover"); tell(row, "dragend");
    """)
    browser.until(lambda: state(admin)["sections"][0]["kind"] == "products", "the first place")
    browser.open("/admin/home").press("Preview").wait_for("This is the draft of the home page")
    assert texts(browser.driver.page_source, "From the hand", "Loom piece 3", "Kiln piece 2") == [
        "From the hand", "Loom piece 3", "Kiln piece 2"]
    browser.open("/admin/home").press("Publish").wait_for("Customers see this page")
    page = requests.get(souk.url + "/", headers={"Accept-Encoding": "identity"}, timeout=30)
    assert len(gzip.compress(page.content)) < WEIGHT_BYTES and "From the hand" in page.text
    assert re.search(r"<h1[^>]*>", page.text)
    browser.check_console()
