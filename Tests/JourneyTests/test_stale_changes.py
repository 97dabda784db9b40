"""Two people change the same thing: nobody's change is lost unseen, by pages and by the API, on both engines."""
import concurrent.futures
import re
from html.parser import HTMLParser

import pytest
import requests

from conftest import ADDRESS, PASSWORD, open_shop
from test_onboarding import IBAN
from test_permissions import hire, transfer_of


class Forms(HTMLParser):
    """The fields of every form of a page, as a browser would send them."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.text, self.select = [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append((given.get("action"), []))
        if not self.forms or not (given.get("name") or tag == "option"):
            return
        fields = self.forms[-1][1]
        kind = given.get("type", "text")
        if tag == "input" and kind not in ("submit", "file"):
            if kind not in ("checkbox", "radio") or "checked" in given:
                fields.append((given["name"], given.get("value", "on")))
        elif tag == "textarea":
            self.text = given["name"]
            fields.append((self.text, ""))
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and self.select:
            if "selected" in given or self.select not in dict(fields):
                fields[:] = [field for field in fields if field[0] != self.select]
                fields.append((self.select, given.get("value", "")))

    def handle_endtag(self, tag):
        if tag == "textarea" and self.text:
            # A line end behind the tag is not part of the text.
            fields = self.forms[-1][1]
            fields[-1] = (self.text, fields[-1][1].removeprefix("\n"))
            self.text = None
        if tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.text:
            name, value = self.forms[-1][1][-1]
            self.forms[-1][1][-1] = (name, value + data)


class Person:
    """Somebody at their browser."""

    def __init__(self, souk, email):
        self.souk, self.session = souk, requests.Session()
        self.session.post(souk.url + "/login", data={"email": email, "password": PASSWORD}, timeout=30)

    def open(self, path):
        """The form of the page that changes what the page is about: the one that knows what it showed."""
        answer = self.session.get(self.souk.url + path, timeout=30)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return self.form(answer.text, path)

    def form(self, text, path):
        found = [form for form in Forms(text).forms if "basis" in dict(form[1])]
        assert len(found) == 1 or path == "/account", f"{path}: {len(found)} forms know what they showed"
        return found[0]

    def send(self, form, expect=303, **changes):
        action, fields = form
        fields = [field for field in fields if field[0] not in changes] + list(changes.items())
        # Browsers write line ends like this.
        fields = [(name, value.replace("\n", "\r\n")) for name, value in fields]
        answer = self.session.post(self.souk.url + action, data=fields, timeout=30, allow_redirects=False)
        assert answer.status_code == expect, f"{action}: {answer.status_code} {answer.text[:3000]}"
        return answer.text


def market_of_two(souk, client):
    admin = client().sign_in(souk.make_admin())
    vendor, shop = open_shop(client, souk, admin, "Kiln", "vendor@example.com")
    return admin, vendor, shop["id"]


def test_a_stale_form_keeps_what_others_changed(souk, client):
    admin, vendor, shop = market_of_two(souk, client)
    product = vendor.post(f"/shops/{shop}/products", {
        "title": "Bowl", "description": "Round.\nHeavy.", "price": 8000, "stock": 4, "tags": ["clay"]})
    path = f"/shops/{shop}/products/{product['id']}"
    ada = Person(souk, "vendor@example.com")
    stale = ada.open(f"/sell/kiln/products/{product['id']}")
    vendor.patch(path, {"price": 5000, "status": "archived"})
    ada.send(stale, title="Big bowl")
    now = vendor.get(path)
    assert (now["title"], now["price"]["amount"], now["status"]) == ("Big bowl", 5000, "archived")

    # What both changed is refused, with both values, and nothing of it is done.
    stale = ada.open(f"/sell/kiln/products/{product['id']}")
    vendor.patch(path, {"price": 6000, "status": "active", "brand": "Kiln"})
    page = ada.send(stale, 409, title="Small bowl", price="70")
    assert "This is “60" in page and 'value="70"' in page and "Somebody changed this" in page
    assert vendor.get(path)["title"] == "Big bowl"
    again = ada.form(page, path)
    assert dict(again[1])["brand"] == "Kiln" and dict(again[1])["status"] == "active"
    ada.send(again)
    now = vendor.get(path)
    assert (now["title"], now["price"]["amount"], now["brand"]) == ("Small bowl", 7000, "Kiln")


def test_stock_that_was_sold_meanwhile_is_not_put_back(souk, client):
    admin, vendor, shop = market_of_two(souk, client)
    product = vendor.post(f"/shops/{shop}/products", {
        "title": "Mug", "options": ["Colour"], "variants": [
            {"options": ["Red"], "price": 900, "stock": 4}, {"options": ["Blue"], "price": 900, "stock": 4}]})
    ada = Person(souk, "vendor@example.com")
    stale = ada.open(f"/sell/kiln/products/{product['id']}")
    buyer = client()
    cart = buyer.post("/carts", {})
    buyer.put(f"/carts/{cart['id']}/items/{product['variants'][0]['id']}", {"quantity": 1})
    buyer.post("/checkouts", {
        "cart": cart["id"], "email": "b@example.com", "shippingAddress": ADDRESS, "paymentMethod": "cod"})

    def stocks():
        return [variant["stock"] for variant in vendor.get(f"/shops/{shop}/products/{product['id']}")["variants"]]

    ada.send(stale, **{"rows[1].stock": "9"})
    assert stocks() == [3, 9]
    page = ada.send(stale, 409, **{"rows[0].stock": "6"})
    assert "This is “3” now." in page and stocks() == [3, 9]
    again = ada.form(page, "product")
    assert dict(again[1])["rows[0].stock"] == "6" and dict(again[1])["rows[1].stock"] == "9"
    ada.send(again)
    assert stocks() == [6, 9]

    # Rows are the same wherever they stand.
    stale = ada.open(f"/sell/kiln/products/{product['id']}")
    blue, red = product["variants"][1]["id"], product["variants"][0]["id"]
    vendor.patch(f"/shops/{shop}/products/{product['id']}", {"variants": [
        {"id": blue, "price": 1100}, {"options": ["Green"], "price": 100, "stock": 1}, {"id": red, "price": 900}]})
    ada.send(stale, **{"rows[0].price": "8"})
    prices = {variant["title"]: variant["price"]["amount"]
              for variant in vendor.get(f"/shops/{shop}/products/{product['id']}")["variants"]}
    assert prices == {"Red": 800, "Blue": 1100, "Green": 100}


def test_every_form_that_changes_something(souk, client):
    """A field that another form changed meanwhile stays, where only some other field was changed in the stale one."""
    admin, vendor, shop = market_of_two(souk, client)
    category = admin.post("/admin/categories", {"name": "Pottery"})
    seat = {name: ADDRESS[name] for name in ("line1", "city", "postalCode", "country")}
    vendor.put(f"/shops/{shop}/application", {
        "businessType": "company", "legalName": "Kiln GmbH", "phone": "0221 1", "address": seat})
    vendor.put(f"/shops/{shop}/shipping-options", {"options": [
        {"id": "post", "name": "Post", "price": 400, "minDays": 2, "maxDays": 4}]})
    address = vendor.post("/me/addresses", ADDRESS)
    member = hire(souk, client, vendor, {"id": shop}, "stan", ["orders"])
    account = member.get("/me")["id"]
    banner = admin.get("/admin/home/draft")["sections"][0]["id"]
    ada, root = Person(souk, "vendor@example.com"), Person(souk, "admin@example.com")
    forms = [
        (ada, "/sell/kiln/settings", {"name": "Kiln & Co"}, {"returnPolicy": "Thirty days."}),
        (ada, "/sell/kiln/settings/contact", {"openingNote": "Ring twice"}, {"address": "Hof 1"}),
        (ada, "/sell/kiln/settings/mails", {}, {}),
        (ada, "/sell/kiln/settings/delivery", {"options[0].name": "Parcel"}, {"options[0].price": "6.50"}),
        (ada, "/sell/kiln/application/business", {"legalName": "Kiln AG"}, {"phone": "0221 2"}),
        (ada, f"/account/addresses/{address['id']}", {"city": "Bonn"}, {"line1": "Gasse 7"}),
        (ada, "/account", {"name": "Vera"}, {"phone": "+49 221 7"}),
        (ada, f"/sell/kiln/staff/{account}", {}, {}),
        (root, f"/admin/categories/{category['slug']}", {"name": "Clay"}, {"position": "7"}),
        (root, "/admin/site", {"name": "All of it"}, {"tagline": "Come in"}),
        (root, f"/admin/home/sections/{banner}", {"banner.heading.text": "All of it"}, {"banner.text.text": "Come in"}),
    ]
    for person, path, theirs, mine in forms:
        stale = person.open(path)
        if not mine:
            person.send(stale)
            continue
        person.send(person.open(path), **theirs)
        person.send(stale, **mine)
        now = dict(person.open(path)[1])
        for name, value in {**theirs, **mine}.items():
            assert now[name] == value, f"{path}: {name} is {now[name]}"
        stale = person.open(path)
        name, value = next(iter(theirs.items()))
        person.send(person.open(path), **{name: value + "1"})
        page = person.send(stale, 409, **{name: value + "2"})
        assert f"This is “{value}1” now." in page.replace("&amp;", "&"), path


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_changes_by_the_api_name_what_they_were_made_for(souk, client, encoding):
    admin, vendor, shop = market_of_two(souk, client)
    product = vendor.post(f"/shops/{shop}/products", {"title": "Bowl", "description": "x" * 2000, "price": 1, "stock": 1})
    category = admin.post("/admin/categories", {"name": "Pottery"})
    rule = admin.post("/admin/commission-rules", {"scope": "shop", "shop": shop, "percent": 5})
    address = vendor.post("/me/addresses", ADDRESS)
    destination = vendor.post(f"/shops/{shop}/payout-destinations", {"kind": "bank", "holder": "Kiln", "iban": IBAN})
    member = hire(souk, client, vendor, {"id": shop}, "stan", ["orders"]).get("/me")["id"]
    variant = product["variants"][0]["id"]
    count = vendor.post(f"/shops/{shop}/stock-counts", {"name": "All"})["id"]
    line = f"/shops/{shop}/stock-counts/{count}/lines/{variant}"
    vendor.put(line, {"counted": 1})
    location, transfer = transfer_of(vendor, f"/shops/{shop}", variant)
    going = f"/shops/{shop}/stock-transfers/{transfer}/lines/{variant}"
    attribute = admin.post(
        f"/admin/categories/{category['id']}/attributes", {"name": "Glaze", "kind": "text"})["slug"]
    option = {"id": "post", "name": "Post", "price": 400, "minDays": 2, "maxDays": 4}
    business = {"businessType": "company", "legalName": "Kiln GmbH"}
    market = admin.post("/admin/markets", {"name": "US", "code": "us", "currency": "USD", "countries": ["US"]})["code"]
    prices = [{"prices": [{"variant": variant, "price": price}]} for price in (100, 200)]
    changes = [
        (admin, "PATCH", f"/admin/markets/{market}", {"name": "States"}, {"name": "America"}),
        (vendor, "PUT", f"/shops/{shop}/products/{product['id']}/markets/{market}", *prices),
        (vendor, "PATCH", f"/shops/{shop}/products/{product['id']}", {"price": 2}, {"price": 3}),
        (vendor, "PATCH", f"/shops/{shop}", {"name": "A kiln"}, {"name": "B kiln"}),
        (vendor, "PUT", f"/shops/{shop}/shipping-options", {"options": [option]}, {"options": []}),
        (vendor, "PUT", f"/shops/{shop}/application", business, {**business, "phone": "0221 1"}),
        (vendor, "PATCH", f"/shops/{shop}/payout-destinations/{destination['id']}", {"holder": "Kiln AG"}, {"holder": "Kiln SE"}),
        (vendor, "PATCH", f"/shops/{shop}/staff/{member}", {"permissions": ["products"]}, {"permissions": ["orders"]}),
        (vendor, "PATCH", f"/me/addresses/{address['id']}", {"city": "Bonn"}, {"city": "Trier"}),
        (vendor, "PATCH", "/me", {"name": "Vera"}, {"name": "Viola"}),
        (admin, "PATCH", f"/admin/categories/{category['id']}", {"name": "Clay"}, {"name": "Mud"}),
        (admin, "PATCH", f"/admin/commission-rules/{rule['id']}", {"percent": 6}, {"percent": 7}),
        (admin, "PATCH", "/admin/site", {"tagline": "One"}, {"tagline": "Two"}),
        (vendor, "PATCH", f"/shops/{shop}/stock/{variant}", {"lowStockThreshold": 3}, {"lowStockThreshold": 4}),
        (vendor, "PUT", line, {"counted": 2}, {"counted": 3}),
        (vendor, "PATCH", f"/shops/{shop}/locations/{location}", {"name": "Store"}, {"name": "Attic"}),
        (vendor, "PUT", going, {"quantity": 2}, {"quantity": 3}),
        (admin, "PATCH", f"/admin/categories/{category['id']}/attributes/{attribute}", {"name": "Glass"}, {"name": "Salt"}),
        (admin, "PUT", "/admin/home/draft", {"sections": [{"kind": "promises"}]}, {"sections": []}),
    ]
    conditional = {
        (method.upper(), path) for path, operations in vendor.document["paths"].items()
        for method, operation in operations.items() if isinstance(operation, dict)
        if any("ETag" in answer.get("headers", {}) for answer in operation["responses"].values()) and method not in ("get", "delete")}
    # RemovalRouteTests has what removes, MediaTests, PasskeyTests, DomainTests and RevisionTests have what those are about.
    elsewhere = ("/images/{image}", "/passkeys/{passkey}", "/domain", "/revisions/{revision}/restore")
    conditional = {one for one in conditional if not one[1].endswith(elsewhere)}
    assert len(conditional) == len(changes), conditional

    def send(person, method, path, json=None, **headers):
        return requests.request(method, f"{souk.url}/api/v1{path}", json=json, timeout=30, headers={
            "Authorization": f"Bearer {person.token}", "Accept-Encoding": encoding, **headers})

    for person, method, path, first, second in changes:
        tag = send(person, "GET", path).headers["ETag"]
        assert tag.startswith('"'), f"{path}: {tag}"
        assert send(person, method, path, second, **{"If-Match": '"other"'}).status_code == 412, path
        done = send(person, method, path, first, **{"If-Match": f'"other", {tag}'})
        assert done.status_code == 200, f"{path}: {done.text}"
        refused = send(person, method, path, second, **{"If-Match": tag})
        assert refused.status_code == 412 and refused.json()["type"].endswith("precondition-failed"), path
        fresh = send(person, "GET", path)
        assert done.headers["ETag"] == fresh.headers["ETag"], path
        assert send(person, method, path, second, **{"If-Match": done.headers["ETag"]}).status_code == 200, path
        assert send(person, method, path, first, **{"If-Match": "*"}).status_code == 200, path


def test_what_somebody_changed_is_not_removed_for_a_state_that_is_gone(souk, client):
    admin, vendor, shop = market_of_two(souk, client)
    product = vendor.post(f"/shops/{shop}/products", {"title": "Bowl", "description": "x", "price": 1, "stock": 1})
    category = admin.post("/admin/categories", {"name": "Pottery"})
    rule = admin.post("/admin/commission-rules", {"scope": "shop", "shop": shop, "percent": 5})
    address = vendor.post("/me/addresses", ADDRESS)
    destination = vendor.post(f"/shops/{shop}/payout-destinations", {"kind": "bank", "holder": "Kiln", "iban": IBAN})
    member = hire(souk, client, vendor, {"id": shop}, "stan", ["orders"]).get("/me")["id"]

    def send(person, method, path, json=None, **headers):
        return requests.request(method, f"{souk.url}/api/v1{path}", json=json, timeout=30, headers={
            "Authorization": f"Bearer {person.token}", **headers})

    for person, path, change in [
            (vendor, f"/shops/{shop}/products/{product['id']}", {"price": 2}),
            (vendor, f"/shops/{shop}/payout-destinations/{destination['id']}", {"holder": "Kiln AG"}),
            (vendor, f"/shops/{shop}/staff/{member}", {"permissions": ["products"]}),
            (vendor, f"/me/addresses/{address['id']}", {"city": "Bonn"}),
            (admin, f"/admin/categories/{category['id']}", {"name": "Clay"}),
            (admin, f"/admin/commission-rules/{rule['id']}", {"percent": 6}),
            (vendor, f"/shops/{shop}", {"name": "A kiln"})]:
        names = [parameter["name"] for template, operations in vendor.document["paths"].items()
                 if re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), f"/api/v1{path}")
                 for parameter in operations.get("delete", {}).get("parameters", [])]
        assert "If-Match" in names, path
        seen = send(person, "GET", path).headers["ETag"]
        assert send(person, "PATCH", path, change).status_code == 200, path
        refused = send(person, "DELETE", path, **{"If-Match": seen})
        assert refused.status_code == 412 and refused.json()["code"] == "precondition-failed", f"{path}: {refused.text}"
        now = send(person, "GET", path)
        assert now.status_code == 200, path
        if path != f"/shops/{shop}":
            done = send(person, "DELETE", path, **{"If-Match": now.headers["ETag"]})
            assert done.status_code < 300, f"{path}: {done.text}"


def test_of_many_at_once_one_wins(souk, client):
    admin, vendor, shop = market_of_two(souk, client)
    product = vendor.post(f"/shops/{shop}/products", {"title": "Bowl", "description": "x", "price": 1, "stock": 1})
    for path, changes in (
            (f"/shops/{shop}/products/{product['id']}", lambda number: {"price": 100 + number}),
            (f"/shops/{shop}", lambda number: {"returnPolicy": f"{number} days"}),
            ("/me", lambda number: {"name": f"Vera {number}"})):
        headers = {"Authorization": f"Bearer {vendor.token}"}
        tag = requests.get(f"{souk.url}/api/v1{path}", headers=headers, timeout=30).headers["ETag"]

        def change(number):
            return requests.patch(f"{souk.url}/api/v1{path}", json=changes(number), timeout=60,
                                  headers={**headers, "If-Match": tag}).status_code

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            statuses = sorted(pool.map(change, range(8)))
        assert statuses == [200] + [412] * 7, f"{path}: {statuses}"
