"""Every route of the API with every role, compared with the table that the document prints; and those who try more."""
import http.client
import json
import re
import urllib.parse

import requests

from conftest import ADDRESS, PASSWORD, ROOT, Souk, open_shop

GRANTABLE = ["products", "orders", "reports", "payouts", "settings"]
ADMIN_ROLES = ["superadmin", "support", "finance", "moderator"]
# A content of this size is refused as soon as the guard has let somebody pass: 413, and nothing was done.
TOO_MANY_BYTES = str(10 ** 9)
# What may be changed without saying who one is: the ways into an account, a cart and a purchase whose id one holds,
# an invitation whose token one holds.
OPEN_CHANGES = {
    "POST /accounts", "POST /accounts/activate", "POST /accounts/codes", "POST /accounts/email/confirm",
    "POST /accounts/email/undo", "POST /accounts/password", "POST /accounts/password-codes",
    "POST /accounts/password-tokens", "POST /sessions", "POST /sessions/passkey", "POST /sessions/passkey/options",
    "POST /sessions/refresh", "POST /carts", "PUT /carts/{cart}/items/{variant}",
    "DELETE /carts/{cart}/items/{variant}", "POST /checkouts", "DELETE /checkouts/{checkout}",
    "POST /checkouts/{checkout}/payment", "POST /orders/{order}/cancel", "POST /orders/{order}/refund-requests",
    "DELETE /invitations/{token}",
    "POST /products/{product}/stock-notices", "POST /stock-notices/confirm", "POST /stock-notices/stop",
}


def make_admin(souk, role):
    done = souk.command(
        "admin", "create", "--email", f"{role}@example.com", "--name", role, "--role", role,
        SOUK_ADMIN_PASSWORD=PASSWORD)
    assert done.returncode == 0, done.stdout + done.stderr
    return f"{role}@example.com"


def hire(souk, client, owner, shop, name, permissions):
    """Somebody who was invited by mail and accepted."""
    email = f"{name}@example.com"
    owner.post(f"/shops/{shop['id']}/staff/invitations", {"email": email, "permissions": permissions})
    mail = souk.mails(to=email, subject="invites you")[-1].get_body(("plain",)).get_content()
    token = re.search(r"/invitations/([\w-]+)", mail).group(1)
    person = client().sign_up(name, email)
    person.post(f"/invitations/{token}/accept")
    return person


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method in ("get", "post", "put", "patch", "delete"):
                yield method.upper(), path, operation["x-access"]


def send(souk, method, path, token):
    """The status alone. What changes things never reaches its handler; what reads is asked for what is there."""
    host = urllib.parse.urlsplit(souk.url)
    connection = http.client.HTTPConnection(host.hostname, host.port, timeout=30)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    if method != "GET":
        headers["Content-Length"] = TOO_MANY_BYTES
    connection.putrequest(method, path)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status


def expected(persona, access):
    """What the table says: True for in, or the status of the refusal."""
    kind = access["for"]
    if kind == "anyone":
        return True
    if persona["token"] is None:
        return 401
    if kind == "signed-in":
        return True
    if kind == "admin":
        return True if persona["role"] in access["roles"] else 403
    assert kind == "shop", access
    return True if access["permission"] in persona["permissions"] else 404


def things_of(owner, shop, visitor, member):
    """One of each thing that routes of a shop name."""
    base = f"/shops/{shop['id']}"
    product = owner.post(f"{base}/products", {"title": "Bowl", "description": "x", "price": 900, "stock": 5})
    cart = visitor.post("/carts", {})
    visitor.put(f"/carts/{cart['id']}/items/{product['variants'][0]['id']}", {"quantity": 1})
    checkout = visitor.post("/checkouts", {
        "cart": cart["id"], "email": "g@example.com", "shippingAddress": ADDRESS, "paymentMethod": "cod"})
    order = checkout["orders"][0]["id"]
    for state in ("processing", "shipped", "delivered"):
        owner.post(f"{base}/orders/{order}/transitions", {"to": state})
    payout = owner.post(f"{base}/payouts", {"amount": 100})
    owner.put(f"{base}/domain", {"host": "bowls.example.org"})
    started = owner.call(
        "POST", f"{base}/imports", 202, data="Handle,Title,Variant Price\na,A,1.00\n",
        headers={"Content-Type": "text/csv"})
    variant = product["variants"][0]["id"]
    count = owner.post(f"{base}/stock-counts", {"name": "All"})["id"]
    owner.put(f"{base}/stock-counts/{count}/lines/{variant}", {"counted": 5})
    location, transfer = transfer_of(owner, base, variant)
    return {
        "variant": variant, "count": count, "location": location, "transfer": transfer, "shop": shop["id"], "product": product["id"], "order": order, "payout": payout["id"],
        "import": started["id"], "account": member, "cart": cart["id"], "checkout": checkout["id"]}


