"""Goods, categories and shops are told in the reader's language where somebody has translated them, and search engines are
told of every language."""
import re

import pytest
import requests

from browser_kit import Browser, browsers_of
from conftest import open_shop

GERMAN = {"Accept-Language": "de"}


@pytest.fixture
def browsers(souk):
    with browsers_of(Browser, souk) as make:
        yield make


def page(souk, path, language="de"):
    answer = requests.get(souk.url + path, headers={"Accept-Language": language}, timeout=30)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return answer.text


def test_catalogue_languages(souk, client, browsers):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Felt and Wool", "vera@example.com")
    category = admin.post("/admin/categories", {"name": "Footwear of felt"})
    slipper = vendor.post(f"/shops/{shop['id']}/products", {
        "title": "Felt slipper", "description": "Warm and quiet.", "price": 2900, "stock": 5,
        "category": category["slug"], "seoTitle": "Slippers by hand"})
    plain = vendor.post(f"/shops/{shop['id']}/products", {"title": "Wool blanket", "price": 9900, "stock": 5})

    translate(browsers("vendor"), souk, shop, slipper)
    name_category(browsers("office"), category)
    read_in_german(souk, client, slipper, plain, category, shop)
    through_the_api(souk, client, vendor, shop, slipper)
    buyer = browsers("buyer").open(f"/products/{slipper['slug']}?language=de")
    buyer.wait_for("Filzpantoffeln").wait_for("Schuhe aus Filz")
    buyer.open(f"/products/{slipper['slug']}?language=ar").wait_for("Felt slipper")
    buyer.open(f"/products/{slipper['slug']}?language=en").wait_for("Felt slipper").wait_for("Warm and quiet.")
    for_search_engines(souk, slipper, category)


def translate(person, souk, shop, slipper):
    person.sign_in("vera@example.com").open(f"/sell/{shop['slug']}/products/{slipper['id']}")
    assert {"English", "Deutsch"} <= set(person.texts(".tabs__tab span[lang]"))
    person.click(person.one(".tabs__tab span[lang=de]")).wait("/languages/de$")
    person.wait_for("Warm and quiet.").wait_for("Slippers by hand").picture("product in German")
    person.fill(title="Filzpantoffeln", description="Warm und leise, mit Sohlen aus Leder.")
    person.press("Save").wait_for("The texts in German are saved.")
    assert person.one("main [name=title]").get_attribute("value") == "Filzpantoffeln"
    person.wait_for("Felt slipper").picture("saved")
    person.open(f"/sell/{shop['slug']}/settings")
    person.click(person.one(".tabs__tab span[lang=de]")).wait("/settings/languages/de$")
    person.fill(description="Alles aus Filz und Wolle.", returnPolicy="14 Tage.")
    person.press("Save").wait_for("The texts in German are saved.").picture("shop in German")
    missing = requests.get(souk.url + f"/sell/{shop['slug']}/products/{slipper['id']}/languages/xx", timeout=30,
                           cookies={one["name"]: one["value"] for one in person.driver.get_cookies()})
    assert missing.status_code == 404
    person.check_console()


def name_category(office, category):
    office.sign_in("admin@example.com").open(f"/admin/categories/{category['slug']}")
    office.click(office.one(".tabs__tab span[lang=de]")).wait("/languages/de$")
    office.fill(name="Schuhe aus Filz", description="Für zu Hause.").press("Save")
    office.wait_for("The texts in German are saved.").picture("category in German").check_console()


def read_in_german(souk, client, slipper, plain, category, shop):
    shown = page(souk, f"/products/{slipper['slug']}")
    assert "Filzpantoffeln" in shown and "Sohlen aus Leder" in shown and "Schuhe aus Filz" in shown
    assert "Slippers by hand" not in shown, "the original's title for search engines is not that of the translation"
    assert "Wool blanket" in page(souk, f"/products/{plain['slug']}"), "what nobody translated is told as it was written"
    assert "Felt slipper" in page(souk, f"/products/{slipper['slug']}", "en")
    listed = page(souk, "/products")
    assert "Filzpantoffeln" in listed and "Wool blanket" in listed and "Felt slipper" not in listed
    assert "Für zu Hause." in page(souk, f"/categories/{category['slug']}")
    about = page(souk, f"/shops/{shop['slug']}")
    assert "Alles aus Filz und Wolle." in about and "14 Tage." in about and "Felt and Wool" in about
    # Found by words of either language and their forms, whatever language is read.
    for language in ("de", "en"):
        for words in ("Filzpantoffel", "filzpantoffeln", "Sohle", "slippers"):
            assert slipper["slug"] in page(souk, f"/search?q={words}", language), (language, words)
    assert plain["slug"] not in page(souk, "/search?q=Filzpantoffel")


def through_the_api(souk, client, vendor, shop, slipper):
    guest = client()
    path = f"/products/{slipper['id']}"
    assert guest.get(path)["title"] == "Felt slipper"
    german = guest.get(path, headers=dict(GERMAN))
    assert german["title"] == "Filzpantoffeln" and german["language"] == "de"
    assert german["category"]["name"] == "Schuhe aus Filz"
    assert guest.get(path + "?language=de")["title"] == "Filzpantoffeln"
    assert guest.get(path + "?language=ar")["title"] == "Felt slipper"
    titles = {one["title"] for one in guest.get("/products?language=de")["items"]}
    assert titles == {"Filzpantoffeln", "Wool blanket"}
    answer = requests.get(souk.url + "/api/v1/products", headers=GERMAN, timeout=30)
    assert "Accept-Language" in answer.headers["Vary"]
    own = f"/shops/{shop['id']}/products/{slipper['id']}"
    assert vendor.get(own, headers=dict(GERMAN))["title"] == "Felt slipper"
    merged = vendor.patch(own, {"translations": {"ar": {"title": "خف من اللباد"}}})
    assert set(merged["translations"]) == {"ar", "de"}
    assert guest.get(path + "?language=ar")["title"] == "خف من اللباد"
    assert any(one["id"] == slipper["id"] for one in guest.get("/products?q=اللباد")["items"])
    vendor.patch(own, {"translations": {"ar": None}})
    assert guest.get(path + "?language=ar")["title"] == "Felt slipper"
    vendor.patch(own, {"translations": {"xx": {"title": "?"}}}, expect=422)
    assert set(vendor.get(own)["translations"]) == {"de"}


def for_search_engines(souk, slipper, category):
    for path in ("/", f"/products/{slipper['slug']}", f"/categories/{category['slug']}", "/shops/felt-and-wool"):
        shown = page(souk, path)
        links = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', shown))
        assert {"en", "de", "ar", "x-default"} <= set(links), path
        canonical = re.search(r'<link rel="canonical" href="([^"]+)">', shown).group(1)
        assert canonical == links["de"] and canonical.endswith("language=de"), path
    shown = page(souk, f"/products/{slipper['slug']}")
    for kind in ('"@type":"Product"', '"@type":"Offer"', '"@type":"BreadcrumbList"'):
        assert kind in shown, kind
    assert '"@type":"Organization"' in page(souk, "/") and '"@type":"Store"' in page(souk, "/shops/felt-and-wool")
    robots = requests.get(souk.url + "/robots.txt", timeout=30).text
    sitemap = re.search(r"Sitemap: \S+(/sitemap\.xml)", robots).group(1)
    listed = requests.get(souk.url + sitemap, timeout=30)
    assert listed.status_code == 200 and listed.headers["ETag"]
    again = requests.get(souk.url + sitemap, headers={"If-None-Match": listed.headers["ETag"]}, timeout=30)
    assert again.status_code == 304
