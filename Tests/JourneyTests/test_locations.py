"""Goods of a shop at two locations in a real browser, on both engines: the first one takes everything over, goods go to the
second, come in part, and the movements tell where."""
from shop_life_kit import market, people, sql
from test_inventory import buy, is_explained, on_hand, send, variant_of

STOCK = "/sell/ritas-schalen/stock"


def places(people, variant):
    """What of a variant lies where."""
    items = people.rita.get(f"/shops/{people.shop['id']}/stock/{variant}/locations")["items"]
    return {item["name"]: item["quantity"] for item in items}


def is_placed(market):
    """Whether the locations have together what lies elsewhere by each variant's row, and none less than nothing."""
    return not sql(market, """
        SELECT v.id FROM variants v
        WHERE v.elsewhere <> (SELECT COALESCE(SUM(s.quantity), 0) FROM location_stock s WHERE s.variant_id = v.id)
          OR v.on_hand - v.owed - v.elsewhere < 0""")


def two_locations(browser):
    browser.open(f"{STOCK}/locations").wait_for("All your goods lie in one place")
    browser.fill(name="Laden", address="Gasse 1\nKöln").press("Add it").wait_for("everything that you have lies there")
    # Without the word about the first one, which lies above the button of a phone for some seconds.
    browser.open(f"{STOCK}/locations").fill(name="Keller").press("Add it").wait_for("Keller is there")
    return browser


def test_goods_go_to_another_location_and_come_in_part(market, people):
    variant = variant_of(people)
    rita = two_locations(people.browser("rita", "rita@example.com"))
    assert places(people, variant) == {"Laden": 6, "Keller": 0}
    shop, cellar = people.rita.get(f"/shops/{people.shop['id']}/locations")["items"]
    rita.open(f"{STOCK}/transfers").fill(source=shop["id"]).fill(target=cellar["id"])
    rita.fill(note="Mit dem Rad").press("Write it down").wait_for("Say now what is to go")
    rita.fill_named("rows[0].counted", "4").press("Save the list").wait_for("The list is saved")
    rita.picture("draft")
    rita.open_dialog("Send the goods").confirm("Send").wait_for("The goods are on their way to Keller")
    assert places(people, variant) == {"Laden": 2, "Keller": 0} and on_hand(people, variant) == 2
    rita.fill_named("rows[0].counted", "3").press("Put it to the stock").wait_for("1 piece is still on the way")
    assert places(people, variant) == {"Laden": 2, "Keller": 3}
    rita.open_dialog("The rest does not come").fill(reason="damaged").confirm("Write it off")
    rita.wait_for("The rest is written off").wait_for("Arrived")
    assert places(people, variant) == {"Laden": 2, "Keller": 3} and is_explained(market) and is_placed(market)
    # Two would not be enough, so the whole line comes from the cellar.
    send(people, buy(people, variant, 3))
    assert places(people, variant) == {"Laden": 2, "Keller": 0} and is_placed(market)
    rita.open(f"{STOCK}/movements").wait_for("Transfer").wait_for("Keller").wait_for("Damaged").wait_for("Sold")
    rita.open(f"{STOCK}/movements?location={shop['id']}").wait_for("Transfer")
    rita.open("/sell/ritas-schalen/activity").wait_for("Transfer sent").wait_for("Location added")
    rita.check_console()


def test_a_location_ends_and_its_goods_move(market, people):
    variant = variant_of(people)
    rita = two_locations(people.browser("rita", "rita@example.com", phone=True))
    shop, cellar = people.rita.get(f"/shops/{people.shop['id']}/locations")["items"]
    rita.open(f"{STOCK}/variants/{variant}").wait_for("Where it lies").fill(location=cellar["id"])
    rita.fill(reason="received", delta="5").press("Change the stock").wait_for("Now 11 of Blaue Schale")
    assert places(people, variant) == {"Laden": 6, "Keller": 5}
    rita.open(f"{STOCK}/locations/{shop['id']}").wait_for("Blaue Schale")
    rita.open_dialog("End its use").fill(moveTo=cellar["id"]).confirm("End its use")
    rita.wait_for("Laden is not used any more").wait_for("Use it again")
    assert places(people, variant) == {"Keller": 11} and on_hand(people, variant) == 11
    # Without the word about it, which lies above the button for some seconds.
    rita.open(f"{STOCK}/locations/{shop['id']}").press("Use it again").wait_for("Laden is used again")
    assert is_placed(market) and is_explained(market)
    rita.check_console()
