"""What a form complains of leads to where it can be mended: every link in a summary of errors has its control."""
import re
from html.parser import HTMLParser

import pytest
import requests

from conftest import Client, Souk, open_shop
from test_pages import ADMIN, ADMIN_SHOP, CUSTOMER, PUBLIC, VENDOR, fill, shop_pages, visitor

CHECKOUT = ["/checkout", "/checkout/delivery", "/checkout/payment"]
TYPED = ("text", "textarea", "email", "password", "number", "tel", "url", "search", "date", "time", "datetime-local")
LONG = "x" * 6_000


class Page(HTMLParser):
    """The ids of a page, its forms, and where its summaries of errors lead."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.forms = set(), [], []
        self.form = self.within = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if given.get("id"):
            assert given["id"] not in self.ids, f"two elements are called {given['id']}"
            self.ids.add(given["id"])
        if tag == "ul" and given.get("class") == "form-errors__list":
            self.within = tag
        if tag == "a" and self.within:
            self.links.append(given["href"])
        if tag == "form" and given.get("method") == "post":
            self.form = Form(given)
            self.forms.append(self.form)
        elif self.form and tag in ("input", "select", "textarea", "button"):
            self.form.take(tag, given)
        elif self.form and tag == "option":
            self.form.offer(given.get("value"))

    def handle_endtag(self, tag):
        if tag == self.within:
            self.within = None
        if tag == "form":
            self.form = None


class Form:
    def __init__(self, given):
        self.action, self.is_multipart = given["action"], "multipart" in given.get("enctype", "")
        self.hidden, self.fields, self.options, self.button = [], {}, {}, None
        self.select = None

    def take(self, tag, given):
        kind = tag if tag in ("select", "textarea") else given.get("type", "submit" if tag == "button" else "text")
        name = given.get("name")
        if kind == "submit":
            if self.button is None:
                self.button = (name, given.get("value", "")) if name else ()
        elif name and kind == "hidden":
            self.hidden.append((name, given.get("value", "")))
        elif name:
            self.fields.setdefault(name, kind)
            self.select = name if kind == "select" else None

    def offer(self, option):
        """Of a select the first that says something; nobody's browser sends another one."""
        if option:
            self.options.setdefault(self.select, option)

    @property
    def name(self):
        """The same for forms that differ in what they are about alone."""
        return re.sub(r"[a-z]+_[0-9A-Za-z]{10,}|\d+", "…", f"{self.action} {sorted(self.fields)}")

    def contents(self):
        """Too much or nonsense in every field; nothing in any."""
        fixed = self.hidden + ([self.button] if self.button else [])
        wrong = {"number": "-1", "date": "never", "time": "never", "email": "nobody"}
        yield fixed + [
            (name, self.options.get(name) or wrong.get(kind, LONG if kind in TYPED else "nonsense"))
            for name, kind in self.fields.items() if kind != "file"]
        yield fixed + [(name, "") for name, kind in self.fields.items() if kind in TYPED]

    def send(self, souk, session, content):
        # Without a file the parts are those of a form all the same.
        whole = {"files": [(name, (None, value)) for name, value in content]} if self.is_multipart else {"data": content}
        return session.post(souk.url + self.action, timeout=30, allow_redirects=False, **whole)


@pytest.fixture
def market(tmp_path):
    souk = Souk("sqlite", tmp_path)
    souk.start()
    document = requests.get(souk.url + "/api/openapi.json", timeout=30).json()
    yield souk, lambda: Client(souk, document)
    souk.stop()


def broken_links(text):
    page = Page(text)
    return len(page.links), [link for link in page.links if link[:1] != "#" or link[1:] not in page.ids]


def forms_of(souk, session, paths):
    for path in paths:
        answer = session.get(souk.url + path, timeout=30)
        if "<html" in answer.text:
            for form in Page(answer.text).forms:
                if form.fields:
                    yield form


def buyer(souk, product):
    """Somebody who is about to order."""
    session = visitor(souk)
    session.post(souk.url + "/cart/items", data={"variant": product["variants"][0]["id"], "quantity": 1}, timeout=30)
    session.post(souk.url + "/checkout", timeout=30, data={
        "email": "buyer@example.com", "shippingAddress.name": "Grete", "shippingAddress.line1": "Weg 1",
        "shippingAddress.city": "Köln", "shippingAddress.postalCode": "50667", "shippingAddress.country": "DE",
        "shippingAddress.phone": "+49 221 123456"})
    return session


def test_every_error_leads_to_its_control(market):
    souk, client = market
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Kiln", "kiln@example.com")
    things = fill(souk, client, admin, vendor, shop)
    bowl = vendor.post(
        f"/shops/{shop['id']}/products", {"title": "Bowl", "description": "x", "price": 900, "stock": 9})
    customer = visitor(souk, "kiln@example.com")
    walks = [
        (visitor(souk), PUBLIC + things["public"]), (buyer(souk, bowl), CHECKOUT),
        (customer, CUSTOMER + things["customer"]),
        (customer, shop_pages("kiln", VENDOR + things["vendor"])),
        (visitor(souk, "admin@example.com"), ADMIN + ADMIN_SHOP + things["admin"])]
    # All are read before the first is sent, since some are taken.
    forms = {}
    for session, paths in walks:
        for form in forms_of(souk, session, paths):
            forms.setdefault(form.name, (session, form))
    faults, refused, links = [], set(), 0
    for name, (session, form) in forms.items():
        for content in form.contents():
            answer = form.send(souk, session, content)
            assert answer.status_code < 500, f"{name}: {answer.status_code}"
            if "form-errors__list" not in answer.text:
                continue
            refused.add(name)
            count, broken = broken_links(answer.text)
            links += count
            faults += [f"{name}: {link} leads nowhere" for link in broken]
    assert not faults, "\n".join(faults)
    assert len(refused) > 20 and links > 60, f"{len(refused)} forms of {len(forms)} were refused: {sorted(refused)}"


def test_a_delivery_that_is_gone_is_complained_of_beside_its_choices(market):
    souk, client = market
    souk.make_admin()
    vendor, shop = open_shop(client, souk, client().sign_in("admin@example.com"), "Kiln", "kiln@example.com")
    bowl = vendor.post(
        f"/shops/{shop['id']}/products", {"title": "Bowl", "description": "x", "price": 900, "stock": 9})
    session = buyer(souk, bowl)
    order = [form for form in forms_of(souk, session, ["/checkout/payment"]) if form.action == "/checkout/payment"][0]
    content = [(name, "gone" if name.startswith("shippingOptions") else value) for name, value in order.hidden]
    answer = order.send(souk, session, content + [("paymentMethod", "cod"), order.button])
    assert "form-errors__list" in answer.text, answer.text
    count, broken = broken_links(answer.text)
    assert count == 1 and not broken, broken
    assert 'class="field__error"' in answer.text
