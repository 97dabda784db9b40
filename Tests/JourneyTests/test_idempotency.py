"""Requests with keys while the program is killed: each key takes effect once and gets one answer."""
import concurrent.futures
import random
import signal
import threading

import requests

from conftest import ADDRESS, open_shop
from test_races_and_kills import cart_with, checkout_body, list_all, product_with_stock

ROUNDS = 12
EACH = 6
ANSWERED = (200, 201)


def send(souk, call, key):
    path, body, token = call
    headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
    if token:
        headers["Authorization"] = "Bearer " + token
    try:
        return requests.post(souk.url + "/api/v1" + path, json=body, headers=headers, timeout=60)
    except requests.RequestException:
        return None


def calls_of_a_round(round_number, client, vendor, shop, product):
    """Keys with what they ask for: money out, orders, payments, and the life of orders."""
    calls = {}
    for number in range(EACH):
        name = f"{round_number}-{number}"
        calls["payout-" + name] = (f"/shops/{shop['id']}/payouts", {"amount": 100}, vendor.token)
        calls["cod-" + name] = ("/checkouts", checkout_body(cart_with(client(), product)), None)
        paying = client().post("/checkouts", checkout_body(cart_with(client(), product), "test"))
        calls["payment-" + name] = (f"/checkouts/{paying['id']}/payment", {"token": "test_success"}, None)
        for verb in ("cancel", "move"):
            order = client().post("/checkouts", checkout_body(cart_with(client(), product)))["orders"][0]
            calls[f"{verb}-{name}"] = (
                (f"/shops/{shop['id']}/orders/{order['id']}/transitions", {"to": "processing"}, vendor.token)
                if verb == "move" else
                (f"/shops/{shop['id']}/orders/{order['id']}/transitions", {"to": "cancelled"}, vendor.token))
    keys = list(calls)
    random.shuffle(keys)
    return {key: calls[key] for key in keys}


def kill_while_they_run(souk, calls, answers):
    enough = threading.Event()
    threshold = random.randrange(1, len(calls))

    def ask(key):
        answer = send(souk, calls[key], key)
        if answer is None:
            return
        assert answer.status_code in ANSWERED, f"{key}: {answer.status_code} {answer.text}"
        answers[key] = answer.text
        if len(answers) >= threshold:
            enough.set()

    answers.clear()
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        running = [pool.submit(ask, key) for key in calls]
        enough.wait(30)
        souk.stop(signal.SIGKILL)
        for future in running:
            future.result()
    souk.start()


def repeat(souk, calls, answers):
    """Every key again; whoever has an answer gets the same."""
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        repeated = dict(zip(calls, pool.map(lambda key: send(souk, calls[key], key), calls)))
    for key, answer in repeated.items():
        assert answer is not None and answer.status_code in ANSWERED, f"{key}: {answer and answer.text}"
        assert answers.setdefault(key, answer.text) == answer.text, key


def test_each_key_takes_effect_once(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Keys", "keys@example.com")
    stock = 10_000
    product = product_with_stock(vendor, shop, stock)
    dear = vendor.post(
        f"/shops/{shop['id']}/products", {"title": "Dear", "description": "x", "price": 1_000_000, "stock": 1})
    order = client().post("/checkouts", checkout_body(cart_with(client(), dear)))["orders"][0]
    for state in ("processing", "shipped", "delivered"):
        vendor.post(f"/shops/{shop['id']}/orders/{order['id']}/transitions", {"to": state})
    earned = vendor.get(f"/shops/{shop['id']}/balance")["available"]["amount"]
    unanswered = 0
    for round_number in range(ROUNDS):
        calls = calls_of_a_round(round_number, client, vendor, shop, product)
        answers = {}
        kill_while_they_run(souk, calls, answers)
        unanswered += len(calls) - len(answers)
        repeat(souk, calls, answers)
        repeat(souk, calls, answers)
    assert unanswered > ROUNDS, "no program was killed at work"
    expected = ROUNDS * EACH
    payouts = list_all(vendor, f"/shops/{shop['id']}/payouts")
    assert len(payouts) == expected
    assert vendor.get(f"/shops/{shop['id']}/balance")["available"]["amount"] == earned - 100 * expected
    orders = [found for found in list_all(vendor, f"/shops/{shop['id']}/orders") if found["id"] != order["id"]]
    # cod and payment make one each; those that were cancelled and moved were there before.
    assert len(orders) == 4 * expected
    states = [found["status"] for found in orders]
    assert states.count("cancelled") == expected and states.count("processing") == expected
    assert states.count("paid") == expected and states.count("pending") == expected
    assert client().get(f"/products/{product['id']}")["stock"] == stock - 3 * expected
    verified = souk.command("ledger", "verify")
    assert verified.returncode == 0, verified.stdout
