"""The whole story through the API alone: open shops, fill them, buy from three, fulfil, get credited, be paid out."""
from conftest import ADDRESS, PASSWORD, open_shop


def add_product(vendor, shop, title, price, stock, **more):
    return vendor.post(f"/shops/{shop['id']}/products", {
        "title": title, "description": f"{title} of the journey.", "price": price, "stock": stock, **more})


def test_story(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendors = [open_shop(client, souk, admin, name, f"{name.lower()}@example.com") for name in ("Alder", "Birch", "Cedar")]
    products = [
        add_product(vendor, shop, f"{shop['name']} bowl", 1000 * (index + 1), 10)
        for index, (vendor, shop) in enumerate(vendors)]
    visitor = client()
    listed = visitor.get("/products?limit=10")["items"]
    assert {p["id"] for p in products} <= {p["id"] for p in listed}
    assert visitor.get("/products?q=birch")["items"][0]["id"] == products[1]["id"]

    cart = visitor.post("/carts", {})
    for product in products:
        variant = product["variants"][0]["id"]
        cart = visitor.put(f"/carts/{cart['id']}/items/{variant}", {"quantity": 2})
    assert cart["subtotal"] == {"amount": 12000, "currency": "EUR"}

    checkout = visitor.post("/checkouts", {
        "cart": cart["id"], "email": "grete@example.com", "shippingAddress": ADDRESS, "shippingOptions": {},
        "paymentMethod": "cod"}, headers={"Idempotency-Key": "journey-1"})
    assert checkout["status"] == "completed"
    assert len(checkout["orders"]) == 3
    again = visitor.post("/checkouts", {
        "cart": cart["id"], "email": "grete@example.com", "shippingAddress": ADDRESS, "shippingOptions": {},
        "paymentMethod": "cod"}, headers={"Idempotency-Key": "journey-1"})
    assert again["id"] == checkout["id"]
    visitor.post("/checkouts", {
        "cart": cart["id"], "email": "other@example.com", "shippingAddress": ADDRESS, "shippingOptions": {},
        "paymentMethod": "cod"}, headers={"Idempotency-Key": "journey-1"}, expect=(409, 422))
    assert souk.mails(to="grete@example.com"), "the customer gets a confirmation"
    for (vendor, shop), product in zip(vendors, products):
        fulfil(vendor, shop, product)
    vendor, shop = vendors[0]
    payout(vendor, shop, admin)
    verified = souk.command("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def fulfil(vendor, shop, product):
    orders = vendor.get(f"/shops/{shop['id']}/orders")["items"]
    assert len(orders) == 1
    order = orders[0]["id"]
    assert vendor.get(f"/products/{product['id']}")["stock"] == 8
    for state in ("processing", "shipped", "delivered"):
        vendor.post(f"/shops/{shop['id']}/orders/{order}/transitions", {"to": state})
    vendor.post(f"/shops/{shop['id']}/orders/{order}/transitions", {"to": "processing"}, expect=409)
    shown = vendor.get(f"/shops/{shop['id']}/orders/{order}")
    assert shown["status"] == "delivered" and shown["paymentStatus"] == "succeeded"
    balance = vendor.get(f"/shops/{shop['id']}/balance")
    goods = product["price"]["amount"] * 2
    assert balance["available"]["amount"] == goods - goods // 10
    assert balance["pending"]["amount"] == 0


def payout(vendor, shop, admin):
    path = f"/shops/{shop['id']}"
    before = vendor.get(f"{path}/balance")["available"]["amount"]
    asked = vendor.post(f"{path}/payouts", {"amount": before})
    assert vendor.get(f"{path}/balance")["available"]["amount"] == 0
    vendor.post(f"{path}/payouts", {"amount": 1}, expect=409)
    admin.post(f"/admin/payouts/{asked['id']}/fail", {"reason": "The bank sent it back."})
    assert vendor.get(f"{path}/balance")["available"]["amount"] == before
    second = vendor.post(f"{path}/payouts", {"amount": before})
    admin.post(f"/admin/payouts/{second['id']}/complete")
    admin.post(f"/admin/payouts/{second['id']}/fail", {"reason": "Too late."}, expect=409)
    assert vendor.get(f"{path}/balance")["available"]["amount"] == 0
    assert len(vendor.get(f"{path}/transactions")["items"]) >= 3


def test_rejection_is_answered(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor = client().sign_up("Rita", "rita@example.com")
    shop = vendor.post("/shops", {"name": "Rita's", "description": "x", "country": "DE", "currency": "EUR"})
    add_product(vendor, shop, "Hidden bowl", 500, 1)
    assert client().get("/products")["items"] == []
    client().get(f"/shops/{shop['id']}", expect=404)
    admin.post(f"/admin/shops/{shop['id']}/reject", {"reason": "The description says nothing."})
    shown = vendor.get(f"/shops/{shop['id']}")
    assert shown["status"] == "rejected" and shown["statusReason"] == "The description says nothing."
    vendor.patch(f"/shops/{shop['id']}", {"description": "Bowls that I turn myself."})
    vendor.post(f"/shops/{shop['id']}/application", {"message": "Now it does."})
    assert vendor.get(f"/shops/{shop['id']}")["status"] == "pending"
    admin.post(f"/admin/shops/{shop['id']}/approve")
    assert len(client().get("/products")["items"]) == 1


def test_test_gateway(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Elm", "elm@example.com")
    product = add_product(vendor, shop, "Elm board", 4000, 5)
    buyer = client().sign_up("Bo", "bo@example.com")
    checkout = start_checkout(buyer, product)
    path = f"/checkouts/{checkout['id']}"
    assert checkout["status"] == "awaitingPayment"
    assert buyer.get(f"/products/{product['id']}")["stock"] == 4
    buyer.post(f"{path}/payment", {"token": "test_decline"}, expect=402)
    buyer.post(f"{path}/payment", {"token": "test_challenge"})
    buyer.post(f"{path}/payment", {"challenge": "fail"}, expect=402)
    buyer.post(f"{path}/payment", {"token": "test_challenge"})
    paid = buyer.post(f"{path}/payment", {"challenge": "pass"})
    assert paid["status"] == "completed"
    order = paid["orders"][0]["id"]
    assert vendor.get(f"/shops/{shop['id']}/balance")["pending"]["amount"] == 3600
    assert buyer.get("/orders")["items"][0]["id"] == order
    client().get(f"/orders/{order}", expect=(401, 404))
    buyer.post(f"/orders/{order}/cancel", {"reason": "Changed my mind."})
    buyer.post(f"/orders/{order}/cancel", {"reason": "Again."}, expect=409)
    assert buyer.get(f"/products/{product['id']}")["stock"] == 5
    assert vendor.get(f"/shops/{shop['id']}/balance")["pending"]["amount"] == 0
    assert souk.command("ledger", "verify").returncode == 0


def start_checkout(buyer, product, quantity=1, method="test"):
    cart = buyer.post("/carts", {})
    buyer.put(f"/carts/{cart['id']}/items/{product['variants'][0]['id']}", {"quantity": quantity})
    return buyer.post("/checkouts", {
        "cart": cart["id"], "email": "bo@example.com", "shippingAddress": ADDRESS, "paymentMethod": method})


def test_restore_and_edit(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Fir", "fir@example.com")
    product = add_product(
        vendor, shop, "Fir shirt", 2500, 0, options=["Colour", "Size"], variants=[
            {"options": {"Colour": "Red", "Size": "M"}, "sku": "FIR-R-M", "price": 2500, "stock": 3},
            {"options": {"Colour": "Red", "Size": "L"}, "sku": "FIR-R-L", "price": 2700, "stock": 2}])
    path = f"/shops/{shop['id']}/products/{product['id']}"
    assert product["stock"] == 5 and len(product["variants"]) == 2
    assert client().get("/products?color=red")["items"], "filters by colour"
    vendor.patch(path, {"title": "Fir shirt, washed", "price": 2400})
    assert client().get(f"/products/{product['id']}")["title"] == "Fir shirt, washed"
    vendor.delete(path)
    client().get(f"/products/{product['id']}", expect=404)
    vendor.post(f"{path}/restore")
    assert client().get(f"/products/{product['id']}")["stock"] == 5


def test_a_spent_token_does_not_keep_anybody_out(souk, client):
    buyer = client().sign_up("Ida", "ida@example.com")
    first = buyer.post("/sessions", {"email": "ida@example.com", "password": PASSWORD})
    buyer.token = "spent"
    buyer.get("/me", expect=401)
    second = buyer.post("/sessions/refresh", {"refreshToken": first["refreshToken"]})
    assert second["accessToken"] != first["accessToken"]
    buyer.token = second["accessToken"]
    buyer.get("/me")
    # Another tab that comes with the same token a moment later goes on, too.
    other = buyer.post("/sessions/refresh", {"refreshToken": first["refreshToken"]})
    assert other["refreshToken"] == second["refreshToken"]
    buyer.get("/me")
    third = buyer.post("/sessions/refresh", {"refreshToken": second["refreshToken"]})
    buyer.get("/me", expect=401)
    # Whose answer was overtaken ends nothing by asking again.
    buyer.post("/sessions/refresh", {"refreshToken": first["refreshToken"]}, expect=409)
    buyer.token = third["accessToken"]
    buyer.get("/me")
    buyer.sign_in("ida@example.com").get("/me")
