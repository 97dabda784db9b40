"""Who looks at the pages of the Greek market, and at what besides every route once."""
import re

import requests

from conftest import PASSWORD
from pseudo_words import strays_of_page

# A device that has a name.
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
# Pages for those who write programs or run the site are in English.
ENGLISH_ONLY = ("/api/", "/dev/", "/metrics", "/health", "/ping", "/domains/allowed")
# What ends a session or takes away what others need is asked for last.
LAST = re.compile(r"(log-?out|sign-out|delete|remove|erasure|close|ban|demote|/end|leave|suspend|revoke|cancel|unfollow)")

# Addresses with nothing behind them here.
NOT_THERE = {
    "/media/{key*}", "/media/transforms/{signature}/{operations}/{key*}", "/assets/{name*}", "/.well-known/security.txt"}


class Faults(dict):
    """What is no Words, with the first place where it was seen."""

    def note(self, strays, place):
        for stray in strays:
            self.setdefault(stray, place)

    def __str__(self):
        """Each word once, where it was seen first, with the number of its places."""
        words = {}
        for stray, place in self.items():
            words.setdefault(stray.split(" in …")[0], []).append(f"{place}: {stray}")
        lines = [f"{places[0]} ({len(places)} times)" for places in words.values()]
        return f"{len(words)} words are no Words:\n" + "\n".join(lines)


class Visitor(requests.Session):
    """Somebody with a browser, who notes what is no Words on every page."""

    def __init__(self, greek, faults, email=None):
        super().__init__()
        self.greek, self.faults = greek, faults
        self.headers["User-Agent"] = AGENT
        self.email = email
        self.log_in()

    def log_in(self):
        if self.email:
            self.post(self.greek.market.url + "/login", data={"email": self.email, "password": PASSWORD}, timeout=30)

    def look(self, method, path, data=None):
        answer = self.request(
            method, self.greek.market.url + path, data=data, timeout=60, allow_redirects=False,
            headers={"Referer": self.greek.market.url + "/"})
        assert answer.status_code < 500, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            self.faults.note(strays_of_page(answer.text), f"{method} {path} ({answer.status_code})")
        return answer

    def follow(self, method, path, data=None):
        """The page that a form leads to, too."""
        answer = self.look(method, path, data)
        target = answer.headers.get("Location", "").removeprefix(self.greek.market.url)
        if target.startswith("/") and not target.startswith(ENGLISH_ONLY):
            self.look("GET", target)
        return answer


