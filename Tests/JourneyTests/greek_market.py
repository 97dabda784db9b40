"""A market in which people type Greek alone, through the API: something on every list, every decision taken once.

`GreekMarket.values` says what stands in the places of addresses, so that every page can be asked for.
"""
import contextlib
import email
import email.policy
import re
import threading
import time

import requests

from conftest import PASSWORD, Client
from greek_people import live, lose_domain, refuse_refund
from shop_life_kit import png
from test_onboarding import IBAN, pdf

SITE = "Αγορά"
ADDRESS = {
    "name": "Μαρία Παππά", "line1": "Οδός Ερμού 5", "line2": "Γ", "city": "Αθήνα", "region": "Αττική",
    "postalCode": "10563", "country": "GR", "phone": "+30 210 1234567"}
CSV = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,"
    "Variant Inventory Qty,Variant Price,Variant Compare At Price,Status\r\n"
    "p-1,Πετσέτα,Λινή.,Ρίτα,Είδος 1,λινό,true,Χρώμα,Μπλε,Π-1,4,19.90,24.90,active\r\n"
    "p-1,,,,,,,,Άμμος,Π-2,3,19.90,,\r\n"
    "p-2,Σπασμένο,,Ρίτα,Είδος 1,,true,Title,Default Title,Σ-1,1,δέκα,,active\r\n"
    "p-3,Ακριβό,,Ρίτα,Είδος 1,,true,Title,Default Title,Α-1,μισό,1,,active\r\n")

# What stands in a place of an address when it is not what has this name elsewhere.
SPECIAL = {
    ("account", "/admin/"): "person", ("shop", "/sell/closed/"): "closed", ("address", "/admin/"): "barred",
    ("token", "/invitations/"): "letter"}


def until(condition, expectation, seconds=20):
    """What the condition answers once it is true."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, expectation
        time.sleep(0.05)
    return found


class Postman(threading.Thread):
    """Keeps a copy of every mail: those of people who leave are deleted with them."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        self.folder, self.kept, self.has_ended = folder, {}, threading.Event()

    def run(self):
        while not self.has_ended.wait(0.02):
            self.collect()

    def collect(self):
        for path in self.folder.glob("*.eml"):
            if path.name not in self.kept:
                with contextlib.suppress(FileNotFoundError):
                    self.kept[path.name] = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)

    def mails(self):
        return [self.kept[name] for name in sorted(self.kept)]


