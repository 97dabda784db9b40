"""What vendors and administrators do is in the audit log, and the log can't be changed unnoticed."""
import concurrent.futures
import json
import signal
import sqlite3
import uuid

import psycopg2
import requests

from conftest import ADDRESS, open_shop


def row_of(admin, request):
    return admin.get(f"/admin/audit?request={request}")["items"]


class Recorder:
    """Does things with a request id of its own each, and looks for their rows."""

    def __init__(self, admin):
        self.admin = admin
        self.done = []

    def do(self, who, method, path, body=None, expect=(200, 201, 202, 204), action=None, **options):
        request = "journey-" + uuid.uuid4().hex
        headers = {"X-Request-ID": request, **options.pop("headers", {})}
        answer = who.call(method, path, expect, json=body, headers=headers, **options)
        rows = row_of(self.admin, request)
        assert rows, f"{method} {path} left no row"
        if action:
            assert action in [row["action"] for row in rows], f"{method} {path}: {[r['action'] for r in rows]}"
        self.done.append((method, path, rows))
        return answer


def test_every_change_is_in_the_log(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Ledger Lane", "lane@example.com")
    base = f"/shops/{shop['id']}"
    log = Recorder(admin)
    category = log.do(admin, "POST", "/admin/categories", {"name": "Lamps"}, action="category.created")
    log.do(admin, "PATCH", f"/admin/categories/{category['id']}", {"name": "Lights"}, action="category.edited")
    product = log.do(
        vendor, "POST", f"{base}/products", {"title": "Lamp", "description": "x", "price": 1500, "stock": 9},
        action="product.created")
    edited = log.do(
        vendor, "PATCH", f"{base}/products/{product['id']}", {"price": 1700}, action="product.edited")
    assert edited["price"]["amount"] == 1700
    changes = log.done[-1][2][0]["changes"]
    assert [change["field"] for change in changes] == ["variant Standard"], changes
    assert changes[0]["before"]["price"]["amount"] == 1500 and changes[0]["after"]["price"]["amount"] == 1700
    log.do(vendor, "POST", f"{base}/products/{product['id']}/duplicates", action="product.duplicated")
    log.do(admin, "POST", f"/admin/products/{product['id']}/hide", {"reason": "Look"}, action="product.hidden")
    log.do(vendor, "POST", f"{base}/products/{product['id']}/answer", {"text": "I did"}, action="product.answered")
    log.do(admin, "POST", f"/admin/products/{product['id']}/restore", action="product.unhidden")
    log.do(vendor, "DELETE", f"{base}/products/{product['id']}", action="product.deleted")
    log.do(vendor, "POST", f"{base}/products/{product['id']}/restore", action="product.restored")
    log.do(vendor, "PATCH", base, {"description": "Better lamps."}, action="shop.edited")
    log.do(
        vendor, "PUT", f"{base}/shipping-options",
        {"options": [{"name": "Express", "price": 500, "minDays": 1, "maxDays": 2}]},
        action="shipping_options.replaced")
    order = buy(client, product)
    for step in ["processing", "shipped", "delivered"]:
        log.do(vendor, "POST", f"{base}/orders/{order['id']}/transitions", {"to": step}, action="order.moved")
    payout = log.do(
        vendor, "POST", f"{base}/payouts", {"amount": 100}, headers={"Idempotency-Key": uuid.uuid4().hex},
        action="payout.requested")
    log.do(admin, "POST", f"/admin/payouts/{payout['id']}/complete", {"reference": "T-1"},
           action="payout.completed")
    log.do(admin, "PATCH", "/admin/site", {"tagline": "Lamps and more"}, action="site.edited")
    log.do(admin, "POST", f"/admin/shops/{shop['id']}/suspend", {"reason": "Look again"}, action="shop.suspended")
    log.do(admin, "POST", f"/admin/shops/{shop['id']}/unsuspend", action="shop.unsuspended")

    own = vendor.get(f"{base}/audit?limit=100")["items"]
    assert {"product.edited", "order.moved", "shop.suspended"} <= {row["action"] for row in own}
    assert all(row["shop"] == shop["id"] for row in own)
    of_admins = [row for row in own if row["role"] == "admin"]
    assert of_admins and all(
        row["name"] == "Marketplace" and row["account"] is None and row["clientAddress"] is None
        for row in of_admins)
    text = json.dumps(own)
    assert "admin@example.com" not in text and "Ada Admin" not in text

    stranger, other = open_shop(client, souk, admin, "Elsewhere", "elsewhere@example.com")
    stranger.get(f"{base}/audit", expect=404)
    vendor.get("/admin/audit", expect=403)
    assert not [r for r in stranger.get(f"/shops/{other['id']}/audit")["items"] if r["shop"] == shop["id"]]
    # Customers' purchases are no business of this log.
    assert not admin.get("/admin/audit?role=visitor")["items"]
    verify(souk)


def buy(client, product):
    buyer = client()
    cart = buyer.post("/carts", {})
    buyer.put(f"/carts/{cart['id']}/items/{product['variants'][0]['id']}", {"quantity": 1})
    checkout = buyer.post("/checkouts", {
        "cart": cart["id"], "email": "buyer@example.com", "shippingAddress": ADDRESS, "shippingOptions": {},
        "paymentMethod": "cod"}, headers={"Idempotency-Key": uuid.uuid4().hex})
    return checkout["orders"][0]


def verify(souk, *arguments, whole=True):
    done = souk.command("audit", "verify", *arguments)
    assert done.returncode == (0 if whole else 1), done.stdout + done.stderr
    return done.stdout


def execute(souk, *statements):
    """What somebody does who has the database in their hands."""
    if souk.engine == "sqlite":
        with sqlite3.connect(souk.folder / "souk.sqlite") as connection:
            for name in ["audit_log_is_never_changed", "audit_log_is_never_deleted"]:
                connection.execute(f"DROP TRIGGER IF EXISTS {name}")
            for statement in statements:
                connection.execute(statement)
        return
    connection = psycopg2.connect(souk.environment["DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_log DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def test_a_changed_row_is_found(souk, client, tmp_path):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Forger", "forger@example.com")
    for number in range(5):
        vendor.patch(f"/shops/{shop['id']}", {"description": f"Version {number}"})
    kept = tmp_path / "checkpoint"
    assert "is whole" in verify(souk, "--save-checkpoint", str(kept))
    exported = souk.command("audit", "export")
    lines = [json.loads(line) for line in exported.stdout.splitlines()]
    assert exported.returncode == 0 and [row["sequence"] for row in lines] == list(range(1, len(lines) + 1))
    assert all(one["hash"] == two["previousHash"] for one, two in zip(lines, lines[1:]))
    assert kept.read_text().strip() == f"{lines[-1]['sequence']}:{lines[-1]['hash']}"
    last = len(lines)

    execute(souk, f"UPDATE audit_log SET target = target || 'x' WHERE sequence = {last - 2}")
    assert f"Row {last - 2} was altered" in verify(souk, whole=False)
    execute(souk, f"UPDATE audit_log SET target = '{lines[-3]['target']}' WHERE sequence = {last - 2}")
    verify(souk)
    execute(souk, f"DELETE FROM audit_log WHERE sequence = {last}")
    assert "missing at the end" in verify(souk, whole=False)
    execute(souk, f"UPDATE audit_head SET sequence = {last - 1}, "
                  f"hash = (SELECT hash FROM audit_log WHERE sequence = {last - 1})")
    assert "missing at the end" in verify(souk, whole=False)
    execute(souk, f"DELETE FROM audit_details WHERE sequence = {last}")
    verify(souk)
    assert "missing at the end" in verify(souk, "--checkpoint", str(kept), whole=False)
    answer = admin.post("/admin/audit/checks")
    assert answer["isWhole"]
    execute(souk, "DELETE FROM audit_log WHERE sequence = 2")
    assert admin.post("/admin/audit/checks")["fault"]["message"] == "Row 2 was removed."


def test_a_kill_breaks_no_chain(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Plugged", "plugged@example.com")
    acknowledged = []

    def edit(number):
        request = f"kill-{uuid.uuid4().hex}"
        try:
            answer = requests.patch(
                f"{souk.url}/api/v1/shops/{shop['id']}", json={"description": f"Version {number}"},
                headers={"Authorization": "Bearer " + vendor.token, "X-Request-ID": request}, timeout=10)
        except requests.RequestException:
            return
        if answer.status_code == 200:
            acknowledged.append(request)
        if len(acknowledged) == 40:
            souk.process.send_signal(signal.SIGKILL)

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        list(pool.map(edit, range(400)))
    souk.process.wait(timeout=30)
    verify(souk)
    souk.start()
    assert len(acknowledged) >= 40
    for request in acknowledged:
        assert row_of(admin, request), "an acknowledged change has no row"
    verify(souk)
