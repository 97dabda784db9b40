"""What a guest sees who wants to hold more than may be held without paying."""
import pytest
import requests

from conftest import ADDRESS, Client, Souk, open_shop


@pytest.fixture(params=["sqlite", "postgres"])
def market(request, tmp_path):
    """A program with its limits on."""
    program = Souk(request.param, tmp_path, RATE_LIMIT="on")
    program.start()
    document = requests.get(program.url + "/api/openapi.json", timeout=30).json()
    yield program, lambda: Client(program, document)
    program.stop()


def checkout_body(cart):
    return {
        "cart": cart, "email": "buyer@example.com", "shippingAddress": ADDRESS, "shippingOptions": {},
        "paymentMethod": "test"}


def form(cart):
    fields = {f"shippingAddress.{name}": value for name, value in ADDRESS.items()}
    return {"cart": cart, "email": "buyer@example.com", "paymentMethod": "test", **fields}


def test_a_guest_is_told_what_to_do(market):
    souk, client = market
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Plenty", "plenty@example.com")
    product = vendor.post(
        f"/shops/{shop['id']}/products", {"title": "Bowl", "description": "x", "price": 1500, "stock": 900})
    variant = product["variants"][0]["id"]
    guest = client()

    def cart_of(quantity):
        cart = guest.post("/carts", {})["id"]
        guest.put(f"/carts/{cart}/items/{variant}", {"quantity": quantity})
        return cart

    def place_on_page(cart):
        return requests.post(
            souk.url + "/checkout/payment", data=form(cart), cookies={"souk_cart": cart}, timeout=30,
            headers={"Origin": souk.url, "Sec-Fetch-Site": "same-origin"})

    too_much = cart_of(900)
    problem = guest.post("/checkouts", checkout_body(too_much), expect=409)
    assert problem["type"].endswith("reservation-limit")
    assert problem["errors"][0]["field"] == f"items.{variant}"
    # The page leads to the cart, where the number can be changed, and says why.
    page = place_on_page(too_much)
    assert page.url.endswith("/cart") and "Only 90 of" in page.text and "sign in" in page.text

    open_checkouts = [guest.post("/checkouts", checkout_body(cart_of(1))) for _ in range(20)]
    one_more = cart_of(1)
    page = place_on_page(one_more)
    assert page.status_code == 409 and page.url.endswith("/checkout/payment")
    assert "20 checkouts that are not paid are open from your network" in page.text
    # Who is signed in is counted alone; giving one up makes room.
    signed_in = client().sign_up("Bea Buyer", "bea@example.com")
    own = signed_in.post("/carts", {})["id"]
    signed_in.put(f"/carts/{own}/items/{variant}", {"quantity": 1})
    signed_in.post("/checkouts", checkout_body(own), expect=201)
    guest.delete(f"/checkouts/{open_checkouts[0]['id']}", expect=404)
    guest.delete(f"/checkouts/{open_checkouts[0]['id']}?key={open_checkouts[0]['key']}")
    guest.post("/checkouts", checkout_body(one_more), expect=201)
