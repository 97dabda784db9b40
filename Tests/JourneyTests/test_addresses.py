"""Addresses as their countries write them, in a browser with and without script."""
import pytest

from browser_kit import Browser, browsers_of
from test_checkout import Visitor, market, product, text_of

HONG_KONG = {
    "email": "chan@example.com", "shippingAddress.name": "Chan Tai Man", "shippingAddress.line1": "1 Peak Road",
    "shippingAddress.city": "Central", "shippingAddress.region": "Hong Kong Island", "shippingAddress.country": "HK"}


@pytest.fixture
def browsers(souk):
    with browsers_of(Browser, souk) as make:
        yield make


def test_a_form_without_script_follows_the_country(souk, client):
    _, vendor, shop = market(souk, client)
    _, variant = product(vendor, shop, "Bowl")
    guest = Visitor(souk)
    guest.add(variant)
    assert 'name="shippingAddress.postalCode"' in guest.page("/checkout").text
    typed = {"email": "chan@example.com", "shippingAddress.country": "HK", "again": "country"}
    assert guest.submit("/checkout", typed) == "/checkout"
    again = guest.page("/checkout")
    assert 'value="chan@example.com"' in again.text
    assert 'name="shippingAddress.postalCode"' not in again.text and "Area" in text_of(again)
    assert guest.submit("/checkout", HONG_KONG) == "/checkout/delivery"
    assert "Central" in guest.see("/checkout/delivery")
    # Elsewhere the code is needed, and has to be one.
    berlin = {**HONG_KONG, "shippingAddress.country": "DE", "shippingAddress.city": "Berlin"}
    assert "Write the postal code." in text_of(guest.refused("/checkout", berlin, 422))
    wrong = guest.refused("/checkout", {**berlin, "shippingAddress.postalCode": "W1A"}, 422)
    assert "No postal code of Germany looks like this. One is 26133." in text_of(wrong)


def test_the_form_follows_the_country(souk, client, browsers):
    _, vendor, shop = market(souk, client)
    bowl, _ = product(vendor, shop, "Bowl")
    buyer = browsers("buyer")
    buyer.open(f"/products/{bowl['slug']}").press("Add to cart", stays=True).wait_for("is in the cart")
    buyer.open("/cart").press("Check out").fill(email="kim@example.com").picture("germany")
    buyer.leads_on(buyer.one("[name='shippingAddress.country'] option[value='US']").click)
    buyer.wait_for("ZIP code").wait_for("State").picture("united states")
    assert buyer.one("[name=email]").get_attribute("value") == "kim@example.com"
    for name, value in (("name", "Kim"), ("line1", "1 Main St"), ("city", "Austin"), ("region", "TX"),
                        ("postalCode", "78701")):
        buyer.fill_named(f"shippingAddress.{name}", value)
    buyer.press("Continue to delivery").wait("/checkout/delivery").wait_for("Austin, TX 78701")
