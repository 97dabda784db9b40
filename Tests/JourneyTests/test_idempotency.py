"""Requests with keys while the program is killed: each key takes effect once and gets one answer."""
import collections
import concurrent.futures
import dataclasses
import random
import signal
import threading
import time

import requests

from conftest import open_shop, sql
from test_races_and_kills import cart_with, checkout_body, list_all, product_with_stock

ROUNDS = 12
# Of every kind in every round.
EACH = 2
TOTAL = ROUNDS * EACH
WORKERS = 12
STOCK = 10_000
PRICE = 1500
# What the shop keeps of it.
NET = 1350
ANSWERED = (200, 201, 202)


@dataclasses.dataclass
class Call:
    """A request that moves money or goods."""
    path: str
    body: object = None
    token: str | None = None
    content_type: str = "application/json"


class Market:
    """Who is there, and the one product that everybody buys."""

    def __init__(self, souk, client):
        souk.make_admin()
        self.souk, self.client = souk, client
        self.guest = client()
        self.admin = client().sign_in("admin@example.com")
        self.vendor, self.shop = open_shop(client, souk, self.admin, "Keys", "keys@example.com")
        self.opener = client().sign_up("Olga Opener", "opener@example.com")
        self.claimer = client().sign_up("Clara Claimer", "claimer@example.com")
        self.product = product_with_stock(self.vendor, self.shop, STOCK)
        self.base = f"/shops/{self.shop['id']}"
        dear = self.vendor.post(
            f"{self.base}/products", {"title": "Dear", "description": "x", "price": 1_000_000, "stock": 1})
        self.move(self.checkout("cod", dear)["orders"][0], "shipped", "delivered")

    def checkout(self, method, product=None):
        return self.guest.post("/checkouts", checkout_body(cart_with(self.guest, product or self.product), method))

    def order(self, *states, paid=False):
        checkout = self.checkout("test" if paid else "cod")
        if paid:
            checkout = self.pay(checkout, {"token": "test_success"})
        order = checkout["orders"][0]
        self.move(order, *states)
        return order

    def pay(self, checkout, step):
        return self.guest.post(f"/checkouts/{checkout['id']}/payment?key={checkout['key']}", step)

    def move(self, order, *states):
        for state in states:
            self.vendor.post(f"{self.base}/orders/{order['id']}/transitions", {"to": state})

    def payout(self):
        return self.vendor.post(f"{self.base}/payouts", {"amount": 100})["id"]

    # What each kind asks for. The same kind never acts on the same thing twice.

    def calls(self):
        return {name[5:]: getattr(self, name) for name in dir(self) if name.startswith("call_")}

    def call_cart(self, _):
        return Call("/carts", None, self.opener.token)

    def call_claim(self, _):
        return Call(f"/carts/{cart_with(self.guest, self.product)}/claim", None, self.claimer.token)

    def call_cod(self, _):
        return Call("/checkouts", checkout_body(cart_with(self.guest, self.product)))

    def call_online(self, _):
        return Call("/checkouts", checkout_body(cart_with(self.guest, self.product), "test"))

    def call_payment(self, _):
        return Call(f"/checkouts/{self.checkout('test')['id']}/payment", {"token": "test_success"})

    def call_question(self, _):
        return Call(f"/checkouts/{self.checkout('test')['id']}/payment", {"token": "test_challenge"})

    def call_answer(self, _):
        checkout = self.checkout("test")
        self.pay(checkout, {"token": "test_challenge"})
        return Call(f"/checkouts/{checkout['id']}/payment", {"challenge": "pass"})

    def call_cancel(self, _):
        order = self.order(paid=True)
        return Call(f"/orders/{order['id']}/cancel?key={order['key']}")

    def call_refund_request(self, _):
        order = self.order("shipped", "delivered")
        return Call(f"/orders/{order['id']}/refund-requests?key={order['key']}", {"reason": "It is blue."})

    def transition(self, order, state):
        return Call(f"{self.base}/orders/{order['id']}/transitions", {"to": state}, self.vendor.token)

    def call_processing(self, _):
        return self.transition(self.order(), "processing")

    def call_shipped(self, _):
        return self.transition(self.order(), "shipped")

    def call_delivered(self, _):
        return self.transition(self.order("shipped"), "delivered")

    def call_cancelled(self, _):
        return self.transition(self.order(), "cancelled")

    def call_refunded(self, _):
        return self.transition(self.order("shipped", "delivered", "refundRequested", paid=True), "refunded")

    def call_admin(self, _):
        return Call(f"/admin/orders/{self.order()['id']}/transitions", {"to": "cancelled"}, self.admin.token)

    def call_payout(self, _):
        return Call(f"{self.base}/payouts", {"amount": 100}, self.vendor.token)

    def call_complete(self, _):
        return Call(f"/admin/payouts/{self.payout()}/complete", {}, self.admin.token)

    def call_fail(self, _):
        return Call(f"/admin/payouts/{self.payout()}/fail", {"reason": "closed"}, self.admin.token)

    def call_commission(self, name):
        category = self.admin.post("/admin/categories", {"name": f"Category {name}"})
        return Call("/admin/commission-rules", {"category": category["id"], "percent": 7}, self.admin.token)

    def call_product(self, name):
        body = {"title": f"Vase {name}", "description": "x", "price": 900, "stock": 5}
        return Call(f"{self.base}/products", body, self.vendor.token)

    def call_restore(self, name):
        product = product_with_stock(self.vendor, self.shop, 7, f"Jug {name}")
        self.vendor.delete(f"{self.base}/products/{product['id']}")
        return Call(f"{self.base}/products/{product['id']}/restore", None, self.vendor.token)

    def call_import(self, name):
        rows = f"Handle,Title,Variant Price,Variant Inventory Qty\ncup-{name},Cup,4.00,11\npot-{name},Pot,6.00,3\n"
        return Call(f"{self.base}/imports", rows, self.vendor.token, "text/csv")

    def calls_of_a_round(self, round_number):
        """Keys with what they ask for, in a random order."""
        names = [(kind, f"{round_number}-{number}") for kind in self.calls() for number in range(EACH)]
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            made = list(pool.map(lambda name: self.calls()[name[0]](name[1]), names))
        calls = {"-".join(name): call for name, call in zip(names, made)}
        keys = list(calls)
        random.shuffle(keys)
        return {key: calls[key] for key in keys}