class Visits:
    """Everybody who may use a route looks at it."""

    def __init__(self, greek):
        self.greek, self.faults = greek, Faults()
        self.people = {email: Visitor(greek, self.faults, email and f"{email}@example.com")
                       for email in (None, "maria", "rita", "anna")}
        listed = greek.market.command("routes")
        assert listed.returncode == 0, listed.stderr
        lines = [line.split() for line in listed.stdout.splitlines()]
        self.routes = [(method, path, access) for method, path, kind, access in lines
                       if kind == "page" and not path.startswith(ENGLISH_ONLY)]
        assert len(self.routes) > 200, len(self.routes)

    def names(self, access):
        if access == "anyone":
            return None, "maria"
        if access == "signedIn":
            return "maria", "rita"
        return ("rita",) if access.startswith("shop.") else ("anna",)

    def every_page(self):
        for path, access in self.listed("GET"):
            statuses = [self.people[name].look("GET", self.path(path)).status_code for name in self.names(access)]
            if path not in NOT_THERE and min(statuses) >= 400:
                self.faults.note([f"nobody sees it: {statuses}"], path)

    def every_form(self):
        """Sends each form empty, and without what its address is about."""
        for path, access in self.listed("POST"):
            for name in self.names(access):
                self.people[name].log_in()
                self.people[name].follow("POST", self.path(path))

    def listed(self, wanted):
        found = [(path, access) for method, path, access in self.routes if method == wanted]
        return sorted(found, key=lambda route: bool(LAST.search(route[0])))

    def path(self, template):
        """The address with something in every place; there has to be something for each."""
        if template == "/admin/people/ban":
            template += "?ids=" + self.greek.values["person"]
        return re.sub(r"\{(\w+)\*?\}", lambda place: self.greek.value(place.group(1), template), template)

    def states(self):
        """What pages show in other states than those that every route was asked for in."""
        greek, rita, anna, maria = self.greek, *(self.people[name] for name in ("rita", "anna", "maria"))
        sell = f"/sell/{greek.shop['slug']}"
        for order in greek.orders:
            for visitor, path in ((maria, "/orders"), (rita, f"{sell}/orders"), (anna, "/admin/orders")):
                visitor.look("GET", f"{path}/{order}")
        for product in greek.rita.get(f"{greek.base}/products?limit=100")["items"]:
            rita.look("GET", f"{sell}/products/{product['id']}")
            anna.look("GET", f"/admin/products/{product['id']}")
            self.people[None].look("GET", f"/products/{product['slug']}")
        for query in ("hidden=yes", "hidden=answered", "hidden=no", "state=draft", "state=scheduled", "state=deleted",
                      "q=βάζο", "q=άγνωστο", "shop=s-1&category=eidos-1", "shop=s-9"):
            anna.look("GET", f"/admin/products?{query}")
        rita.look("GET", f"{sell}/imports/{greek.values['looked']}")
        several = {"ids": [greek.plate["id"], greek.bowl["id"]], "confirmed": "true"}
        anna.follow("POST", "/admin/products/bulk", {**several, "action": "hide", "reason": "Θολές εικόνες."})
        anna.follow("POST", "/admin/products/bulk", {**several, "action": "restore"})
        for state in ("draft", "active", "archived", "deleted"):
            rita.look("GET", f"{sell}/products?status={state}")
        for shop in greek.admin.get("/admin/shops?limit=100")["items"]:
            for page in ("", "/business", "/documents", "/payout-destinations"):
                anna.look("GET", f"/admin/shops/{shop['id']}{page}")
        for person in greek.admin.get("/admin/accounts?limit=100")["items"]:
            anna.look("GET", f"/admin/people/{person['id']}")
        for payout in greek.rita.get(f"{greek.base}/payouts")["items"]:
            anna.look("GET", f"/admin/payouts/{payout['id']}")
        for name in ("giorgos", "sofia", "kostas", "olga"):
            visitor = Visitor(greek, self.faults, f"{name}@example.com")
            for path in ("/sell", "/sell/s-2", "/sell/s-3/application", "/account/security", "/orders"):
                visitor.look("GET", path)
        for query in ("q=βάζο", "q=βαζο+ψηλ", "q=άγνωστο", "q=", "sort=priceAscending&minPrice=10&maxPrice=99"):
            for page in ("/search", "/products", "/shops"):
                self.people[None].look("GET", f"{page}?{query}")
        for path in (f"/email/undo?token={greek.values['undo']}", "/activate?email=a@example.com", "/login?next=/orders",
                     "/password/reset?email=a@example.com", "/nowhere", "/admin/nowhere", f"{sell}/nowhere"):
            for visitor in (self.people[None], anna):
                visitor.look("GET", path)
        for action in ("shop.", "product.", "order."):
            anna.look("GET", f"/admin/audit?action={action}")

    def purchase(self):
        """A guest and somebody with addresses buy, and say every form wrongly first."""
        variant, address = self.greek.vase["variants"][0]["id"], self.greek.address
        fields = {f"shippingAddress.{name}": value for name, value in address.items()}
        for visitor in (Visitor(self.greek, self.faults), self.people["maria"]):
            visitor.follow("POST", "/cart/items", {"variant": variant, "quantity": 1})
            visitor.look("GET", "/cart")
            visitor.look("GET", "/checkout")
            visitor.follow("POST", "/checkout", {"email": "nobody"})
            visitor.follow("POST", "/checkout", {**fields, "email": "xenos@example.com"})
            for step in ("delivery", "payment"):
                answer = visitor.look("GET", f"/checkout/{step}")
            hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
            answer = visitor.follow("POST", "/checkout/payment", {**hidden, **fields, "paymentMethod": "test"})
            page = answer.headers.get("Location", "")
            assert "/pay" in page, (answer.status_code, page)
            for token in ("test_decline", "test_challenge"):
                visitor.follow("POST", page, {"token": token})
            for challenge in ("fail", "pass"):
                visitor.follow("POST", page, {"token": "test_challenge"})
                visitor.follow("POST", page, {"challenge": challenge})
            visitor.look("GET", page.replace("/pay", "/done"))
