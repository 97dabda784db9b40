"""Descriptions full of script, as HTML and as Markdown, through the API and the form: nothing of it runs on any page, and
nothing is asked of other hosts; on both engines."""
from pathlib import Path

import requests

from shop_life_kit import market, people  # noqa: F401 (fixtures)
from test_pages import visitor

VECTORS = Path(__file__).parent.parent / "GatewaysTests" / "Fixtures" / "filter-evasion.txt"
# The vectors call souk(), which no page has: one that ran would stand in the console as an error.
LOADED = "return performance.getEntriesByType('resource').map((entry) => entry.name)"
MARKER = "return typeof window.souk !== 'undefined'"
HARMFUL = """return [...document.querySelectorAll('.prose *')].filter((element) =>
  ['SCRIPT', 'IFRAME', 'IMG', 'STYLE', 'SVG', 'OBJECT', 'EMBED', 'FORM', 'INPUT', 'VIDEO'].includes(element.tagName)
  || [...element.attributes].some((one) => one.name.startsWith('on') || one.name === 'style')
  || /^(javascript|data|vbscript):/i.test(element.getAttribute('href') ?? '')).length"""


def check(browser, market):
    assert browser.driver.execute_script(MARKER) is False
    assert browser.driver.execute_script(HARMFUL) == 0
    foreign = [name for name in browser.driver.execute_script(LOADED) if not name.startswith((market.url, "data:"))]
    assert foreign == []
    browser.check_console()


def test_descriptions_run_nothing(market, people):
    vectors = VECTORS.read_text()
    shop = people.shop["id"]
    for title, form in (("Plain trap", "text"), ("Marked trap", "markdown")):
        people.rita.post(f"/shops/{shop}/products", {
            "title": title, "price": 100, "stock": 1, "description": vectors, "descriptionFormat": form})
    rita = visitor(market, "rita@example.com")
    rita.post(market.url + "/sell/ritas-schalen/products/new", timeout=30, data={
        "title": "Typed trap", "price": "1", "stock": "1", "status": "active", "description": vectors})
    anyone, seller = people.browser("anyone"), people.browser("rita", "rita@example.com")
    admin = people.browser("ada", "admin@example.com")
    for slug in ("plain-trap", "marked-trap", "typed-trap"):
        product = people.client().get(f"/products/{slug}")
        check(anyone.open(f"/products/{slug}", picture=False), market)
        check(seller.open(f"/sell/ritas-schalen/products/{product['id']}", picture=False), market)
        check(admin.open(f"/admin/products/{product['id']}", picture=False), market)


def test_an_earlier_state_is_restored(market, people):
    shop = people.shop["id"]
    made = people.rita.post(f"/shops/{shop}/products", {"title": "Early bowl", "price": 900, "stock": 4})
    address = f"/shops/{shop}/products/{made['id']}"
    people.rita.patch(address, {"title": "Late bowl", "price": 1200})
    first = people.rita.get(f"{address}/revisions")["items"][-1]["revision"]
    path = f"/sell/ritas-schalen/products/{made['id']}/history/{first}"
    # Whoever looks at an old page restores nothing.
    old = visitor(market, "rita@example.com")
    old.post(market.url + path, data={"seen": "0"}, timeout=30)
    assert people.rita.get(address)["title"] == "Late bowl"
    rita = people.browser("rita", "rita@example.com", phone=True)
    rita.open(path).wait_for("What would change").wait_for("Early bowl")
    rita.press("Restore this state").wait_for("says again what it said then")
    rita.check_console()
    back = people.rita.get(address)
    assert (back["title"], back["price"]["amount"], back["stock"]) == ("Early bowl", 900, 4)
    assert requests.get(f"{market.url}{path}", timeout=30, allow_redirects=False).status_code != 200


def test_a_video_waits_for_a_press(market, people):
    shop = people.shop["id"]
    people.rita.post(f"/shops/{shop}/products", {
        "title": "Filmed bowl", "price": 900, "stock": 4, "video": "https://youtu.be/dQw4w9WgXcQ",
        "warrantyMonths": 24, "warrantyText": "We mend it."})
    with_video = requests.get(market.url + "/products/filmed-bowl", timeout=30)
    assert "frame-src https://www.youtube-nocookie.com" in with_video.headers["Content-Security-Policy"]
    assert "24 months of warranty" in with_video.text and "We mend it." in with_video.text
    assert "frame-src" not in requests.get(market.url + "/", timeout=30).headers["Content-Security-Policy"]
    anyone = people.browser("anyone").open("/products/filmed-bowl")
    link = anyone.one("[data-player] a")
    assert link.get_attribute("href") == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    check(anyone, market)
