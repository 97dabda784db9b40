"""From the cart to an order, with everything that changes on the way; a browser without script, on both engines."""
import html
import re

import pytest
import requests

from browser_kit import Browser, browsers_of
from conftest import ADDRESS, PASSWORD, open_shop

FIELDS = {f"shippingAddress.{name}": value for name, value in ADDRESS.items()}
CONTACT = {**FIELDS, "email": "grete@example.com"}


@pytest.fixture
def browsers(souk):
    with browsers_of(Browser, souk) as make:
        yield make


class Visitor(requests.Session):
    """A browser without script: it keeps cookies and sees where a form leads."""

    def __init__(self, souk):
        super().__init__()
        self.souk = souk
        self.headers.update({"Origin": souk.url, "Sec-Fetch-Site": "same-origin"})

    def see(self, path, status=200):
        answer = self.get(self.souk.url + path, timeout=60, allow_redirects=False)
        assert answer.status_code == status, (path, answer.status_code, answer.headers.get("Location"))
        return text_of(answer)

    def leads(self, path):
        return self.target(self.get(self.souk.url + path, timeout=60, allow_redirects=False))

    def submit(self, path, fields):
        """Where the form leads; every form that is taken leads to another page."""
        return self.target(self.post(self.souk.url + path, data=fields, timeout=60, allow_redirects=False))

    def refused(self, path, fields, status):
        answer = self.post(self.souk.url + path, data=fields, timeout=60, allow_redirects=False)
        assert answer.status_code == status, (path, answer.status_code, answer.headers.get("Location"))
        return answer

    def target(self, answer):
        assert answer.status_code == 303, (answer.request.path_url, answer.status_code, text_of(answer)[:800])
        return answer.headers["Location"].removeprefix(self.souk.url)

    def to_payment(self):
        assert self.submit("/checkout", CONTACT) == "/checkout/delivery"
        assert self.submit("/checkout/delivery", hidden(self.page("/checkout/delivery"))) == "/checkout/payment"
        return self.page("/checkout/payment")

    def page(self, path):
        answer = self.get(self.souk.url + path, timeout=60, allow_redirects=False)
        assert answer.status_code == 200, (path, answer.status_code, answer.headers.get("Location"))
        return answer

    def order(self, page, method="test"):
        return self.submit("/checkout/payment", {**hidden(page), "paymentMethod": method})

    def add(self, variant, quantity=1):
        assert self.submit("/cart/items", {"variant": variant, "quantity": quantity}) == "/cart"


def text_of(answer):
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style).*?</\1>", " ", answer.text))
    return re.sub(r"\s+", " ", html.unescape(plain))


def hidden(answer):
    """What the form of the present step sends besides what is typed."""
    main = answer.text[answer.text.index("<main"):]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main)
    return {name: html.unescape(value) for name, value in found}


