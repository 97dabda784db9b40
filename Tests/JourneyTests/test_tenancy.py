"""No vendor reaches another vendor's things: every vendor route of the document is walked, none is listed by hand."""
import re

import requests

from conftest import ADDRESS, open_shop
from test_onboarding import IBAN, pdf
from test_onboarding import send as send_document
from test_permissions import hire, transfer_of

# What a route needs so that the only thing wrong with the request is whose thing it asks for.
BODIES = {
    "PATCH /shops/{shop}/products/{product}": {"title": "Taken over"},
    "POST /shops/{shop}/products/{product}/answer": {"text": "Taken over"},
    "POST /shops/{shop}/orders/{order}/transitions": {"to": "processing"},
    "POST /shops/{shop}/stock/{variant}/adjustments": {"delta": 1, "reason": "received"},
    "PUT /shops/{shop}/stock-counts/{count}/lines/{variant}": {"counted": 1},
    "PUT /shops/{shop}/stock-transfers/{transfer}/lines/{variant}": {"quantity": 1},
    "POST /shops/{shop}/stock-transfers/{transfer}/receipts": {"lines": []},
    "POST /shops/{shop}/stock-transfers/{transfer}/shortfall": {"reason": "lost"},
    "PATCH /shops/{shop}/products/{product}/images/{image}": {"alt": "Taken over"},
    "POST /shops/{shop}/products/{product}/images/{image}/transforms": {"operations": "w-100"},
    "PUT /shops/{shop}/products/{product}/images": {"images": []},
    "POST /shops/{shop}/payouts": {"amount": 1},
    "PUT /shops/{shop}/products/{product}/markets/{market}": {"prices": []},
    "PATCH /shops/{shop}/staff/{account}": {"permissions": ["settings"]},
    "PATCH /shops/{shop}/payout-destinations/{destination}": {"isDefault": True},
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "050001a5f645400000000049454e44ae426082")


# For whom they are is not said by a permission in the shop, but only by the verb.
BY_OWNER = ["POST /shops/{shop}/restore", "DELETE /me/shops/{shop}"]


def vendor_operations(document):
    """Method and path of every documented route that only people of the shop may use."""
    found = []
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            template = path.removeprefix("/api/v1")
            if method not in ("get", "post", "put", "patch", "delete"):
                continue
            if operation["x-access"]["for"] == "shop" or f"{method.upper()} {template}" in BY_OWNER:
                found.append((method.upper(), template))
    return found


def send(vendor, souk, method, path, template):
    options = {"headers": {"Authorization": "Bearer " + vendor.token}, "timeout": 30}
    if template.endswith("/images") and method == "POST":
        options["data"], options["headers"]["Content-Type"] = PIXEL, "image/png"
    elif method in ("POST", "PUT", "PATCH"):
        options["json"] = BODIES.get(f"{method} {template}", {})
    return requests.request(method, souk.url + "/api/v1" + path, **options)


def things_of(souk, client, vendor, shop, visitor):
    """One of each thing that a shop has."""
    product = vendor.post(f"/shops/{shop['id']}/products", {
        "title": "Private bowl", "description": "x", "price": 900, "stock": 5})
    cart = visitor.post("/carts", {})
    visitor.put(f"/carts/{cart['id']}/items/{product['variants'][0]['id']}", {"quantity": 1})
    checkout = visitor.post("/checkouts", {
        "cart": cart["id"], "email": "g@example.com", "shippingAddress": ADDRESS, "paymentMethod": "cod"})
    order = checkout["orders"][0]["id"]
    for state in ("processing", "shipped", "delivered"):
        vendor.post(f"/shops/{shop['id']}/orders/{order}/transitions", {"to": state})
    payout = vendor.post(f"/shops/{shop['id']}/payouts", {"amount": 100})
    started = vendor.call(
        "POST", f"/shops/{shop['id']}/imports", 202, data="Handle,Title,Variant Price\na,A,1.00\n",
        headers={"Content-Type": "text/csv"})
    image = requests.post(
        f"{vendor.souk.url}/api/v1/shops/{shop['id']}/products/{product['id']}/images", data=PIXEL, timeout=30,
        headers={"Authorization": "Bearer " + vendor.token, "Content-Type": "image/png"})
    assert image.status_code in (200, 201), image.text
    document = send_document(vendor, shop["id"], pdf("passport"))
    destination = vendor.post(f"/shops/{shop['id']}/payout-destinations", {
        "kind": "bank", "holder": "Mine Owner", "iban": IBAN})
    member = hire(souk, client, vendor, shop, "stan", ["products"])
    vendor.post(f"/shops/{shop['id']}/staff/invitations", {
        "email": "asked@example.com", "permissions": ["orders"]})
    invitation = vendor.get(f"/shops/{shop['id']}/staff")["invitations"][0]
    variant = product["variants"][0]["id"]
    count = vendor.post(f"/shops/{shop['id']}/stock-counts", {"name": "All"})["id"]
    vendor.put(f"/shops/{shop['id']}/stock-counts/{count}/lines/{variant}", {"counted": 5})
    location, transfer = transfer_of(vendor, f"/shops/{shop['id']}", variant)
    vendor.patch(f"/shops/{shop['id']}/products/{product['id']}", {"brand": "Mine"})
    states = vendor.get(f"/shops/{shop['id']}/products/{product['id']}/revisions")["items"]
    revision = next(state["revision"] for state in states if state.get("revision"))
    return {
        "document": document["id"], "destination": destination["id"], "account": member.get("/me")["id"],
        "invitation": invitation["id"], "variant": variant, "count": count,
        "location": location, "transfer": transfer, "product": product["id"], "revision": revision,
        "order": order, "payout": payout["id"], "import": started["id"],
        "image": vendor.get(f"/products/{product['id']}")["images"][0]["id"]}


def test_every_vendor_route_is_closed_to_other_vendors(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    owner, shop = open_shop(client, souk, admin, "Mine", "mine@example.com")
    stranger, other = open_shop(client, souk, admin, "Theirs", "theirs@example.com")
    things = things_of(souk, client, owner, shop, client())
    things["market"] = admin.post(
        "/admin/markets", {"name": "Switzerland", "code": "ch", "currency": "CHF", "countries": ["CH"]})["code"]
    operations = vendor_operations(owner.document)
    assert len(operations) >= 50, operations
    for method, template in operations:
        for mine, whose in ((shop, "another shop"), (other, "another shop's thing")):
            names = re.findall(r"\{([^}]+)\}", template)
            if mine is other and names == ["shop"]:
                continue
            path = template
            for name in names:
                path = path.replace("{" + name + "}", mine["id"] if name == "shop" else things[name])
            answer = send(stranger, souk, method, path, template)
            assert answer.status_code == 404, f"{whose}: {method} {template}: {answer.status_code} {answer.text[:300]}"
    assert owner.get(f"/products/{things['product']}")["title"] == "Private bowl"
    # What a stranger tried to take away is still there.
    base = f"/shops/{shop['id']}"
    assert [d["id"] for d in owner.get(f"{base}/documents")["items"]] == [things["document"]]
    assert [d["id"] for d in owner.get(f"{base}/payout-destinations")["items"]] == [things["destination"]]
    staff = owner.get(f"{base}/staff")
    assert things["account"] in [person["account"] for person in staff["items"]]
