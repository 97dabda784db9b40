"""Administrators hide a product with a reason, its vendor answers, and it is shown again: in browsers, on both engines."""
import re

import requests

from greek_market import until
from shop_life_kit import market, people

SELL = "/sell/ritas-schalen/products"
NAME = "Blaue Schale"


def product_of(people):
    return people.rita.get(f"/shops/{people.shop['id']}/products?limit=100")["items"]


def fetch(market, path):
    return requests.get(market.url + path, timeout=30)


def is_found(market):
    """Whether anybody finds it: in lists, by a search, by suggestions and for search engines."""
    places = ["/api/v1/products", "/api/v1/products?q=schale", "/api/v1/search/suggestions?q=blaue", "/search?q=schale",
              "/shops/ritas-schalen", "/sitemap.xml", "/sitemaps/1"]
    answers = [(place, fetch(market, place)) for place in places]
    found = {place for place, answer in answers
             if answer.status_code == 200 and re.search("blaue[ -]schale", answer.text, re.I)}
    if fetch(market, "/products/blaue-schale").status_code == 200:
        found.add("/products/blaue-schale")
    return found


def waiting(person):
    """The number beside Products in the navigation."""
    found = re.search(r"Products\s+(\d+)", "\n".join(person.texts(".side__item")))
    return int(found.group(1)) if found else 0


def test_a_product_is_hidden_answered_and_shown_again(market, people):
    [bowl] = product_of(people)
    buyer = people.client()
    cart = buyer.post("/carts", {})
    variant = people.rita.get(f"/shops/{people.shop['id']}/products/{bowl['id']}")["variants"][0]["id"]
    buyer.put(f"/carts/{cart['id']}/items/{variant}", {"quantity": 1})
    assert "/products/blaue-schale" in is_found(market)

    ada = people.browser("ada", "admin@example.com")
    ada.open("/admin/products").wait_for(NAME).wait_for("1 product for sale in all shops")
    assert waiting(ada) == 0
    ada.open("/admin/products?q=schale").wait_for(NAME).press(NAME).wait(r"/admin/products/prod_").wait_for("Gedreht.").wait_for("Ritas Schalen")
    ada.open_dialog("Hide …").fill(reason="Is this your own design?").confirm("Hide the product")
    ada.wait_for(f"{NAME} is hidden").wait_for("Is this your own design?").wait_for("Product hidden")
    until(lambda: not is_found(market), "nobody finds it")
    assert fetch(market, "/products/blaue-schale").status_code in (404, 410)

    # A cart says so, and nothing of it is ordered.
    held = buyer.get(f"/carts/{cart['id']}")
    assert "unavailable" in str(held), held
    refused = requests.post(market.url + "/api/v1/checkouts", timeout=30, json={
        "cart": cart["id"], "email": "b@example.com", "paymentMethod": "cod", "shippingAddress": {
            "name": "B", "line1": "Gasse 1", "city": "Köln", "postalCode": "50667", "country": "DE"}})
    assert refused.status_code in (409, 422) and "not for sale" in refused.text, refused.text
    assert people.rita.get(f"/shops/{people.shop['id']}/orders")["items"] == []

    # Its vendor is told, can change it, and does not get it back by that.
    mail = market.mails(to="rita@example.com", subject="is hidden from customers")[0]
    text = mail.get_body(("plain",)).get_content()
    assert "Is this your own design?" in text and f"/products/{bowl['id']}" in text
    rita = people.browser("rita", "rita@example.com", phone=True)
    rita.open(SELL).wait_for("Hidden").wait_for("Is this your own design?")
    rita.open(f"{SELL}?show=hidden").wait_for(NAME)
    rita.open(f"{SELL}/{bowl['id']}").wait_for("The marketplace hides this product")
    rita.fill(description="Gedreht, nach eigenem Entwurf.").press("Save").wait_for("is saved")
    people.rita.patch(f"/shops/{people.shop['id']}/products/{bowl['id']}", {"status": "active"})
    assert not is_found(market)
    rita.open(f"{SELL}/{bowl['id']}", picture=False).fill(text="Yes, since 1987.").press("Send the answer")
    rita.wait_for("Your answer is sent").wait_for("Yes, since 1987.")
    assert not rita.all("main form[action$='/answer']")

    # It comes back to the desk, where a decision on what was seen before the answer does not stand.
    ada.open_dialog("Show again …").confirm("Show it again").wait_for("Somebody decided about")
    assert waiting(ada) == 1
    ada.open("/admin").wait_for("hidden product was answered")
    ada.open("/admin/products?hidden=answered").press(NAME).wait_for("Yes, since 1987.").wait_for("nach eigenem Entwurf")
    ada.open_dialog("Show again …").confirm("Show it again").wait_for("is shown to customers again")
    assert waiting(ada) == 0
    until(lambda: "/products/blaue-schale" in is_found(market), "it is shown again")
    assert market.mails(to="rita@example.com", subject="is hidden no longer")
    rita.open(f"{SELL}/{bowl['id']}", picture=False)
    assert "The marketplace hides" not in rita.text()
    assert buyer.get(f"/carts/{cart['id']}")["items"][0]["problem"] is None
    for person in (ada, rita):
        person.check_console()


def test_several_are_hidden_for_one_reason(market, people):
    base = f"/shops/{people.shop['id']}/products"
    for number in range(3):
        people.rita.post(base, {"title": f"Teller {number}", "description": "Flach.", "price": 900, "stock": 2})
    ada = people.browser("ada", "admin@example.com", phone=True)
    ada.open("/admin/products?q=teller").wait_for("Teller 2")
    assert NAME not in ada.text()
    goods = {product["title"]: product["id"] for product in product_of(people)}
    ada.tick("ids", goods["Teller 0"], goods["Teller 1"]).press("Hide …").wait_for("2 products")
    ada.picture("bulk").press("Hide 2 products", stays=True)
    ada.fill(reason="No pictures.").press("Hide 2 products").wait_for("2 products are hidden")
    ada.open("/admin/products?hidden=yes").wait_for("Teller 0").wait_for("Teller 1")
    assert "Teller 2" not in ada.text()
    assert len(market.mails(to="rita@example.com", subject="2 products are hidden")) == 1
    ada.tick("ids", goods["Teller 0"], goods["Teller 1"]).press("Show again …")
    ada.press("Show 2 products again").wait_for("2 products are hidden no longer")
    listed = [product["slug"] for product in requests.get(market.url + "/api/v1/products", timeout=30).json()["items"]]
    assert {"teller-0", "teller-1", "teller-2"} <= set(listed)
    ada.check_console()
