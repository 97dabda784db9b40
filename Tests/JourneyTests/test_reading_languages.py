"""The main story in German and in Arabic, in a real browser, at desk and phone width, on both engines: nothing of it is left
in English, nothing is wider than the screen, and everything runs in the language's direction."""
import pytest

from browser_kit import browsers_of
from conftest import open_shop
from language_kit import Catalogue, Reader

TYPED = {
    "de": {
        "shop": "Werkstatt für Tongefäße", "about": "Vasen und Schalen aus der Südstadt.", "customer": "Grete Müller",
        "title": "Handgedrehte Steinzeugvase mit Unterglasurmalerei", "text": "Hoch und schmal.",
        "second": "Tischwäsche", "line1": "Hauptstraße 5", "city": "Köln"},
    "ar": {
        "shop": "ورشة الفخار", "about": "مزهريات وأوعية من المدينة القديمة.", "customer": "سلمى حدّاد",
        "title": "مزهرية خزفية مصنوعة يدويًا", "text": "طويلة ونحيلة.", "second": "نسيج", "line1": "شارع النخيل 5",
        "city": "عمّان"}}


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("tag", ["de", "ar"])
def test_the_main_story(souk, client, tag, phone):
    catalogue, typed, width = Catalogue(tag), TYPED[tag], "phone" if phone else "desk"
    souk.make_admin()
    api_admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, api_admin, typed["shop"], "vera@example.com")
    product = vendor.post(f"/shops/{shop['id']}/products", {
        "title": typed["title"], "description": typed["text"], "price": 104250, "compareAtPrice": 125000, "stock": 5})
    second = client().sign_up(typed["customer"], "second@example.com")
    waiting = second.post("/shops", {
        "name": typed["second"], "description": typed["about"], "country": "DE", "currency": "EUR"})
    def kind(souk, name, phone):
        return Reader(souk, f"{tag}-{name}-{width}", catalogue, phone)

    with browsers_of(kind, souk) as make:
        buy(make("buyer", phone=phone), product, typed)
        fulfil(make("seller", phone=phone), shop)
        administrate(make("admin", phone=phone), waiting)


def buy(buyer, product, typed):
    buyer.choose_language().open("/").open("/products").open("/categories").open("/shops").open("/help")
    buyer.open(f"/products/{product['slug']}").press_said("Add to cart", stays=True).wait_said("See cart")
    buyer.picture("in the cart").open("/cart").press_said("Check out").picture("contact")
    buyer.press_said("Continue to delivery", stays=True).picture("errors")
    buyer.fill(email="grete@example.com").fill_named("shippingAddress.name", typed["customer"])
    buyer.fill_named("shippingAddress.line1", typed["line1"]).fill_named("shippingAddress.postalCode", "50667")
    buyer.fill_named("shippingAddress.city", typed["city"])
    buyer.press_said("Continue to delivery").picture("delivery").press_said("Continue to payment").picture("payment")
    buyer.choose("paymentMethod", "test").click(buyer.one("main form[action='/checkout/payment'] button[type=submit]")).picture("test payment")
    button = "main form[action$='/pay'] button[type=submit]"
    buyer.choose("token", "test_decline").click(buyer.one(button)).picture("declined")
    buyer.choose("token", "test_success").click(buyer.one(button)).wait("/done").picture("thanks")
    link = buyer.one("main a[href*='/orders/ord_']").get_attribute("href").replace(buyer.souk.url, "")
    buyer.open(link).open("/signup").open("/login").open("/nowhere")
    mail = buyer.souk.mails(to="grete@example.com")[-1]
    assert not buyer.say.left_in_english(mail.get_body(("plain",)).get_content()), mail
    return buyer


def fulfil(seller, shop):
    seller.enter("vera@example.com")
    sell = f"/sell/{shop['slug']}"
    for path in ("", "/orders", "/products", "/settings", "/settings/delivery", "/application", "/staff", "/activity"):
        seller.open(sell + path)
    seller.open(f"{sell}/orders", picture=False)
    seller.open(seller.one("main a[href*='/orders/ord_']").get_attribute("href").replace(seller.souk.url, ""))
    for label in ("Start packing", "Handed over to the carrier", "It was delivered"):
        seller.press_said(label).picture(label)
    seller.open(f"{sell}/balance").press_said("Ask for a payout", stays=True).one("dialog[open]")
    seller.picture("payout").fill(amount="100").press_said("Ask for the payout").picture("payout asked")
    return seller


def administrate(admin, waiting):
    admin.enter("admin@example.com")
    for path in ("/admin", "/admin/shops", "/admin/orders", "/admin/people", "/admin/commission", "/admin/categories",
                 "/admin/site", "/admin/audit", f"/admin/shops/{waiting['slug']}"):
        admin.open(path)
    admin.press_said("Approve", stays=True).one("dialog[open]")
    admin.picture("approve").one("dialog[open] [name=anyway]").click()
    admin.press_said("Open the shop").picture("approved").open("/admin/payouts")
    link = admin.one("main a[href*='/payouts/']").get_attribute("href").replace(admin.souk.url, "")
    return admin.open(link).press_said("The money was sent").picture("paid")
