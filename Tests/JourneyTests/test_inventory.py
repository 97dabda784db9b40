"""The stock of a shop in a real browser, on both engines: pieces come and break, everything is counted while selling goes
on, the vendor is warned, and who waits is told once."""
import re

from conftest import ADDRESS
from shop_life_kit import market, people, sql

STOCK = "/sell/ritas-schalen/stock"


def variant_of(people):
    product = people.rita.get(f"/shops/{people.shop['id']}/products")["items"][0]
    return people.rita.get(f"/products/{product['id']}")["variants"][0]["id"]


def on_hand(people, variant):
    return people.rita.get(f"/shops/{people.shop['id']}/stock/{variant}")["onHand"]


def buy(people, variant, quantity, email="kunde@example.com"):
    """An order at the door; answers it."""
    guest = people.client()
    cart = guest.post("/carts")
    guest.put(f"/carts/{cart['id']}/items/{variant}", {"quantity": quantity})
    checkout = guest.post("/checkouts", {
        "cart": cart["id"], "email": email, "shippingAddress": ADDRESS, "paymentMethod": "cod"})
    return checkout["orders"][0]


def send(people, order):
    people.rita.post(f"/shops/{people.shop['id']}/orders/{order['id']}/transitions", {"to": "shipped"})


def is_explained(market):
    """Whether the movements of every variant sum to what lies there."""
    return not sql(market, """
        SELECT v.id FROM variants v LEFT JOIN stock_movements m ON m.variant_id = v.id
        GROUP BY v.id, v.on_hand, v.owed HAVING COALESCE(SUM(m.delta), 0) <> v.on_hand - v.owed""")


def test_pieces_come_and_break(market, people):
    variant = variant_of(people)
    rita = people.browser("rita", "rita@example.com")
    rita.open(STOCK).wait_for("Blaue Schale")
    page = f"{STOCK}/variants/{variant}"
    rita.open(page).fill(reason="received", delta="10", note="Aus dem Ofen").press("Change the stock")
    rita.wait_for("Now 16 of Blaue Schale lie in the shop").wait_for("Aus dem Ofen").wait_for("Opening stock")
    rita.fill(reason="damaged", delta="3").press("Change the stock").wait_for("Now 13 of Blaue Schale")
    rita.fill(reason="lost", delta="99").press("Change the stock").wait_for("checkouts and orders hold 0")
    order = buy(people, variant, 2)
    send(people, order)
    rita.open(f"{STOCK}/movements").wait_for("Sold").wait_for(order["number"])
    rita.open(f"{STOCK}/movements?reason=damaged").wait_for("Damaged")
    assert order["number"] not in rita.text()
    rita.open(f"{STOCK}/movements?reason=found").wait_for("Nothing found")
    assert on_hand(people, variant) == 11 and is_explained(market)
    rita.open("/sell/ritas-schalen/activity").wait_for("Stock adjusted")
    rita.check_console()
    phone = people.browser("phone", "rita@example.com", phone=True)
    phone.open(STOCK).open(page).open(f"{STOCK}/movements").check_console()


def test_everything_is_counted_while_selling_goes_on(market, people):
    variant = variant_of(people)
    rita = people.browser("rita", "rita@example.com", phone=True)
    rita.open(f"{STOCK}/counts").wait_for("No stocktakes yet")
    rita.fill(name="Dezember").press("Begin").wait_for("The stocktake has begun")
    send(people, buy(people, variant, 2))
    rita.fill_named("rows[0].counted", "3").press("Save the numbers").wait_for("The numbers are saved")
    rita.picture("counted")
    rita.press("Differences").wait_for("Blaue Schale")
    rita.open_dialog("Book the differences").confirm("Book").wait_for("Dezember is booked")
    # Of six two were sent when it was counted, and one of the other four is missing.
    assert on_hand(people, variant) == 3 and is_explained(market)
    rita.open(f"{STOCK}/counts").wait_for("Booked").fill(name="Noch einmal").press("Begin")
    rita.open_dialog("Give it up").confirm("Give it up").wait_for("It changed nothing")
    assert on_hand(people, variant) == 3
    rita.check_console()


def test_a_count_below_what_is_promised_is_refused(market, people):
    variant = variant_of(people)
    order = buy(people, variant, 4)
    rita = people.browser("rita", "rita@example.com")
    rita.open(f"{STOCK}/counts").fill(name="Januar").press("Begin")
    rita.fill_named("rows[0].counted", "3").press("Save the numbers")
    rita.open_dialog("Book the differences").confirm("Book").wait_for("checkouts and orders hold 4")
    assert on_hand(people, variant) == 6
    people.rita.post(f"/shops/{people.shop['id']}/orders/{order['id']}/transitions", {"to": "cancelled"})
    rita.open_dialog("Book the differences").confirm("Book").wait_for("Januar is booked")
    assert on_hand(people, variant) == 3 and is_explained(market)


def test_the_vendor_is_warned_and_who_waits_is_told_once(market, people):
    variant = variant_of(people)
    rita = people.browser("rita", "rita@example.com")
    rita.open(f"{STOCK}/variants/{variant}").fill(lowStockThreshold="5").press("Save")
    rita.wait_for("You are told when 5 or fewer are left")
    buy(people, variant, 1)
    assert market.mails("rita@example.com", "running low"), "no mail about little stock"
    rita.open(f"{STOCK}?show=low").wait_for("5 left")
    last = buy(people, variant, 5)
    assert market.mails("rita@example.com", "sold out"), "no mail about empty shelves"

    guest = people.browser("guest", phone=True)
    guest.open("/products/blaue-schale").wait_for("Tell me when it is back")
    for address in ("wartet@example.com", "nie@example.com", "fremd@example.com"):
        guest.open("/products/blaue-schale")
        guest.fill(email=address).press("Tell me when it is back").wait_for("Press the button in it")
    for address in ("wartet@example.com", "nie@example.com"):
        asked = market.mails(address, "Shall we write to you")[-1].get_body(("plain",)).get_content()
        link = re.search(r"/notices/confirm\?token=[\w-]+", asked).group(0)
        guest.open(link).press("Yes, tell me").wait_for("You will hear from us")
    member = people.browser("member").sign_up("Mira", "mira@example.com")
    member.open("/products/blaue-schale").press("Tell me when it is back").wait_for("We write to you once")

    people.rita.post(
        f"/shops/{people.shop['id']}/orders/{last['id']}/transitions", {"to": "cancelled"})
    for address in ("wartet@example.com", "nie@example.com", "mira@example.com"):
        mail = market.mails(address, "back in stock")[-1]
        text = mail.get_body(("plain",)).get_content()
        assert "/products/blaue-schale" in text
    waiting = "SELECT COUNT(*) FROM stock_notices WHERE told_at IS NULL AND confirmed_at IS NOT NULL"
    assert sql(market, waiting)[0][0] == 0
    assert not market.mails("fremd@example.com", "back in stock"), "whose address somebody typed is told nothing"
    guest.open("/products/blaue-schale")
    stop = re.search(r"/notices/stop\?token=[\w-]+", text).group(0)
    guest.open(stop).press("No more such mails").wait_for("unless somebody asks for one again")
    guest.open("/products/blaue-schale").wait_for("Only 5 left")
    assert "Tell me when it is back" not in guest.text()
    for browser in (rita, guest, member):
        browser.check_console()
