"""Products are found by a search engine outside: as it follows the catalogue, gets a new index, goes and comes back."""
import threading
import time

import pytest
import requests

import search_server
from browser_kit import Browser, browsers_of
from conftest import Client, Souk, open_shop


@pytest.fixture
def engine():
    server = search_server.SearchServer()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def souk(request, tmp_path, engine):
    program = Souk(request.param, tmp_path, **engine.settings())
    program.start()
    yield program
    program.stop()


@pytest.fixture
def market(souk):
    """The program with a shop in it, as a guest and its vendor use it."""
    document = requests.get(souk.url + "/api/openapi.json", timeout=30).json()
    souk.make_admin()
    admin = Client(souk, document).sign_in("admin@example.com")
    vendor, shop = open_shop(lambda: Client(souk, document), souk, admin, "Bowls", "bowls@example.com")
    return Market(souk, Client(souk, document), admin, vendor, shop)


class Market:
    def __init__(self, souk, guest, admin, vendor, shop):
        self.souk, self.guest, self.admin, self.vendor, self.shop = souk, guest, admin, vendor, shop

    def sell(self, title, **more):
        return self.vendor.post(
            f"/shops/{self.shop['id']}/products",
            {"title": title, "status": "active", "price": 1999, "stock": 3, **more})

    def find(self, text, more=""):
        found = self.guest.get(f"/products?q={requests.utils.quote(text)}{more}")
        return [item["title"] for item in found["items"]]

    def number(self, name):
        """A number of /metrics."""
        lines = requests.get(self.souk.url + "/metrics", timeout=10).text.splitlines()
        return float(next(line for line in lines if line.startswith(name + " ")).split()[-1])

    def health(self):
        answer = requests.get(self.souk.url + "/health/ready", timeout=10)
        return answer.status_code, answer.json()["checks"].get("search-engine")


BY_ENGINE = 'souk_searches_total{by="engine"}'
BY_EMBEDDED = 'souk_searches_total{by="embedded"}'


def until(condition, seconds=60):
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.1)


def test_products_are_found_by_an_engine(market, engine):
    market.sell("Blue bowl", tags=["breakfast"], description="Holds soup.")
    market.sell("Espresso machine", price=90000, brand="Bezzera", sku="EM-2000")
    tray = market.sell("Wooden tray", description="Carries an espresso machine as easily as cups.")
    until(lambda: engine.titles() == ["Blue bowl", "Espresso machine", "Wooden tray"])
    until(lambda: market.find("espresso machine") == ["Espresso machine", "Wooden tray"])
    assert engine.strangers == 0
    before = market.number(BY_ENGINE)
    assert market.find("soup") == ["Blue bowl"]
    assert market.find("bezzera") == ["Espresso machine"]
    assert market.find("EM-2000") == ["Espresso machine"]
    assert market.find("espr") == ["Espresso machine", "Wooden tray"]
    assert market.find("espreso")[:1] == ["Espresso machine"]
    assert market.find("wooden spoon") == ["Wooden tray"]
    assert market.find("zzzzqqq") == []
    assert market.find("espresso", "&maxPrice=5000&currency=EUR") == ["Wooden tray"]
    assert market.guest.get("/products/facets?q=espresso")["total"] == 2
    suggested = market.guest.get("/search/suggestions?q=esp")
    assert suggested["products"][0]["title"] == "Espresso machine"
    assert market.number(BY_ENGINE) > before
    assert market.number("souk_search_engine_away") == 0
    assert market.health() == (200, "ok")

    # What changes, is hidden or deleted is followed, and kept lists go with it.
    path = f"/shops/{market.shop['id']}/products/{tray['id']}"
    market.vendor.patch(path, {"title": "Oaken tray"})
    until(lambda: market.find("oaken") == ["Oaken tray"])
    until(lambda: market.find("wooden") == [])
    market.vendor.delete(path)
    until(lambda: engine.titles() == ["Blue bowl", "Espresso machine"])
    assert market.find("oaken") == []
    log = (market.souk.folder / "serve.log").read_text()
    assert search_server.PASSWORD not in log and requests.utils.quote(search_server.PASSWORD, safe="") not in log


def test_people_search_by_it(market, engine):
    market.sell("Blue bowl")
    market.sell("Espresso machine")
    until(lambda: engine.titles() == ["Blue bowl", "Espresso machine"])
    until(lambda: market.find("bowl") == ["Blue bowl"])
    with browsers_of(Browser, market.souk) as browsers:
        person = browsers("guest").open("/search?q=bowl")
        person.wait_for("Blue bowl").picture("found by the engine")
        assert "Espresso machine" not in person.read()
        person.open("/search?q=espreso").wait_for("This is what fits “espresso”.").wait_for("Espresso machine")
        engine.stop()
        market.sell("Green bowl")
        # A list that was read is made anew a little later.
        until(lambda: "Green bowl" in person.open("/search?q=bowl").read())
        person.wait_for("Blue bowl").picture("found without it")


def test_a_new_index_leaves_no_gap(market, engine):
    for number in range(30):
        market.sell(f"Bowl number {number}")
    until(lambda: len(engine.titles()) == 30)
    until(lambda: market.guest.get("/products/facets?q=bowl")["total"] == 30)
    first = engine.indices()
    fallen_back = market.number(BY_EMBEDDED)
    seen, ended = [], threading.Event()

    def search():
        count = 0
        while not ended.is_set():
            count += 1
            # Each time another address, so that nothing is answered from memory.
            seen.append(len(market.find("bowl", f"&limit={40 + count % 50}")))

    searching = threading.Thread(target=search)
    searching.start()
    try:
        for _ in range(3):
            done = market.souk.command("search", "reindex", "--engine-only")
            assert done.returncode == 0, done.stderr
    finally:
        ended.set()
        searching.join()
    assert seen and set(seen) == {30}, seen
    assert market.number(BY_EMBEDDED) == fallen_back
    assert len(engine.indices()) == 1 and engine.indices() != first


def test_the_program_searches_itself_while_it_is_away(market, engine):
    market.sell("Blue bowl")
    until(lambda: engine.titles() == ["Blue bowl"])
    until(lambda: market.find("bowl") == ["Blue bowl"])
    before = market.number(BY_EMBEDDED)
    engine.stop()
    market.sell("Green bowl")
    assert set(market.find("bowl")) == {"Blue bowl", "Green bowl"}
    assert market.number(BY_EMBEDDED) > before
    assert market.health() == (200, "embedded search answers")
    until(lambda: market.number("souk_search_engine_waiting_products") == 1)
    until(lambda: market.number("souk_search_engine_lag_seconds") > 2)
    log = (market.souk.folder / "serve.log").read_text()
    assert log.count("the embedded search answers instead") == 1

    # It comes back without anything, and is filled anew.
    engine.start()
    until(lambda: engine.titles() == ["Blue bowl", "Green bowl"], 120)
    asked = market.number(BY_ENGINE)
    until(lambda: set(market.find("bowl")) == {"Blue bowl", "Green bowl"} and market.number(BY_ENGINE) > asked, 120)
    until(lambda: market.number("souk_search_engine_waiting_products") == 0)
    assert market.health() == (200, "ok")
    # The log writes a moment later.
    until(lambda: "the search engine answers again" in (market.souk.folder / "serve.log").read_text())