def transfer_of(owner, base, variant):
    """A location of a shop, and a transfer from it to another one."""
    first, second = (owner.post(f"{base}/locations", {"name": name})["id"] for name in ("Shop", "Cellar"))
    transfer = owner.post(f"{base}/stock-transfers", {
        "source": first, "target": second, "lines": [{"variant": variant, "quantity": 1}]})
    return first, transfer["id"]


def personas(souk, client, owner, other, shop):
    found = [
        {"name": "visitor", "token": None, "role": None, "permissions": []},
        {"name": "customer", "token": client().sign_up("Cuno", "cuno@example.com").token, "role": None,
         "permissions": []},
        {"name": "another shop's owner", "token": other.token, "role": None, "permissions": []},
        {"name": "owner", "token": owner.token, "role": None,
         "permissions": GRANTABLE + ["membership", "ownership"]}]
    for permission in GRANTABLE:
        person = hire(souk, client, owner, shop, f"staff-{permission}", [permission])
        found.append({
            "name": f"staff for {permission}", "token": person.token, "role": None,
            "permissions": [permission, "membership"]})
    for role in ADMIN_ROLES:
        token = client().sign_in(make_admin(souk, role)).token
        found.append({"name": role, "token": token, "role": role, "permissions": []})
    return found


def test_every_route_with_every_role(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    owner, shop = open_shop(client, souk, admin, "Mine", "mine@example.com")
    other, _ = open_shop(client, souk, admin, "Theirs", "theirs@example.com")
    people = personas(souk, client, owner, other, shop)
    member = owner.get(f"/shops/{shop['id']}/staff")["items"][0]["account"]
    things = things_of(owner, shop, client(), member)
    wrong, walked, unsure = [], 0, set()
    for method, template, access in operations(owner.document):
        names = re.findall(r"\{([^}]+)\}", template)
        path = re.sub(r"\{([^}]+)\}", lambda match: things.get(match.group(1), "none"), template)
        for person in people:
            wanted = expected(person, access)
            status = send(souk, method, path, person["token"])
            walked += 1
            if wanted is not True:
                good = status == wanted
            elif method != "GET":
                good = status == 413
            elif access["for"] == "shop" and status == 404 and not set(names) <= set(things):
                unsure.add(template)
                good = True
            else:
                good = status < 500 and status not in (401, 403) and (access["for"] != "shop" or status != 404)
            if not good:
                wrong.append(f"{person['name']}: {method} {template}: {status}, not {wanted}")
    assert not wrong, "\n".join(wrong[:60])
    assert walked > 1000, walked
    # What can't be told apart from what is not there is named here, so that it stays little.
    assert len(unsure) <= 4, unsure
    assert owner.get(f"/shops/{shop['id']}")["name"] == "Mine"


def test_what_is_open_is_meant_to_be(tmp_path):
    """The walk compares with what routes declare; this looks at the declarations themselves."""
    document = json.loads(Souk("sqlite", tmp_path).command("openapi").stdout)
    wrong, open_changes = [], set()
    for method, path, access in operations(document):
        name, kind = path.removeprefix("/api/v1"), access["for"]
        if name.startswith("/admin"):
            fits = kind == "admin" and access["roles"]
        elif name.startswith("/me"):
            fits = kind == "signed-in" or name == "/me/consent"
        elif name.startswith("/shops/{shop}"):
            # Who follows or brings a closed shop back is looked at by the verb.
            fits = kind == "shop" or name in ("/shops/{shop}/follow", "/shops/{shop}/restore") \
                or (method == "GET" and kind == "anyone")
        else:
            fits = True
        if not fits:
            wrong.append(f"{method} {name}: {access}")
        if kind == "anyone" and method != "GET":
            open_changes.add(f"{method} {name}")
    assert not wrong, wrong
    assert open_changes == OPEN_CHANGES, open_changes ^ OPEN_CHANGES


def test_the_documentation_is_up_to_date(tmp_path):
    made = Souk("sqlite", tmp_path).command("docs", "permissions")
    assert made.returncode == 0, made.stderr
    assert made.stdout == (ROOT / "docs" / "permissions.md").read_text(), "run: souk docs permissions"


def test_staff_get_no_further_than_their_permission(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    owner, shop = open_shop(client, souk, admin, "Mine", "mine@example.com")
    base = f"/shops/{shop['id']}"
    stan = hire(souk, client, owner, shop, "stan", ["products"])
    assert [place["permissions"] for place in stan.get("/me/shops")["items"]] == [["products"]]
    product = stan.post(f"{base}/products", {"title": "Cup", "description": "x", "price": 500, "stock": 1})
    me = stan.get("/me")["id"]
    # Giving oneself more, inviting a friend, taking the shop or its money.
    stan.patch(f"{base}/staff/{me}", {"permissions": GRANTABLE}, expect=404)
    stan.post(f"{base}/staff/invitations", {"email": "friend@example.com", "permissions": GRANTABLE}, expect=404)
    stan.patch(base, {"name": "Stan's"}, expect=404)
    stan.delete(base, expect=404)
    stan.get(f"{base}/balance", expect=404)
    stan.post(f"{base}/payouts", {"amount": 100}, expect=404)
    owner.delete(f"{base}/staff/{me}")
    stan.patch(f"{base}/products/{product['id']}", {"title": "Mine now"}, expect=404)
    assert owner.get(f"/products/{product['id']}")["title"] == "Cup"
    assert stan.get("/me/shops")["items"] == []


def test_staff_pages_show_what_may_be_opened(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    owner, shop = open_shop(client, souk, admin, "Mine", "mine@example.com")
    hire(souk, client, owner, shop, "stan", ["orders"])
    browser = requests.Session()
    browser.post(souk.url + "/login", data={"email": "stan@example.com", "password": PASSWORD}, timeout=30)
    landed = browser.get(f"{souk.url}/sell/{shop['slug']}", timeout=30)
    assert landed.status_code == 200 and landed.url.endswith("/orders"), landed.url
    links = set(re.findall(r'class="side__item" href="([^"]+)"', landed.text))
    assert links == {f"/sell/{shop['slug']}/orders"}, links
    for section in ("products", "settings", "staff", "balance"):
        assert browser.get(f"{souk.url}/sell/{shop['slug']}/{section}", timeout=30).status_code == 404


def test_a_ban_holds_on_every_node_at_once(souk, client, tmp_path_factory):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    client().sign_up("Bea", "bea@example.com")
    session = client().post("/sessions", {"email": "bea@example.com", "password": PASSWORD})
    other = Souk("sqlite", tmp_path_factory.mktemp("node"))
    # A token names the address that it is for, which all nodes share.
    for name in ("DATABASE_URL", "DATA_DIR", "PUBLIC_URL"):
        other.environment[name] = souk.environment[name]
    other.start()
    try:
        bearer = {"Authorization": "Bearer " + session["accessToken"]}
        nodes = [souk.url, other.url]
        for node in nodes:
            assert requests.get(node + "/api/v1/me", headers=bearer, timeout=30).status_code == 200
        found = admin.get("/admin/accounts?q=bea")["items"]
        assert [item["email"] for item in found] == ["bea@example.com"]
        account = f"/admin/accounts/{found[0]['id']}"
        assert admin.post(f"{account}/ban", {"reason": "Fraud"})["state"] == "banned"
        for node in reversed(nodes):
            assert requests.get(node + "/api/v1/me", headers=bearer, timeout=30).status_code == 401
            answer = requests.post(
                node + "/api/v1/sessions/refresh", json={"refreshToken": session["refreshToken"]}, timeout=30)
            assert answer.status_code == 401, answer.text
            answer = requests.post(
                node + "/api/v1/sessions", json={"email": "bea@example.com", "password": PASSWORD}, timeout=30)
            assert answer.status_code == 403 and "Fraud" in answer.text, answer.text
        assert "Fraud" in souk.mails(to="bea@example.com", subject="blocked")[-1].get_body(("plain",)).get_content()
        assert admin.post(f"{account}/unban")["state"] == "active"
        client().sign_in("bea@example.com")
    finally:
        other.stop()


def test_admins_see_what_their_role_may_open(souk, client):
    souk.make_admin()
    for role, hidden in (("support", ["/admin/payouts", "/admin/site"]), ("finance", ["/admin/people"])):
        make_admin(souk, role)
        browser = requests.Session()
        browser.post(
            souk.url + "/login", data={"email": f"{role}@example.com", "password": PASSWORD}, timeout=30)
        page = browser.get(souk.url + "/admin", timeout=30)
        assert page.status_code == 200, page.status_code
        links = re.findall(r'class="side__item" href="([^"]+)"', page.text)
        assert "/admin/orders" in links and not set(hidden) & set(links), links
        for path in links:
            assert browser.get(souk.url + path, timeout=30).status_code == 200, path
        for path in hidden:
            assert browser.get(souk.url + path, timeout=30).status_code == 403, path
