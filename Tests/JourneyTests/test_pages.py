"""Every page answers, signed in or not, empty or not, on both engines, with its headings in order; what is private is
not indexable."""
import re

import requests

from conftest import ADDRESS, PASSWORD, open_shop
from page_structure import check_structure
from test_onboarding import IBAN, pdf, send
from test_permissions import hire

PUBLIC = ["/", "/products", "/categories", "/shops", "/search?q=bowl", "/cart", "/help", "/recent", "/login",
          "/signup", "/password", "/password/reset", "/activate", "/activate/code", "/email/confirm", "/email/undo",
          "/notices/stop", "/notices/confirm",
          "/privacy/choices", "/orders", "/robots.txt", "/sitemap.xml", "/api/docs", "/dev/mail",
          "/.well-known/jwks.json", "/shops/kiln"]
CUSTOMER = ["/account", "/account/addresses", "/account/addresses/new", "/account/email", "/account/password",
            "/account/security", "/account/security/confirm", "/account/privacy", "/account/erase",
            "/account/follows", "/sell", "/sell/new"]
VENDOR = ["", "/products", "/products/new", "/products/sheet", "/stock", "/stock/movements", "/stock/counts", "/stock/locations",
          "/stock/transfers", "/orders",
          "/imports", "/balance", "/balance/payouts", "/settings", "/settings/pictures", "/settings/delivery", "/settings/contact",
          "/settings/mails", "/settings/domain", "/settings/languages/de",
          "/application", "/application/business", "/application/documents",
          "/application/payouts", "/staff", "/activity"]
ADMIN = ["/admin", "/admin/shops", "/admin/products", "/admin/orders", "/admin/payouts", "/admin/commission",
         "/admin/categories", "/admin/home", "/admin/home/preview", "/admin/home/sections/new?kind=products",
         "/admin/site", "/admin/people", "/admin/erasures", "/admin/barred-addresses", "/admin/audit"]
ADMIN_LISTS = ["/admin/products?hidden=answered", "/admin/products?state=deleted&q=none", "/admin/shops?question=due",
               "/admin/shops?status=closed&sort=name", "/admin/people?role=admin",
               "/admin/people?state=banned&sort=oldest", "/admin/people?q=nobody", "/admin/audit?action=shop."]
ADMIN_SHOP = ["/admin/shops/kiln", "/admin/shops/kiln/business", "/admin/shops/kiln/documents",
              "/admin/shops/kiln/payout-destinations"]


def visitor(souk, email=None):
    session = requests.Session()
    if email:
        session.post(souk.url + "/login", data={"email": email, "password": PASSWORD}, timeout=30)
    return session


def answers(souk, session, paths, is_private=True):
    for path in paths:
        answer = session.get(souk.url + path, timeout=30, allow_redirects=False)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.headers.get('Location')}"
        if "<html" in answer.text:
            check_structure(path, answer.text)
        if is_private:
            assert 'content="noindex"' in answer.text, f"{path} is indexable"
            assert "no-store" in answer.headers["Cache-Control"], path


def shop_pages(shop, paths=VENDOR):
    return [f"/sell/{shop}{path}" for path in paths]


def test_every_page_answers_while_there_is_nothing(souk, client):
    souk.make_admin()
    answers(souk, visitor(souk, "admin@example.com"), ADMIN + ADMIN_LISTS)
    answers(souk, visitor(souk), [path for path in PUBLIC if path != "/shops/kiln"], is_private=False)
    vendor = client().sign_up("Kiln Owner", "kiln@example.com")
    session = visitor(souk, "kiln@example.com")
    answers(souk, session, CUSTOMER)
    vendor.post("/shops", {"name": "Kiln", "description": "x", "country": "DE", "currency": "EUR"})
    answers(souk, session, shop_pages("kiln") + ["/sell"])
    answers(souk, visitor(souk, "admin@example.com"), ADMIN + ADMIN_SHOP)


