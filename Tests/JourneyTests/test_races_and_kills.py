"""Many buyers at once, retries, and a program that is killed while orders flow."""
import concurrent.futures
import signal
import threading
import uuid

import pytest
import requests

from conftest import ADDRESS, open_shop

BUYERS = 64
STOCK = 10


def product_with_stock(vendor, shop, stock, title="Scarce bowl"):
    return vendor.post(
        f"/shops/{shop['id']}/products", {"title": title, "description": "x", "price": 1500, "stock": stock})


def checkout_body(cart, method="cod"):
    return {
        "cart": cart, "email": "buyer@example.com", "shippingAddress": ADDRESS, "shippingOptions": {},
        "paymentMethod": method}


def cart_with(buyer, product):
    cart = buyer.post("/carts", {})
    buyer.put(f"/carts/{cart['id']}/items/{product['variants'][0]['id']}", {"quantity": 1})
    return cart["id"]


def send(souk, path, body, key=None):
    headers = {"Idempotency-Key": key} if key else {}
    return requests.post(souk.url + "/api/v1" + path, json=body, headers=headers, timeout=60)


@pytest.mark.parametrize("method", ["cod", "test"])
def test_nothing_is_oversold(souk, client, method):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Rush", "rush@example.com")
    for round_number in range(5):
        product = product_with_stock(vendor, shop, STOCK, f"Scarce bowl {round_number}")
        carts = [cart_with(client(), product) for _ in range(BUYERS)]
        gate = threading.Barrier(BUYERS)

        def buy(cart):
            gate.wait()
            answer = send(souk, "/checkouts", checkout_body(cart, method), key=cart)
            if answer.status_code == 201 and method == "test":
                paid = send(souk, f"/checkouts/{answer.json()['id']}/payment", {"token": "test_success"}, key="p" + cart)
                assert paid.status_code == 200, paid.text
            return answer

        with concurrent.futures.ThreadPoolExecutor(BUYERS) as pool:
            answers = list(pool.map(buy, carts))
        assert sorted(a.status_code for a in answers) == [201] * STOCK + [409] * (BUYERS - STOCK)
        refused = [a.json() for a in answers if a.status_code == 409]
        assert all(problem["type"].endswith("out-of-stock") for problem in refused)
        assert client().get(f"/products/{product['id']}")["stock"] == 0
    verified = souk.command("ledger", "verify")
    assert verified.returncode == 0, verified.stdout


def test_a_retry_gets_the_same_answer(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Retry", "retry@example.com")
    product = product_with_stock(vendor, shop, 100)
    cart = cart_with(client(), product)
    key = str(uuid.uuid4())
    gate = threading.Barrier(16)

    def attempt(_):
        gate.wait()
        return send(souk, "/checkouts", checkout_body(cart), key=key)

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(attempt, range(16)))
    done = [a.json()["id"] for a in answers if a.status_code in (200, 201)]
    assert done and len(set(done)) == 1
    assert all(a.status_code in (200, 201, 409) for a in answers)
    last = send(souk, "/checkouts", checkout_body(cart), key=key)
    assert last.status_code == 201 and last.json()["id"] == done[0]
    other = {**checkout_body(cart), "email": "else@example.com"}
    assert send(souk, "/checkouts", other, key=key).status_code in (409, 422)
    assert client().get(f"/products/{product['id']}")["stock"] == 99
    assert len(vendor.get(f"/shops/{shop['id']}/orders?limit=100")["items"]) == 1


def test_acknowledged_orders_survive_a_kill(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Plug", "plug@example.com")
    product = product_with_stock(vendor, shop, 1_000)
    acknowledged = set()
    for _ in range(3):
        kill_while_orders_flow(souk, client, product, acknowledged)
    shown = list_all(vendor, f"/shops/{shop['id']}/orders")
    orders = {order["id"] for order in shown}
    assert acknowledged <= orders, "an acknowledged order is missing"
    for order in shown:
        assert len(order["items"]) == 1 and order["total"]["amount"] == 1500
    assert client().get(f"/products/{product['id']}")["stock"] == 1_000 - len(orders)
    verified = souk.command("ledger", "verify")
    assert verified.returncode == 0, verified.stdout
    pending = vendor.get(f"/shops/{shop['id']}/balance")["pending"]["amount"]
    assert pending == 1350 * len(orders)



def kill_while_orders_flow(souk, client, product, acknowledged):
    carts = [cart_with(client(), product) for _ in range(40)]
    enough = threading.Event()

    def buy(cart):
        try:
            answer = send(souk, "/checkouts", checkout_body(cart), key=cart)
        except requests.RequestException:
            return
        if answer.status_code == 201:
            acknowledged.update(order["id"] for order in answer.json()["orders"])
            if len(acknowledged) % 13 == 0:
                enough.set()

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        running = [pool.submit(buy, cart) for cart in carts]
        enough.wait(10)
        souk.stop(signal.SIGKILL)
        for future in running:
            future.result()
    souk.start()


def list_all(vendor, path):
    items, cursor = [], None
    while True:
        page = vendor.get(f"{path}?limit=100" + (f"&cursor={cursor}" if cursor else ""))
        items += page["items"]
        cursor = page.get("nextCursor")
        if not cursor:
            return items