class GreekMarket:
    """Its people, what they have, and what stands in the places of addresses."""

    def __init__(self, market, postman, folder):
        self.market, self.postman, self.folder = market, postman, folder
        self.document = requests.get(market.url + "/api/openapi.json", timeout=30).json()
        self.address, self.shops = ADDRESS, 0
        self.values = {"provider": "oidc", "number": "a1", "key": "none", "name": "app.css",
                       "signature": "none", "operations": "w-100", "list": "orders", "view": "none", "edit": "none",
                       "language": "de"}
        self.admin = self.administrator("anna@example.com", "Άννα", "superadmin")
        self.admin.patch("/admin/site", {"name": SITE, "tagline": "Από τους τεχνίτες"})
        for number, category in enumerate(self.admin.get("/admin/categories")["items"], 1):
            self.admin.patch(f"/admin/categories/{category['id']}", {
                "name": f"Είδος {number}", "slug": f"eidos-{number}"})
        self.rita = self.client().sign_up("Ρίτα", "rita@example.com")
        self.shop = self.open_shop(self.rita, "Κεραμικά", "Βάζα από το εργαστήριο.")
        self.base = f"/shops/{self.shop['id']}"
        self.values["shop"] = self.shop["slug"]

    def client(self):
        return Client(self.market, self.document)

    def administrator(self, email, name, role):
        done = self.market.command(
            "admin", "create", "--email", email, "--name", name, "--role", role, SOUK_ADMIN_PASSWORD=PASSWORD)
        assert done.returncode == 0, done.stdout + done.stderr
        return self.client().sign_in(email)

    def open_shop(self, owner, name, description):
        self.shops += 1
        return owner.post("/shops", {
            "name": name, "description": description, "country": "GR", "currency": "EUR", "slug": f"s-{self.shops}"})

    def mail(self, to, pattern):
        """What a pattern finds in the newest mail to somebody that has it."""
        def found():
            texts = [mail.get_body(("plain",)).get_content() for mail in self.postman.mails() if to in str(mail["To"])]
            return next(filter(None, (re.search(pattern, text) for text in reversed(texts))), None)
        return until(found, f"a mail to {to} with {pattern}").group(1)

    def fill(self):
        self.apply()
        self.be_decided()
        self.stock_up()
        self.hire()
        self.point_a_domain()
        self.sell()
        self.be_paid_out()
        self.run_the_site()
        self.other_shops()
        live(self)
        refuse_refund(self, self.buy(self.maria, (self.vase["variants"][0]["id"], 1)))
        lose_domain(self)
        return self

    # The shop

    def apply(self):
        base, rita = self.base, self.rita
        rita.put(f"{base}/application", {
            "businessType": "company", "legalName": "Κεραμικά ΕΠΕ", "taxId": "999888777", "registrationNumber": "12345",
            "address": {"line1": "Οδός 1", "city": "Αθήνα", "postalCode": "10563", "country": "GR"},
            "contactName": "Ρίτα", "phone": "+30 210 5554443"})
        self.send("identity", "ταυτότητα.pdf")
        refused = self.send("registration", "μητρώο.pdf")
        accepted = self.send("address_proof", "λογαριασμός.pdf")
        self.values["document"] = accepted
        path = f"/admin{base}/documents"
        self.admin.post(f"{path}/{refused}/reject", {"reason": "Δεν διαβάζεται."})
        self.admin.post(f"{path}/{accepted}/accept")
        first = rita.post(f"{base}/payout-destinations", {"kind": "bank", "holder": "Ρίτα", "iban": IBAN})["id"]
        second = rita.post(f"{base}/payout-destinations", {"kind": "paypal", "email": "rita@example.com"})["id"]
        third = rita.post(f"{base}/payout-destinations", {
            "kind": "bank", "holder": "Ρίτα", "accountNumber": "12345678", "routingNumber": "110000"})["id"]
        rita.patch(f"{base}/payout-destinations/{second}", {"isDefault": True})
        rita.patch(f"{base}/payout-destinations/{first}", {"holder": "Ρίτα Ρ", "isDefault": True})
        rita.delete(f"{base}/payout-destinations/{third}")
        self.values["destination"] = first

    def send(self, kind, name):
        return self.rita.call(
            "POST", f"{self.base}/documents", 201, data={"kind": kind},
            files={"file": (name, pdf(kind), "application/pdf")})["id"]

    def be_decided(self):
        admin, rita, base = self.admin, self.rita, self.base
        admin.post(f"/admin{base}/request-information", {"message": "Πού τα φτιάχνετε;", "items": ["ταυτότητα"]})
        rita.post(f"{base}/application", {"message": "Στην Αθήνα."})
        admin.post(f"/admin{base}/reject", {"reason": "Λείπει κάτι."})
        rita.post(f"{base}/application", {"message": "Τώρα όχι."})
        admin.post(f"/admin{base}/approve")
        admin.post(f"/admin{base}/suspend", {"reason": "Άργησαν τα δέματα."})
        admin.post(f"/admin{base}/unsuspend")
        rita.patch(base, {
            "description": "Βάζα και πιάτα.", "shippingPolicy": "Κάθε Δευτέρα.", "returnPolicy": "Τριάντα μέρες.",
            "lowStockThreshold": 3, "terms": "Όροι.", "privacyPolicy": "Τίποτα.",
            "openingNote": "Με ραντεβού.", "contactPhone": "+30 210 5554443", "address": "Οδός 1\nΑθήνα"})
        rita.put(f"{base}/shipping-options", {"options": [
            {"id": "apli", "name": "Απλή", "price": 490, "minDays": 2, "maxDays": 4, "freeFrom": 9000},
            {"name": "Γρήγορη", "price": 990, "minDays": 1, "maxDays": 1}]})

    def stock_up(self):
        rita, base = self.rita, self.base
        self.vase = rita.post(f"{base}/products", {
            "title": "Ψηλό βάζο", "description": "Λεπτό.", "price": 4250, "compareAtPrice": 5000, "stock": 40,
            "tags": ["πηλός"], "brand": "Ρίτα"})
        self.bowl = rita.post(f"{base}/products", {
            "title": "Μπολ", "description": "Βαθύ.", "options": ["Χρώμα", "Μέγεθος"], "variants": [
                {"options": {"Χρώμα": "Μπλε", "Μέγεθος": "Μικρό"}, "sku": "Μ-1", "price": 1000, "stock": 5},
                {"options": {"Χρώμα": "Άμμος", "Μέγεθος": "Μεγάλο"}, "sku": "Μ-2", "price": 1200, "stock": 0}]})
        self.plate = rita.post(f"{base}/products", {
            "title": "Πιάτο", "description": "Ρηχό.", "price": 1500, "stock": 4})
        draft = rita.post(f"{base}/products", {
            "title": "Σχέδιο", "description": "Όχι ακόμα.", "price": 1500, "stock": 4, "status": "draft"})
        rita.patch(f"{base}/products/{draft['id']}", {"title": "Σχέδιο Β"})
        for reason, answer in (("Τίνος είναι;", "Δικό μου."), ("Δείξτε το.", "Ορίστε.")):
            self.admin.post(f"/admin/products/{draft['id']}/hide", {"reason": reason})
            rita.post(f"{base}/products/{draft['id']}/answer", {"text": answer})
        again = rita.post(f"{base}/products", {
            "title": "Κούπα", "description": "Μικρή.", "price": 700, "stock": 2, "status": "archived"})
        self.admin.post(f"/admin/products/{again['id']}/hide", {"reason": "Θολή εικόνα."})
        self.admin.post(f"/admin/products/{again['id']}/restore")
        gone = rita.post(f"{base}/products", {"title": "Παλιό", "description": "Ως εδώ.", "price": 100, "stock": 1})
        rita.delete(f"{base}/products/{gone['id']}")
        picture = png(self.folder, "βάζο.png", 400, 500)
        rita.call("POST", f"{base}/products/{self.vase['id']}/images", (200, 201),
                  files={"file": ("βάζο.png", open(picture, "rb").read(), "image/png")})
        imported = rita.call("POST", f"{base}/imports", 202, data=CSV.encode(), headers={"Content-Type": "text/csv"})
        until(lambda: rita.get(f"{base}/imports/{imported['id']}")["status"] == "completed", "the end of the import")
        looked = rita.call("POST", f"{base}/imports?dryRun=true", 202, data="Όνομα,Τιμή\r\nΒάζο,10\r\n".encode(),
                           headers={"Content-Type": "text/csv"})
        revision = rita.get(f"{base}/products/{self.vase['id']}/revisions")["items"][-1].get("revision")
        self.values.update({"revision": revision or "none"})
        self.values.update({"product": self.vase["id"], "import": imported["id"], "looked": looked["id"]})
        vase = self.vase["variants"][0]["id"]
        rita.post(f"{base}/stock/{vase}/adjustments", {"delta": 2, "reason": "received", "note": "Από το εργαστήριο"})
        rita.patch(f"{base}/stock/{vase}", {"lowStockThreshold": 4})
        count = rita.post(f"{base}/stock-counts", {"name": "Απογραφή"})["id"]
        rita.put(f"{base}/stock-counts/{count}/lines/{vase}", {"counted": 41})
        self.values.update({"variant": vase, "count": count})
        places = [rita.post(f"{base}/locations", {"name": name, "address": "Οδός 1\nΑθήνα"})["id"]
                  for name in ("Μαγαζί", "Υπόγειο", "Πατάρι")]
        sent = rita.post(f"{base}/stock-transfers", {
            "source": places[0], "target": places[1], "note": "Με το φορτηγό",
            "lines": [{"variant": vase, "quantity": 3}]})["id"]
        rita.post(f"{base}/stock-transfers/{sent}/dispatch")
        rita.post(f"{base}/stock-transfers/{sent}/receipts", {"lines": [{"variant": vase, "pieces": 2}]})
        rita.delete(f"{base}/locations/{places[2]}")
        self.values.update({"location": places[1], "transfer": sent})
        cup = rita.post(f"{base}/products", {
            "title": "Φλιτζάνι", "description": "Λευκό.", "price": 600, "stock": 0})
        empty = cup["variants"][0]["id"]
        self.client().post(
            f"/products/{cup['id']}/stock-notices", {"variant": empty, "email": "perimenei@example.com"})
        link = self.mail("perimenei@example.com", r"/notices/confirm\?token=([\w-]+)")
        self.client().post("/stock-notices/confirm", {"token": link}, expect=204)
        rita.post(f"{base}/stock/{empty}/adjustments", {"delta": 1, "reason": "received"})

    def hire(self):
        rita, base = self.rita, self.base
        names = {"stelios": "Στέλιος", "eleni": "Ελένη", "nikos": "Νίκος", "petros": "Πέτρος"}
        people = {}
        for mailbox, name in names.items():
            email = f"{mailbox}@example.com"
            rita.post(f"{base}/staff/invitations", {"email": email, "permissions": ["orders", "products", "settings"]})
            token = self.mail(email, r"/invitations/([\w-]+)")
            people[mailbox] = (self.client().sign_up(name, email), token)
        for mailbox in ("stelios", "eleni", "nikos"):
            person, token = people[mailbox]
            person.post(f"/invitations/{token}/accept")
        person, token = people["petros"]
        person.delete(f"/invitations/{token}")
        self.values["account"] = self.account_of("stelios@example.com")
        rita.delete(f"{base}/staff/{self.account_of('eleni@example.com')}")
        people["nikos"][0].delete(f"/me/shops/{self.shop['id']}")
        rita.post(f"{base}/staff/invitations", {"email": "olga@example.com", "permissions": ["reports"]})
        self.values["letter"] = self.mail("olga@example.com", r"/invitations/([\w-]+)")
        olga = self.client().sign_up("Όλγα", "olga@example.com")
        self.values.update(
            invitation=olga.get("/me/invitations")["items"][0]["id"], workplace=self.shop["id"], picture="avatar")

    def account_of(self, email):
        return self.admin.get(f"/admin/accounts?q={email}")["items"][0]["id"]

    def point_a_domain(self):
        claim = self.rita.put(f"{self.base}/domain", {"host": "shop.example.org"})
        self.market.names.records[claim["recordName"].lower()] = [claim["recordValue"]]
        self.rita.post(f"{self.base}/domain/verify")
        self.domain = claim

    # Orders

    def buy(self, buyer, *things, email="maria@example.com", method="test", token="test_success"):
        cart = buyer.post("/carts", {})
        for variant, quantity in things:
            buyer.put(f"/carts/{cart['id']}/items/{variant}", {"quantity": quantity})
        checkout = buyer.post("/checkouts", {
            "cart": cart["id"], "email": email, "shippingAddress": ADDRESS, "paymentMethod": method})
        if method == "test":
            checkout = buyer.post(f"/checkouts/{checkout['id']}/payment", {"token": token})
        return checkout

    def move(self, order, *states, **more):
        for state in states:
            self.rita.post(f"{self.base}/orders/{order['id']}/transitions", {"to": state, **more})

    def sell(self):
        vase = self.vase["variants"][0]["id"]
        self.maria = self.client().sign_up("Μαρία", "maria@example.com")
        address = self.maria.post("/me/addresses", {**ADDRESS, "type": "home", "label": "Σπίτι"})
        self.values["address"] = address["id"]
        orders = [self.buy(self.maria, (vase, 1))["orders"][0] for _ in range(5)]
        delivered, refunded, refused, cancelled, moving = orders
        self.values["order"] = delivered["id"]
        self.orders = [order["id"] for order in orders]
        for order in (delivered, refunded, refused):
            self.move(order, "processing")
            self.move(order, "shipped", carrier="Ταχυδρομείο", trackingNumber="12345")
            self.move(order, "onTheWay", "delivered")
        for order in (refunded, refused):
            self.maria.post(f"/orders/{order['id']}/refund-requests", {"reason": "Έσπασε."})
        self.move(refunded, "refunded")
        self.move(refused, "delivered", note="Ήταν ολόκληρο.")
        self.maria.post(f"/orders/{cancelled['id']}/cancel", {"reason": "Άλλαξα γνώμη."})
        self.move(moving, "processing", "cancelled", note="Τελείωσε.")
        # Somebody without an account pays at the door, and little is left of the goods.
        guest = self.client()
        bowl, plate = self.bowl["variants"][0]["id"], self.plate["variants"][0]["id"]
        at_door = self.buy(guest, (plate, 4), (bowl, 3), email="xenos@example.com", method="cod")["orders"][0]
        self.orders.append(at_door["id"])
        self.move(at_door, "processing", "shipped", "onTheWay", "delivered")
        # An order of two shops is two orders.
        loukas = self.client().sign_up("Λουκάς", "loukas@example.com")
        shop = self.open_shop(loukas, "Υφάσματα", "Λινά.")
        self.admin.post(f"/admin/shops/{shop['id']}/approve")
        linen = loukas.post(f"/shops/{shop['id']}/products", {
            "title": "Λινό", "description": "Απαλό.", "price": 2000, "stock": 9})
        for buyer in (self.maria, guest):
            self.buy(buyer, (vase, 1), (linen["variants"][0]["id"], 1), email="xenos@example.com")
        waiting = self.buy(self.maria, (vase, 1), token="test_challenge")
        self.values["checkout"] = waiting["id"]
        self.values["session"] = self.maria.get("/me/sessions")["items"][0]["id"]

    def be_paid_out(self):
        path = f"{self.base}/payouts"
        failed = self.rita.post(path, {"amount": 100})
        self.admin.post(f"/admin/payouts/{failed['id']}/fail", {"reason": "Λάθος αριθμός."})
        done = self.rita.post(path, {"amount": 150})
        self.admin.post(f"/admin/payouts/{done['id']}/complete", {"reference": "Α-1"})
        self.values["payout"] = self.rita.post(path, {"amount": 200})["id"]

    # The site and its people

    def run_the_site(self):
        admin = self.admin
        category = admin.post("/admin/categories", {"name": "Φωτιστικά", "slug": "fota-1"})
        admin.patch(f"/admin/categories/{category['id']}", {"name": "Λάμπες"})
        self.values["category"] = category["id"]
        self.values["market"] = admin.post("/admin/markets", {
            "name": "Ελβετία", "code": "ch-1", "currency": "CHF", "countries": ["CH"]})["code"]
        self.values["attribute"] = admin.post(f"/admin/categories/{category['id']}/attributes", {
            "name": "Ύψος", "slug": "ypsos-1", "kind": "number", "unit": "εκ", "filterable": True})["slug"]
        self.values["file"] = admin.call(
            "POST", "/admin/category-imports", 202, data="Σπίτι 5 > Χαλιά 6".encode(),
            headers={"Content-Type": "text/plain"})["id"]
        admin.post("/admin/commission-rules", {"scope": "shop", "shop": self.shop["id"], "percent": 8})
        self.values["rule"] = admin.post(
            "/admin/commission-rules", {"scope": "category", "category": category["id"], "basisPoints": 850})["id"]
        draft = admin.get("/admin/home/draft")
        draft["sections"][0]["banner"].update(heading={"text": "Νέα"}, text={"text": "Δες"})
        draft = admin.put("/admin/home/draft", {"sections": draft["sections"]})
        admin.post("/admin/home/publish", {"version": draft["version"]})
        self.values["section"] = draft["sections"][0]["id"]

    def other_shops(self):
        waiting = self.client().sign_up("Γιώργος", "giorgos@example.com")
        self.open_shop(waiting, "Ξυλεία", "Τραπέζια.")
        for mailbox, name, shop_name in (("sofia", "Σοφία", "Υφαντά"), ("manos", "Μάνος", "Χαλιά")):
            person = self.client().sign_up(name, f"{mailbox}@example.com")
            shop = self.open_shop(person, shop_name, "Μαλλί.")
            person.delete(f"/shops/{shop['id']}")
            if mailbox == "sofia":
                person.post(f"/shops/{shop['id']}/restore")
                person.delete(f"/shops/{shop['id']}")
                self.values["closed"] = shop["id"]
            else:
                person.post("/me/erasure", {"password": PASSWORD}, expect=202)
                self.values["token"] = self.mail("manos@example.com", r"/privacy/erasures/([\w-]+)")
        self.values["erasure"] = self.admin.get("/admin/erasures")["items"][0]["id"]
        self.values["barred"] = self.admin.get("/admin/barred-addresses")["items"][0]["id"]

    # Who looks, and at what

    def value(self, name, template):
        """What stands in a place of an address."""
        for (own, start), key in SPECIAL.items():
            if name == own and template.startswith(start):
                return self.values[key]
        assert name in self.values, f"{template}: this market has no {{{name}}}"
        return self.values[name]