def send(souk, call, key):
    headers = {"Idempotency-Key": key}
    if call.body is not None:
        headers["Content-Type"] = call.content_type
    if call.token:
        headers["Authorization"] = "Bearer " + call.token
    content = {"data": call.body} if isinstance(call.body, str) else {"json": call.body}
    try:
        return requests.post(souk.url + "/api/v1" + call.path, headers=headers, timeout=60, **content)
    except requests.RequestException:
        return None


def note(answers, key, answer):
    """An answer, which is that of everybody with this key; or that somebody else is at it."""
    if answer.status_code == 409 and answer.json()["code"] == "idempotency-in-progress":
        return False
    assert answer.status_code in ANSWERED, f"{key}: {answer.status_code} {answer.text}"
    assert answers.setdefault(key, answer.text) == answer.text, key
    return True


def kill_while_they_run(souk, calls, answers):
    """Sends every key twice at once and kills the program at some moment of that."""
    enough = threading.Event()
    threshold = random.randrange(1, len(calls))

    def ask(key):
        answer = send(souk, calls[key], key)
        if answer is not None and note(answers, key, answer) and len(answers) >= threshold:
            enough.set()

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        running = [pool.submit(ask, key) for key in calls for _ in range(2)]
        enough.wait(30)
        souk.stop(signal.SIGKILL)
        for future in running:
            future.result()


def start_again(souk, minute_has_passed):
    """What the dead program held is free; a minute later attempts to pay are looked at by the next program, too."""
    sql(souk, "UPDATE jobs SET locked_until = 0")
    if minute_has_passed:
        sql(souk, "UPDATE jobs SET run_at = 0 WHERE kind = 'payment.recover'")
    souk.start()
    if minute_has_passed:
        wait_for(souk, "SELECT COUNT(*) FROM jobs WHERE kind = 'payment.recover' AND run_at = 0", 0)


def wait_for(souk, query, wanted):
    end = time.monotonic() + 60
    while sql(souk, query)[0][0] != wanted:
        assert time.monotonic() < end, f"{query}: {sql(souk, query)}"
        time.sleep(0.1)


def repeat(souk, calls, answers):
    """Every key again; whoever has an answer gets the same."""
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        repeated = dict(zip(calls, pool.map(lambda key: send(souk, calls[key], key), calls)))
    for key, answer in repeated.items():
        assert answer is not None and note(answers, key, answer), key


