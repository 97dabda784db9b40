"""Prices of a market: an administrator makes it, a vendor gives a product a price in it, a visitor chooses it and pays what
the pages show, on both engines."""
from test_checkout import CONTACT, Visitor, browsers, hidden, market, product, text_of  # noqa: F401 (fixture)

AMERICAN = {**CONTACT, "shippingAddress.country": "US", "shippingAddress.region": "NY",
            "shippingAddress.postalCode": "10001", "shippingAddress.city": "New York"}


def test_a_market_from_its_beginning_to_an_order(souk, client, browsers):
    _, vendor, shop = market(souk, client)
    bowl, _ = product(vendor, shop, "Bowl")
    admin = browsers("admin").sign_in("admin@example.com")
    admin.open("/admin/markets").wait_for("There are no markets")
    admin.fill(name="America", code="us", countries="us, ca", currency="USD")
    admin.press("Make the market").wait_for("America is there.").check_console()

    seller = browsers("seller", phone=True).sign_in("kiln@example.com")
    seller.open(f"/sell/{shop['slug']}/products/{bowl['id']}/markets").wait_for("America")
    seller.fill_named(f"price[{bowl['variants'][0]['id']}]", "70")
    seller.press("Save the prices in America").wait_for("The prices in America are saved.").check_console()

    visitor = browsers("visitor")
    visitor.open(f"/products/{bowl['slug']}").wait_for("€55.00")
    visitor.click(visitor.one("footer [name=market][value=us]")).wait_for("70.00")
    assert "€55.00" not in visitor.text()
    visitor.open("/products").wait_for("70.00")
    visitor.open(f"/products/{bowl['slug']}").press("Add to cart", stays=True).wait_for("See cart")
    visitor.open("/cart").wait_for("70.00").check_console()
    visitor.click(visitor.one("footer [name=market][value='']")).wait_for("€55.00")


def test_the_country_decides_before_the_button(souk, client):
    admin, vendor, shop = market(souk, client)
    bowl, variant = product(vendor, shop, "Bowl")
    admin.post("/admin/markets", {"name": "America", "code": "us", "currency": "USD", "countries": ["US"]})
    vendor.put(f"/shops/{shop['id']}/products/{bowl['id']}/markets/us", {
        "prices": [{"variant": variant, "price": 7000}]})
    guest = Visitor(souk)
    guest.add(variant)
    assert "€55.00" in guest.see("/cart")
    assert guest.submit("/checkout", AMERICAN) == "/checkout/delivery"
    page = guest.page("/checkout/delivery")
    assert "These are the prices for the country that it goes to." in text_of(page)
    assert guest.submit("/checkout/delivery", hidden(page)) == "/checkout/payment"
    page = guest.page("/checkout/payment")
    assert "70.00" in text_of(page) and "€55.00" not in text_of(page)
    vendor.put(f"/shops/{shop['id']}/products/{bowl['id']}/markets/us", {
        "prices": [{"variant": variant, "price": 9000}]})
    refused = guest.refused("/checkout/payment", {**hidden(page), "paymentMethod": "cod"}, 409)
    assert "90.00" in text_of(refused)
    assert guest.submit("/checkout/payment", {**hidden(refused), "paymentMethod": "cod"}).startswith("/checkout")
    order = client().sign_in("kiln@example.com").get(f"/shops/{shop['id']}/orders")["items"][0]
    assert order["market"] == "us" and order["total"] == {"amount": 9000, "currency": "USD"}
