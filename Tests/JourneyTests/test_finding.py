"""Guests find their orders, administrators find anything."""
import pytest

from browser_kit import Browser, browsers_of
from conftest import ADDRESS, open_shop


@pytest.fixture
def browsers(souk):
    with browsers_of(Browser, souk) as make:
        yield make


def test_finding(souk, client, browsers):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Lanternary", "rita@example.com")
    product = vendor.post(f"/shops/{shop['id']}/products", {"title": "Lantern", "price": 2500, "stock": 6})
    guest = client()
    cart = guest.post("/carts")
    guest.put(f"/carts/{cart['id']}/items/{product['variants'][0]['id']}", {"quantity": 1})
    checkout = guest.post("/checkouts", {
        "cart": cart["id"], "email": "guest@example.com", "shippingAddress": ADDRESS, "paymentMethod": "cod"})
    number = checkout["orders"][0]["number"]

    person = browsers("guest").open("/orders")
    person.fill(number=number, email="other@example.com").press("Find the order")
    person.wait_for("There is no order with this number and this e-mail address.").picture("not found")
    assert person.one("main [name=number]").get_attribute("value") == number
    person.fill(number=number.lower().replace("-", " "), email="guest@example.com").press("Find the order")
    person.wait_for(number).wait_for("Lantern").picture("order")

    office = browsers("office").sign_in("admin@example.com").open("/admin")
    office.one("[data-search-field]").send_keys("lantern")
    office.leads_on(office.one("form[role=search] [type=submit]").click)
    office.wait_for("Results for “lantern”").wait_for("Lanternary Owner").picture("found")
    office.one("[data-search-field]").clear()
    office.one("[data-search-field]").send_keys(number)
    office.leads_on(office.one("form[role=search] [type=submit]").click)
    office.click(office.one(".table__link"))
    office.wait_for(number).wait_for("guest@example.com")
