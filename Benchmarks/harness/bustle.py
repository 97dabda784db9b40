"""What goes on beside customers who look: vendors who edit their goods, and orders that are shipped, at fixed rates through the
API."""
import http.client
import json
import queue
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from . import drained, fill, marketplace
from .paths import ADDRESS

EDITS_A_SECOND, SHIPMENTS_A_SECOND = 20, 50
# Vendors of the largest shops; so many that edits of one shop don't wait for each other.
VENDORS, GOODS_OF_A_SHOP = 20, 40
ORDERS_OF_A_CHECKOUT = 3
WORKERS = 8
# Access tokens live for a quarter of an hour.
SIGNED_IN_SECONDS = 600
TAGS = ["sale", "new", "gift", "summer", "winter"]


class Vendors:
    """The vendors of the largest shops, with some of their goods."""

    def __init__(self, server, engine, name):
        self.server = server
        emails = ", ".join(f"'{marketplace.vendor_email(number)}'" for number in range(VENDORS))
        self.goods, self.emails, self.tokens = {}, {}, {}
        for email, shop, currency in engine.rows(
            f"SELECT a.email, s.slug, s.currency FROM accounts a JOIN shops s ON s.owner_id = a.id WHERE a.email IN ({emails})",
                name):
            self.emails[shop] = email
            found = json.loads(server.get(f"/api/v1/products?shop={shop}&limit={GOODS_OF_A_SHOP}&inStock=true")[2])["items"]
            self.goods[shop] = [(currency, good["slug"], good["price"]["amount"]) for good in found]

    def token(self, shop):
        """What the vendor of a shop comes with."""
        signed_in, token = self.tokens.get(shop, (0, None))
        if not token or time.monotonic() - signed_in > SIGNED_IN_SECONDS:
            self.tokens[shop] = time.monotonic(), self.sign_in(self.emails[shop])
        return self.tokens[shop][1]

    def sign_in(self, email):
        status, answer = Client(self.server.port).send(
            "POST", "/api/v1/sessions", {"email": email, "password": fill.PASSWORD})
        if not succeeded(status):
            raise SystemExit(f"{email} can't sign in: {status} {answer}")
        return answer["accessToken"]

    def orders(self, count):
        """So many orders that can be shipped, as (shop, id). Each checkout is one of three shops of one currency."""
        variants = {}
        client = Client(self.server.port)
        for shop, goods in self.goods.items():
            for currency, slug, _ in goods:
                found = client.send("GET", f"/api/v1/products/{slug}")[1]
                bought = [variant["id"] for variant in found["variants"] if variant["stock"] > 0]
                if bought:
                    variants.setdefault(currency, {}).setdefault(shop, []).append(bought[0])
        variants = {currency: shops for currency, shops in variants.items() if len(shops) >= ORDERS_OF_A_CHECKOUT}
        if not variants:
            raise SystemExit("three shops with goods in stock and one currency are needed")
        with ThreadPoolExecutor(WORKERS) as pool:
            made = pool.map(lambda number: self.checkout(variants, number), range(-(-count // ORDERS_OF_A_CHECKOUT)))
            return [order for orders in made for order in orders]

    def checkout(self, variants, number):
        source, client = random.Random(number), Client(self.server.port)
        shops = variants[source.choice(sorted(variants))]
        cart = client.send("POST", "/api/v1/carts")[1]["id"]
        for shop in source.sample(sorted(shops), ORDERS_OF_A_CHECKOUT):
            client.send("PUT", f"/api/v1/carts/{cart}/items/{source.choice(shops[shop])}", {"quantity": 1})
        status, answer = client.send("POST", "/api/v1/checkouts", {
            "cart": cart, "email": "ada@example.org", "paymentMethod": "cod", "shippingAddress": ADDRESS})
        # Something has just been sold out.
        return [(order["shop"]["slug"], order["id"]) for order in answer["orders"]] if succeeded(status) else []


class Bustle:
    """Edits and shipments as long as a `with` lasts."""

    def __init__(self, vendors, orders):
        self.vendors, self.source = vendors, random.Random(7)
        self.orders = orders
        self.edits, self.shipments = Tally(), Tally()
        self.is_over = threading.Event()

    def __enter__(self):
        for shop in self.vendors.emails:
            self.vendors.token(shop)
        self.started = time.perf_counter()
        self.threads = self.at_rate(EDITS_A_SECOND, self.edit, self.edits)
        self.threads += self.at_rate(SHIPMENTS_A_SECOND, self.shipment, self.shipments)
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for thread in self.threads:
            thread.join()
        self.seconds = time.perf_counter() - self.started

    def at_rate(self, rate, make, tally):
        waiting = queue.SimpleQueue()

        def hand_out():
            for number in range(1 << 30):
                if self.is_over.wait(max(0, self.started + number / rate - time.perf_counter())):
                    break
                if request := make():
                    waiting.put(request)
            for _ in range(WORKERS):
                waiting.put(None)

        def work():
            client = Client(self.vendors.server.port)
            while (request := waiting.get()) and not self.is_over.is_set():
                tally.add(client, request)

        return [threading.Thread(target=hand_out)] + [threading.Thread(target=work) for _ in range(WORKERS)]

    def edit(self):
        shop = self.source.choice(sorted(shop for shop, goods in self.vendors.goods.items() if goods))
        _, slug, price = self.source.choice(self.vendors.goods[shop])
        change = self.source.choice([
            {"price": max(1, price + self.source.randrange(-price // 10, price // 10 + 1))},
            {"tags": self.source.sample(TAGS, 2)}, {"description": f"Looked at once more, {self.source.random()}."}])
        return "PATCH", f"/api/v1/shops/{shop}/products/{slug}", change, self.vendors.token(shop)

    def shipment(self):
        """Nothing when no order is left."""
        if not self.orders:
            return None
        shop, order = self.orders.pop()
        return "POST", f"/api/v1/shops/{shop}/orders/{order}/transitions", {"to": "shipped"}, self.vendors.token(shop)

    def line(self):
        return (f"{self.edits.done / self.seconds:.1f} edits and {self.shipments.done / self.seconds:.1f} shipments a second, p99 "
                f"{self.edits.percentile(0.99):.0f} and {self.shipments.percentile(0.99):.0f} ms, "
                f"{self.edits.failed + self.shipments.failed} refused")


class Tally:
    def __init__(self):
        self.lock, self.done, self.failed, self.times, self.refusal = threading.Lock(), 0, 0, [], ""

    def add(self, client, request):
        started = time.perf_counter()
        status, answer = client.send(*request)
        with self.lock:
            if succeeded(status):
                self.done += 1
                self.times.append((time.perf_counter() - started) * 1000)
            else:
                self.failed += 1
                self.refusal = self.refusal or f"{status} {json.dumps(answer)[:300]}"

    def percentile(self, share):
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


class Client:
    """A connection that is opened anew when it was closed."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def send(self, method, path, body=None, token=None):
        """Answers with the status, 0 for none, and the decoded content."""
        fields = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        try:
            self.connection.request(method, path, json.dumps(body) if body is not None else None, fields)
            answer = self.connection.getresponse()
            content = answer.read()
            return answer.status, json.loads(content) if content else None
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0, None


def succeeded(status):
    return 200 <= status < 300


def settled_orders(vendors, engine, name, count):
    """Orders to be shipped, after everything that their placing leads to is done."""
    orders = vendors.orders(count)
    drained.wait(engine, name)
    return orders