def test_each_key_takes_effect_once(souk, client):
    market = Market(souk, client)
    earned = market.vendor.get(f"{market.base}/balance")["available"]["amount"]
    unanswered = 0
    for round_number in range(ROUNDS):
        calls = market.calls_of_a_round(round_number)
        answers = {}
        kill_while_they_run(souk, calls, answers)
        unanswered += len(calls) - len(answers)
        start_again(souk, minute_has_passed=round_number % 2 == 1)
        repeat(souk, calls, answers)
        repeat(souk, calls, answers)
    assert unanswered > ROUNDS, "no program was killed at work"
    wait_for(souk, "SELECT COUNT(*) FROM imports WHERE status <> 'completed'", 0)
    wait_for(souk, "SELECT COUNT(*) FROM refunds WHERE status <> 'succeeded'", 0)
    orders_are_there_once(market)
    money_moved_once(market, earned)
    goods_moved_once(market)
    verified = souk.command("ledger", "verify")
    assert verified.returncode == 0, verified.stdout


def counted(souk, query):
    """The first column of a query with the number of rows that have it."""
    return {name: int(count) for name, count in sql(souk, query)}


def orders_are_there_once(market):
    shown = list_all(market.vendor, f"{market.base}/orders")
    states = collections.Counter(order["status"] for order in shown if order["total"]["amount"] == PRICE)
    assert states == {
        "pending": TOTAL, "paid": 2 * TOTAL, "processing": TOTAL, "shipped": TOTAL, "delivered": TOTAL,
        "refundRequested": TOTAL, "refunded": TOTAL, "cancelled": 3 * TOTAL}
    checkouts = counted(market.souk, "SELECT status, COUNT(*) FROM checkouts GROUP BY status")
    assert checkouts == {"completed": len(shown), "awaitingPayment": 2 * TOTAL}
    carts = counted(
        market.souk, "SELECT a.email, COUNT(*) FROM carts c JOIN accounts a ON a.id = c.account_id "
        "WHERE a.email LIKE 'opener%' GROUP BY a.email")
    assert carts == {"opener@example.com": TOTAL}
    claimed = counted(
        market.souk, "SELECT a.email, SUM(i.quantity) FROM cart_items i JOIN carts c ON c.id = i.cart_id "
        "JOIN accounts a ON a.id = c.account_id GROUP BY a.email")
    assert claimed == {"claimer@example.com": TOTAL}


def money_moved_once(market, earned):
    souk = market.souk
    payouts = collections.Counter(
        payout["status"] for payout in list_all(market.vendor, f"{market.base}/payouts"))
    assert payouts == {"requested": TOTAL, "completed": TOTAL, "failed": TOTAL}
    payments = counted(souk, "SELECT status, COUNT(*) FROM payments GROUP BY status")
    assert payments == {"succeeded": 4 * TOTAL, "challenge": TOTAL}
    assert counted(souk, "SELECT status, COUNT(*) FROM refunds GROUP BY status") == {"succeeded": 2 * TOTAL}
    balance = market.vendor.get(f"{market.base}/balance")
    assert balance["pending"]["amount"] == 5 * TOTAL * NET
    assert balance["available"]["amount"] == earned + 2 * TOTAL * NET - 2 * TOTAL * 100
    rules = counted(souk, "SELECT scope, COUNT(*) FROM commission_rules GROUP BY scope")
    assert rules["category"] == TOTAL


def goods_moved_once(market):
    souk = market.souk
    product = market.product["id"]
    assert market.client().get(f"/products/{product}")["stock"] == STOCK - 9 * TOTAL
    moved = sql(souk, "SELECT SUM(reserved), SUM(allocated), SUM(sold) FROM variants")[0]
    # One more was sold to earn something.
    assert [int(number) for number in moved] == [2 * TOTAL, 4 * TOTAL, 3 * TOTAL + 1]
    assert sql(souk, "SELECT COUNT(*) FROM variants WHERE on_hand < reserved + allocated")[0][0] == 0
    assert sql(souk, "SELECT COUNT(*) FROM products WHERE deleted_at IS NULL")[0][0] == 2 + 4 * TOTAL
    outcomes = counted(souk, "SELECT outcome, COUNT(*) FROM import_rows GROUP BY outcome")
    assert outcomes == {"created": 2 * TOTAL}
    done = counted(souk, "SELECT action, COUNT(*) FROM audit_log GROUP BY action")
    expected = {
        "import.started": TOTAL, "product.restored": TOTAL, "commission.set": TOTAL, "payout.completed": TOTAL,
        "payout.failed": TOTAL, "payout.requested": 3 * TOTAL}
    assert {action: done.get(action) for action in expected} == expected