def test_every_page_answers(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Kiln", "kiln@example.com")
    things = fill(souk, client, admin, vendor, shop)
    answers(souk, visitor(souk), PUBLIC + things["public"], is_private=False)
    session = visitor(souk, "kiln@example.com")
    # Who is logged in is led on from what logs in.
    for path in ("/login", "/signup"):
        assert session.get(souk.url + path, timeout=30, allow_redirects=False).status_code in (200, 303), path
    answers(souk, session, [p for p in PUBLIC if p not in ("/login", "/signup")] + things["public"], is_private=False)
    answers(souk, session, CUSTOMER + things["customer"])
    answers(souk, session, shop_pages("kiln") + shop_pages("kiln", things["vendor"]))
    answers(souk, visitor(souk, "admin@example.com"), ADMIN + ADMIN_LISTS + ADMIN_SHOP + things["admin"])
    assert visitor(souk).get(souk.url + "/sell/kiln", timeout=30).url.startswith(souk.url + "/login?next=")
    client().sign_up("Stranger", "stranger@example.com")
    stranger = visitor(souk, "stranger@example.com")
    for path in shop_pages("kiln") + shop_pages("kiln", things["vendor"]) + ADMIN + ADMIN_SHOP + things["admin"]:
        answer = stranger.get(souk.url + path, timeout=30)
        assert answer.status_code in (403, 404), f"{path}: {answer.status_code}"


def fill(souk, client, admin, vendor, shop):
    """Something on every list, and the paths of what is on them."""
    base = f"/shops/{shop['id']}"
    product = vendor.post(f"{base}/products", {
        "title": "Kiln bowl", "description": "Turned.", "price": 2500, "stock": 6})
    vendor.put(f"{base}/application", {
        "businessType": "company", "legalName": "Kiln GmbH", "taxId": "DE999888777",
        "address": {"line1": "Gasse 1", "city": "Köln", "postalCode": "50667", "country": "DE"},
        "contactName": "Rita", "phone": "+49 221 5554443"})
    send(vendor, shop["id"], pdf("passport"))
    destination = vendor.post(f"{base}/payout-destinations", {"kind": "bank", "holder": "Rita R", "iban": IBAN})
    vendor.put(f"{base}/domain", {"host": "bowls.example.org"})
    member = hire(souk, client, vendor, shop, "stan", ["products"]).get("/me")["id"]
    vendor.post(f"{base}/staff/invitations", {"email": "asked@example.com", "permissions": ["orders"]})
    mail = souk.mails(to="asked@example.com")[-1].get_body(("plain",)).get_content()
    imported = vendor.call(
        "POST", f"{base}/imports", 202, data="Handle,Title,Variant Price\na,A,1.00\n",
        headers={"Content-Type": "text/csv"})
    address = vendor.post("/me/addresses", {**ADDRESS, "type": "home"})
    vendor.put(f"{base}/follow", {})
    vendor.post("/me/exports", expect=(200, 201, 202))
    order = buy(client, vendor, product)
    payout = vendor.post(f"{base}/payouts", {"amount": 100})
    category = admin.post("/admin/categories", {"name": "Lamps"})
    leave(client, admin)
    erased = admin.get("/admin/erasures")["items"][0]["id"]
    return {
        "public": ["/products/kiln-bowl", re.search(r"(/invitations/[\w-]+)", mail).group(1)],
        "customer": [f"/account/addresses/{address['id']}", f"/orders/{order}"],
        "vendor": [f"/products/{product['id']}", f"/orders/{order}", f"/imports/{imported['id']}",
                   f"/staff/{member}", f"/application/payouts/{destination['id']}"],
        "admin": [f"/admin/people/{member}", f"/admin/orders/{order}", f"/admin/payouts/{payout['id']}",
                  f"/admin/categories/{category['id']}", f"/admin/erasures/{erased}", "/admin/shops/gone",
                  f"/admin/people/ban?ids={member}"]}


def buy(client, buyer, product):
    """An order that was delivered, of somebody who is signed in."""
    cart = buyer.post("/carts", {})
    buyer.put(f"/carts/{cart['id']}/items/{product['variants'][0]['id']}", {"quantity": 1})
    checkout = buyer.post("/checkouts", {
        "cart": cart["id"], "email": "kiln@example.com", "shippingAddress": ADDRESS, "paymentMethod": "cod"})
    order = checkout["orders"][0]
    for state in ("processing", "shipped", "delivered"):
        buyer.post(f"/shops/{order['shop']['id']}/orders/{order['id']}/transitions", {"to": state})
    return order["id"]


def leave(client, admin):
    """Somebody who is banned, a closed shop, and a vendor who closed theirs and went."""
    client().sign_up("Bad Bob", "bob@example.com")
    bob = admin.get("/admin/accounts?q=bob@")["items"][0]["id"]
    admin.post(f"/admin/accounts/{bob}/ban", {"reason": "Fraud"})
    for name, goes in (("Gone", False), ("Away", True)):
        person = client().sign_up(name + " Owner", f"{name.lower()}@example.com")
        shop = person.post("/shops", {"name": name, "description": "x", "country": "DE", "currency": "EUR"})
        person.delete(f"/shops/{shop['id']}")
        if goes:
            person.post("/me/erasure", {"password": PASSWORD}, expect=202)
