"""Every page answers, signed in or not, empty or not, on both engines; what is private is not indexable."""
import requests

from conftest import PASSWORD, open_shop

PUBLIC = ["/", "/products", "/categories", "/shops", "/search?q=bowl", "/cart", "/help", "/login", "/signup", "/password",
          "/robots.txt", "/sitemap.xml", "/api/docs", "/dev/mail", "/products/kiln-bowl", "/shops/kiln"]
CUSTOMER = ["/account", "/account/addresses", "/orders", "/sell", "/sell/new"]
VENDOR = ["", "/products", "/products/new", "/orders", "/imports", "/balance", "/settings"]
ADMIN = ["/admin", "/admin/shops", "/admin/shops/kiln", "/admin/products", "/admin/orders", "/admin/payouts",
         "/admin/commission", "/admin/categories", "/admin/site"]


def visitor(souk, email=None):
    session = requests.Session()
    if email:
        session.post(souk.url + "/login", data={"email": email, "password": PASSWORD}, timeout=30)
    return session


def test_every_page_answers(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Kiln", "kiln@example.com")
    vendor.post(f"/shops/{shop['id']}/products", {
        "title": "Kiln bowl", "description": "Turned.", "price": 2500, "stock": 6})
    pages = [
        (visitor(souk), PUBLIC), (visitor(souk, "kiln@example.com"), PUBLIC + CUSTOMER),
        (visitor(souk, "kiln@example.com"), ["/sell/kiln" + path for path in VENDOR]),
        (visitor(souk, "admin@example.com"), ADMIN)]
    for session, paths in pages:
        for path in paths:
            answer = session.get(souk.url + path, timeout=30)
            assert answer.status_code == 200, f"{path}: {answer.status_code}"
            if path in CUSTOMER + ADMIN or path.startswith("/sell/kiln"):
                assert 'content="noindex"' in answer.text, f"{path} is indexable"
                assert "no-store" in answer.headers["Cache-Control"], path
    assert visitor(souk).get(souk.url + "/sell/kiln", timeout=30).url.startswith(souk.url + "/login?next=")
    stranger = client().sign_up("Stranger", "stranger@example.com")
    assert stranger
    for path in ["/sell/kiln" + path for path in VENDOR] + ADMIN:
        answer = visitor(souk, "stranger@example.com").get(souk.url + path, timeout=30)
        assert answer.status_code in (403, 404), f"{path}: {answer.status_code}"