def market(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Kiln", "kiln@example.com")
    return admin, vendor, shop


def product(vendor, shop, title, price=5500, stock=10):
    made = vendor.post(f"/shops/{shop['id']}/products", {
        "title": title, "description": "x", "price": price, "stock": stock, "status": "active"})
    return made, made["variants"][0]["id"]


def guest_with_bowl(souk, client, **bowl):
    """A guest with the one bowl of a shop in the cart; and its owner, the shop, the product and its variant."""
    _, vendor, shop = market(souk, client)
    made, variant = product(vendor, shop, "Bowl", **bowl)
    guest = Visitor(souk)
    guest.add(variant)
    return guest, vendor, shop, made, variant


def test_nobody_pays_more_than_they_saw(souk, client):
    guest, vendor, shop, bowl, _ = guest_with_bowl(souk, client)
    cups, cup = product(vendor, shop, "Cup", price=100)
    page = guest.to_payment()
    assert "Order for €55.00" in text_of(page) and "Order and pay" not in text_of(page)
    vendor.patch(f"/shops/{shop['id']}/products/{bowl['id']}", {"price": 590_000})
    refused = guest.refused("/checkout/payment", {**hidden(page), "paymentMethod": "cod"}, 409)
    assert "The total is now €5,900.00 instead of €55.00." in text_of(refused)
    assert "Order for €5,900.00" in text_of(refused)
    assert client().sign_in("kiln@example.com").get(f"/shops/{shop['id']}/orders")["items"] == []
    # The cart grows in another tab; one click accepts what the page says then.
    guest.add(cup)
    grown = guest.refused("/checkout/payment", {**hidden(refused), "paymentMethod": "cod"}, 409)
    assert "The total is now €5,901.00 instead of €5,900.00." in text_of(grown)
    done = guest.order(grown, "cod")
    assert done.endswith("/done") and "You pay €5,901.00 when the goods arrive." in guest.see(done)
    # What gets cheaper is passed on.
    guest.add(cup, 2)
    page = guest.to_payment()
    vendor.patch(f"/shops/{shop['id']}/products/{cups['id']}", {"price": 90})
    assert "Pay €1.80" in guest.see(guest.order(page))


def test_what_is_ordered_is_what_was_seen(souk, client):
    guest, vendor, shop, _, bowl = guest_with_bowl(souk, client)
    _, cup = product(vendor, shop, "Cup", price=100)
    page = guest.to_payment()
    # Another tab takes the bowl out and puts something cheaper in.
    assert guest.submit("/cart/items/remove", {"variant": bowl}) == "/cart"
    guest.add(cup)
    refused = guest.refused("/checkout/payment", {**hidden(page), "paymentMethod": "cod"}, 409)
    assert "There are other goods in the cart now. Nothing was ordered." in text_of(refused)
    assert "Order for €1.00" in text_of(refused)
    # The shop gives up the delivery that the page showed: the step where it is chosen says so.
    vendor.put(f"/shops/{shop['id']}/shipping-options", {"options": [
        {"name": "Post", "price": 0, "minDays": 1, "maxDays": 2}]})
    gone = guest.refused("/checkout/payment", {**hidden(refused), "paymentMethod": "cod"}, 422)
    assert "Continue to payment" in text_of(gone) and 'value="post"' in gone.text
    assert guest.order(guest.to_payment(), "cod").endswith("/done")
    # What can't be taken out is said in the cart.
    assert guest.submit("/cart/items/remove", {"variant": "nothing"}) == "/cart"


def test_every_step_has_an_address(souk, client):
    _, vendor, shop = market(souk, client)
    _, variant = product(vendor, shop, "Bowl")
    guest = Visitor(souk)
    assert guest.leads("/checkout") == "/cart"
    guest.add(variant)
    assert guest.leads("/checkout/delivery") == "/checkout" == guest.leads("/checkout/payment")
    guest.refused("/checkout", {**CONTACT, "email": "nobody"}, 422)
    assert guest.leads("/checkout/delivery") == "/checkout"
    # Another country has other fields; what was typed stays.
    american = {**CONTACT, "shippingAddress.country": "US", "again": "country"}
    assert guest.submit("/checkout", american) == "/checkout"
    page = guest.page("/checkout").text
    assert "Hauptstraße 5" in page and re.search(r'<option value="US"[^>]* selected', page)
    guest.to_payment()
    for path in ("/checkout/payment", "/checkout/delivery", "/checkout", "/checkout/payment"):
        assert "Hauptstraße 5" in guest.page(path).text
    # Somebody who logs in at this browser does not find what a guest has typed.
    client().sign_up("Bea Buyer", "bea@example.com")
    guest.post(souk.url + "/login", data={"email": "bea@example.com", "password": PASSWORD}, timeout=60)
    assert "Hauptstraße 5" not in guest.page("/checkout").text
    assert "bea@example.com" in guest.page("/checkout").text


def test_an_unpaid_order_leads_back(souk, client):
    guest, vendor, shop, bowl, variant = guest_with_bowl(souk, client, stock=1)
    _, cup = product(vendor, shop, "Cup", price=100)
    pay = guest.order(guest.to_payment())
    guest.refused(pay, {"token": "test_decline"}, 402)
    cart = guest.see("/cart")
    assert "This order is not paid yet" in cart and "Pay €55.00" in cart and "Bowl" in cart
    assert "Your own order that is not paid yet holds some of this." in guest.see(f"/products/{bowl['slug']}")
    assert "Your own order" not in Visitor(souk).see(f"/products/{bowl['slug']}")
    guest.submit("/cart/items", {"variant": variant, "quantity": 1})
    assert "Your own order that is not paid yet holds 1 piece" in guest.see("/cart")
    guest.add(cup)
    assert "This order is not paid yet" in guest.see("/cart")
    guest.submit("/cart/items/update", {"variant": variant, "quantity": 1})
    assert "Your own order that is not paid yet holds 1 piece" in guest.see("/cart")
    assert guest.submit(pay.replace("/pay", "/cancel"), {}) == "/cart"
    cart = guest.see("/cart")
    assert "2 items from 1 shop" in cart and "Bowl" in cart and "Cup" in cart
    assert "This order is not paid yet" not in cart and "Sold out" not in cart


def test_a_session_that_ends_on_the_way_leads_back(souk, client):
    _, vendor, shop = market(souk, client)
    _, variant = product(vendor, shop, "Bowl")
    for name in ("Bea Buyer", "Cem Buyer"):
        client().sign_up(name, f"{name[:3].lower()}@example.com")
    buyer = Visitor(souk)

    def log_in(name):
        assert buyer.submit("/login", {"email": f"{name}@example.com", "password": PASSWORD}) == "/"

    log_in("bea")
    buyer.add(variant)
    page = buyer.to_payment()
    assert buyer.submit("/logout", {}) == "/"
    form = {**hidden(page), "paymentMethod": "test"}
    assert buyer.submit("/checkout/payment", form) == "/login?next=%2Fcheckout%2Fpayment"
    # Somebody else at the same browser orders nothing of it.
    log_in("cem")
    assert buyer.submit("/checkout/payment", form) == "/cart"
    assert "that of another account. Nothing was ordered." in buyer.see("/cart")
    buyer.submit("/logout", {})
    log_in("bea")
    pay = buyer.order(buyer.page("/checkout/payment"))
    buyer.submit("/logout", {})
    assert buyer.leads(pay) == f"/login?next={pay.replace('/', '%2F')}"
    buyer.headers["Referer"] = souk.url + pay
    assert buyer.submit(pay, {"token": "test_success"}) == f"/login?next={pay.replace('/', '%2F')}"
    log_in("bea")
    assert buyer.submit(pay, {"token": "test_success"}).endswith("/done")


def test_the_address_of_a_checkout_opens_nothing(souk, client):
    guest, *_ = guest_with_bowl(souk, client)
    stranger = Visitor(souk)
    pay = guest.order(guest.to_payment())
    for path in (pay, pay.replace("/pay", "/done")):
        stranger.see(path, 404)
    stranger.refused(pay, {"token": "test_success"}, 404)
    stranger.refused(pay.replace("/pay", "/cancel"), {}, 404)
    assert guest.submit(pay, {"token": "test_success"}).endswith("/done")
    assert "Thank you" in guest.see(pay.replace("/pay", "/done"))
    stranger.see(pay.replace("/pay", "/done"), 404)
    key = guest.cookies["souk_checkouts"].split(".")[1]
    assert re.fullmatch("[0-9a-f]{32}", key)
    logs = [path.read_text(errors="replace") for path in souk.folder.rglob("*.log")]
    assert not any(key in text for text in logs)


def test_a_suspended_shop_gets_no_payment(souk, client):
    admin, vendor, shop = market(souk, client)
    _, variant = product(vendor, shop, "Bowl")
    guest = Visitor(souk)
    guest.add(variant)
    pay = guest.order(guest.to_payment())
    admin.post(f"/admin/shops/{shop['id']}/suspend", {"reason": "Sells what is not theirs"})
    refused = guest.refused(pay, {"token": "test_success"}, 409)
    assert "Kiln does not sell at the moment." in text_of(refused)
    assert guest.submit(pay.replace("/pay", "/cancel"), {}) == "/cart"
    assert "Not for sale now" in guest.see("/cart")
    assert souk.command("ledger", "verify").returncode == 0


def test_a_cart_in_another_currency_is_kept(souk, client):
    admin, vendor, shop = market(souk, client)
    _, bowl = product(vendor, shop, "Bowl")
    other = client().sign_up("Dana Owner", "dana@example.com")
    dollars = other.post("/shops", {"name": "Dollars", "description": "x", "country": "US", "currency": "USD"})
    admin.post(f"/admin/shops/{dollars['id']}/approve")
    _, mug = product(other, dollars, "Mug", price=2400)
    buyer = client().sign_up("Bea Buyer", "bea@example.com")
    own = buyer.post("/carts", {})["id"]
    buyer.put(f"/carts/{own}/items/{bowl}", {"quantity": 1})
    guest = Visitor(souk)
    guest.add(mug, 2)
    assert guest.submit("/login", {"email": "bea@example.com", "password": PASSWORD, "next": "/cart"}) == "/cart"
    cart = guest.see("/cart")
    assert "You find both in the cart." in cart
    assert "Mug" in cart and "Another cart of yours" in cart and "Bowl" in cart
    assert guest.submit("/cart/switch", {"cart": own}) == "/cart"
    assert "Order for €55.00" in text_of(guest.to_payment())


def test_the_sum_stands_before_the_button(souk, client, browsers):
    """At 390 pixels: folded above the steps, and once more before the button."""
    _, vendor, shop = market(souk, client)
    bowl, _ = product(vendor, shop, "Donaudampfschifffahrtsschale")
    phone = browsers("phone", phone=True)
    phone.open(f"/products/{bowl['slug']}").press("Add to cart", stays=True).wait_for("is in the cart")
    phone.open("/cart").press("Check out").picture("contact")
    for name, value in CONTACT.items():
        if name != "shippingAddress.country":
            phone.fill_named(name, value)
    phone.press("Continue to delivery").press("Continue to payment").wait("/checkout/payment").picture("payment")
    tops = phone.driver.execute_script("""
      const top = (one) => one.getBoundingClientRect().top;
      const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
      const button = shown("main form button").at(-1);
      return [shown(".summary-fold").map(top), shown(".sums").map(top), [top(button)],
        shown("main aside.summary").length];
    """)
    assert tops[0][0] < tops[2][0] and tops[1][-1] < tops[2][0] and tops[3] == 0, tops
    phone.one(".summary-fold > summary").click()
    phone.wait_for("Kiln").picture("unfolded")
    phone.driver.back()
    phone.wait("/checkout/delivery").wait_for("Continue to payment")
    phone.driver.forward()
    phone.wait("/checkout/payment").wait_for("Order for €55.00")
    phone.check_console()
