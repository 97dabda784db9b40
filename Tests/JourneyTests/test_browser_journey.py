"""The whole story in a real browser, on both engines, with pictures of every page at desk and phone width."""
import pytest

from browser_kit import Browser, browsers_of
from conftest import open_shop

CSV = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,"
    "Variant Inventory Qty,Variant Price,Variant Compare At Price,Status\r\n"
    "linen-towel,Linen towel,<p>Soft <b>linen</b>.</p>,Vera,Textiles,\"linen, bath\",true,Colour,Sand,LT-S,4,19.90,24.90,active\r\n"
    "linen-towel,,,,,,,,Teal,LT-T,3,19.90,,\r\n"
    "broken,Broken price,,Vera,Textiles,,true,Title,Default Title,BR-1,1,nineteen,,active\r\n")


@pytest.fixture
def browsers(souk):
    with browsers_of(Browser, souk) as make:
        yield make


def test_story(souk, client, browsers, tmp_path):
    souk.make_admin()
    api_admin = client().sign_in("admin@example.com")
    others = [open_shop(client, souk, api_admin, name, f"{name.lower()}@example.com") for name in ("Kiln", "Loom")]
    for vendor, shop in others:
        vendor.post(f"/shops/{shop['id']}/products", {
            "title": f"{shop['name']} bowl", "description": "Turned by hand.", "price": 2500, "stock": 6})
    vendor, admin = browsers("vendor"), browsers("admin")
    open_and_approve(vendor, admin)
    fill_the_shop(vendor, tmp_path)
    buyer = browsers("buyer", phone=True)
    browse_as_guest(buyer)
    sign_in_and_pay(buyer)
    fulfil(vendor)
    be_paid_out(vendor, admin)
    change_the_site(admin, buyer)
    for browser in (vendor, admin, buyer):
        browser.check_console()


def open_and_approve(vendor, admin):
    vendor.sign_up("Vera Vendor", "vera@example.com")
    vendor.open("/sell").open("/sell/new").fill(
        name="Veras Vasen", description="Vasen und Schalen aus der Werkstatt.", country="DE", currency="EUR")
    vendor.press("Open the shop").picture("shop opened")
    admin.sign_in("admin@example.com").open("/admin").open("/admin/shops?status=pending")
    admin.open("/admin/shops/veras-vasen").open_dialog("Reject")
    admin.fill(reason="Please tell where you make them.").press("Refuse the shop")
    admin.picture("rejected")
    vendor.open("/sell/veras-vasen").wait_for("Please tell where you make them.")
    vendor.fill(message="In Köln, in the Südstadt.").press("Send")
    admin.open("/admin/shops/veras-vasen").wait_for("In Köln, in the Südstadt.").open_dialog("Approve")
    admin.one("dialog[open] [name=anyway]").click()
    admin.press("Open the shop").wait_for("is open")


def fill_the_shop(vendor, folder):
    vendor.open("/sell/veras-vasen/products").open("/sell/veras-vasen/products/new")
    vendor.fill(title="Donaudampfschifffahrtsvase مزهرية", description="Hoch und schmal.", price="42.50", stock="5")
    vendor.press("Save").picture("product saved")
    vendor.open("/sell/veras-vasen/products").wait_for("Donaudampfschifffahrtsvase")
    path = folder / "products.csv"
    path.write_text(CSV, encoding="utf-8", newline="")
    vendor.open("/sell/veras-vasen/imports")
    vendor.one("main input[type=file]").send_keys(str(path))
    vendor.press("Look at the file").wait_for("Nothing is changed yet").wait_for("Import now").picture("import preview")
    vendor.press("Import now").wait_for("Done, but not all rows could be taken")
    vendor.wait_for("is not an amount of EUR").picture("import done")
    vendor.open("/sell/veras-vasen/products").wait_for("Linen towel")


def browse_as_guest(buyer):
    buyer.open("/").wait_for("Donaudampfschifffahrtsvase").open("/categories").open("/shops").open("/shops/veras-vasen")
    buyer.open("/products").open("/search?q=towel").wait_for("Linen towel")
    add_to_cart(buyer, "linen-towel")
    for slug in ("kiln-bowl", "loom-bowl"):
        add_to_cart(buyer, slug)
    buyer.open("/cart").wait_for("3 items from 3 shops")


def add_to_cart(buyer, slug):
    buyer.open(f"/products/{slug}").press("Add to cart", stays=True).wait_for("is in the cart")


def sign_in_and_pay(buyer):
    buyer.sign_up("Grete Müller", "grete@example.com")
    buyer.open("/cart").wait_for("3 items from 3 shops")
    buyer.press("Check out").picture("contact")
    buyer.press("Continue to delivery", stays=True).picture("errors")
    buyer.fill_named("shippingAddress.name", "Grete Müller").fill_named("shippingAddress.line1", "Hauptstraße 5")
    buyer.fill_named("shippingAddress.postalCode", "50667").fill_named("shippingAddress.city", "Köln")
    buyer.press("Continue to delivery").picture("delivery")
    buyer.press("Continue to payment").picture("payment")
    buyer.choose("paymentMethod", "test")
    buyer.press("Order for €69.90").picture("test payment")
    pay_with(buyer, "test_decline").wait_for("declined")
    pay_with(buyer, "test_challenge").press("Yes, it is me")
    buyer.wait_for("Thank you").picture("thanks")
    buyer.open("/orders").wait_for("Veras Vasen")
    assert len(buyer.souk.mails(to="grete@example.com", count=2)) >= 2


def pay_with(buyer, token):
    return buyer.choose("token", token).press("Pay")


def fulfil(vendor):
    vendor.open("/sell/veras-vasen").open("/sell/veras-vasen/orders")
    link = vendor.one("main table a[href*='/orders/ord_']").get_attribute("href")
    vendor.open(link.replace(vendor.souk.url, ""))
    for label in ("Start", "Handed over", "It was delivered"):
        vendor.press(label)
    vendor.picture("order delivered")
    vendor.open("/sell/veras-vasen/balance").wait_for("€17.91")


def be_paid_out(vendor, admin):
    vendor.open_dialog("Ask for a payout").fill(amount="17.91").press("Ask for the payout").picture("payout asked")
    admin.open("/admin/payouts")
    link = admin.one("main table a[href*='/payouts/']").get_attribute("href")
    admin.open(link.replace(admin.souk.url, "")).fill(reason="Wrong account number.").press("Give the balance back")
    vendor.open("/sell/veras-vasen/balance").wait_for("€17.91")
    vendor.open_dialog("Ask for a payout").fill(amount="17.91").press("Ask for the payout")
    admin.open("/admin/payouts?status=requested", picture=False)
    link = admin.one("main table a[href*='/payouts/']").get_attribute("href")
    admin.open(link.replace(admin.souk.url, "")).press("The money was sent")
    admin.wait_for("completed")
    verified = vendor.souk.command("ledger", "verify")
    assert verified.returncode == 0, verified.stdout


def change_the_site(admin, buyer):
    admin.open("/admin/commission").open("/admin/categories").open("/admin/orders").open("/admin/products")
    admin.open("/admin/site").fill(name="Basar am Rhein").press("Save")
    admin.open("/admin/home").click(admin.one(".ordered__body a"))
    admin.fill_named("banner.heading.text", "Von hier").press("Save in the draft").press("Publish")
    buyer.open("/").wait_for("Basar am Rhein").wait_for("Von hier")
