"""The portal of those who run the marketplace, by its forms alone and as every role, on both engines."""
import csv
import html
import io
import re

import pytest
import requests

from conftest import PASSWORD, Souk, open_shop
from test_pages import visitor
from test_permissions import ADMIN_ROLES, make_admin

FORMULA = '=HYPERLINK("http://evil.example";"Click")'


def post(souk, session, path, data=None, expect=303):
    answer = session.post(souk.url + path, data=data or {}, timeout=30, allow_redirects=False)
    assert answer.status_code == expect, f"{path}: {answer.status_code} {answer.text[:500]}"
    return answer


def flash(souk, session, answer):
    """What the page after a redirect says, and where it can be taken back."""
    page = session.get(souk.url + answer.headers["Location"], timeout=30)
    assert page.status_code == 200, page.status_code
    text = re.search(r'class="flash__text">([^<]*)<', page.text)
    undo = re.search(r'data-flash.*?<form[^>]*action="([^"]+)"', page.text, re.S)
    return html.unescape(text.group(1)) if text else "", undo.group(1) if undo else None


def account(admin, query):
    return admin.get(f"/admin/accounts?q={query}")["items"][0]["id"]


def waiting(session, souk):
    """The number beside Shops in the navigation."""
    found = re.search(r'href="/admin/shops".*?</a>', session.get(souk.url + "/admin", timeout=30).text, re.S)
    number = re.search(r"(\d+) needs? attention", found.group(0))
    return int(number.group(1)) if number else 0


def test_people_are_banned_and_erased_with_care(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    for name in ("ann", "ben", "cid"):
        client().sign_up(name.title(), f"{name}@example.com")
    ann, ben, cid = (account(admin, f"{name}@") for name in ("ann", "ben", "cid"))
    browser = visitor(souk, "admin@example.com")

    refused = post(souk, browser, f"/admin/people/{ann}/ban", {"reason": " "}, expect=422)
    assert "reason" in refused.text and admin.get(f"/admin/accounts/{ann}")["person"]["state"] == "active"
    text, undo = flash(souk, browser, post(souk, browser, f"/admin/people/{ann}/ban", {"reason": "Fraud"}))
    assert text == "Ann is banned and logged out everywhere." and undo == f"/admin/people/{ann}/unban"
    post(souk, browser, undo)
    assert admin.get(f"/admin/accounts/{ann}")["person"]["state"] == "active"

    chosen = post(souk, browser, "/admin/people/bulk", {"action": "ban", "ids": [ann, ben]})
    question = browser.get(souk.url + chosen.headers["Location"], timeout=30).text
    assert "Ban 2 people?" in question
    assert admin.get(f"/admin/accounts/{ben}")["person"]["state"] == "active", "nothing happens without a reason"
    post(souk, browser, "/admin/people/ban", {"ids": [ann, ben], "reason": ""}, expect=422)
    post(souk, browser, "/admin/people/ban", {"ids": [ann, ben], "reason": "A ring"})
    assert {admin.get(f"/admin/accounts/{one}")["person"]["state"] for one in (ann, ben)} == {"banned"}
    me = account(admin, "admin@")
    text, _ = flash(souk, browser, post(
        souk, browser, "/admin/people/ban", {"ids": [me, cid], "reason": "All of them"}))
    assert text.startswith("1 person banned") and "1 stayed as it was: " in text, text
    post(souk, browser, "/admin/people/bulk", {"action": "unban", "ids": [ann, ben, cid]})
    assert {admin.get(f"/admin/accounts/{one}")["person"]["state"] for one in (ann, ben, cid)} == {"active"}

    text, _ = flash(souk, browser, post(souk, browser, f"/admin/people/{ann}/erasure", {"confirm": "ann"}))
    assert "Nothing was erased" in text
    admin.get(f"/admin/accounts/{ann}")
    done = post(souk, browser, f"/admin/people/{ann}/erasure", {"confirm": "ann@example.com"})
    report = browser.get(souk.url + done.headers["Location"], timeout=30)
    assert "What was erased" in report.text and "Ada Admin" in report.text and "ann@example.com" not in report.text
    admin.get(f"/admin/accounts/{ann}", expect=404)


def test_a_closed_shop_and_a_barred_address_come_back(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    browser = visitor(souk, "admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Kiln", "kiln@example.com")
    page = browser.get(souk.url + "/admin/shops/kiln", timeout=30).text
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    text, undo = flash(souk, browser, post(
        souk, browser, "/admin/shops/kiln/suspend", {"reason": "Look again", "version": version}))
    assert text == "Kiln is suspended. Its products are hidden."
    assert visitor(souk).get(souk.url + "/shops/kiln", timeout=30).status_code == 404
    post(souk, browser, undo)
    assert visitor(souk).get(souk.url + "/shops/kiln", timeout=30).status_code == 200
    vendor.delete(f"/shops/{shop['id']}")
    page = browser.get(souk.url + "/admin/shops/kiln", timeout=30).text
    assert "The vendor closed this shop" in page and 'action="/admin/shops/kiln/restore"' in page
    post(souk, browser, "/admin/shops/kiln/restore")
    assert visitor(souk).get(souk.url + "/shops/kiln", timeout=30).status_code == 200

    vendor.delete(f"/shops/{shop['id']}")
    vendor.post("/me/erasure", {"password": PASSWORD}, expect=202)
    post(souk, browser, "/admin/shops/kiln/restore", expect=404)
    found = browser.post(
        souk.url + "/admin/barred-addresses/searches", data={"email": "kiln@example.com"}, timeout=30)
    assert found.status_code == 200 and "Barred since" in found.text
    free = browser.post(
        souk.url + "/admin/barred-addresses/searches", data={"email": "free@example.com"}, timeout=30)
    assert "Not barred" in free.text
    wrong = browser.post(souk.url + "/admin/barred-addresses/searches", data={"email": "x"}, timeout=30)
    assert wrong.status_code == 422
    lift = re.search(r'action="(/admin/barred-addresses/[0-9a-f]+/lift)"', found.text).group(1)
    post(souk, browser, lift)
    post(souk, browser, lift, expect=404)
    client().sign_up("Kiln again", "kiln@example.com")
    assert [row["action"] for row in admin.get("/admin/audit?action=address.bar_lifted")["items"]] \
        == ["address.bar_lifted"]


def test_what_waits_is_counted_by_whose_turn_it_is(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    browser = visitor(souk, "admin@example.com")
    assert waiting(browser, souk) == 0
    assert "Nothing waits for you" in browser.get(souk.url + "/admin", timeout=30).text
    vendors = []
    for number in range(2):
        vendor = client().sign_up(f"Vendor {number}", f"v{number}@example.com")
        vendors.append((vendor, vendor.post("/shops", {
            "name": f"Shop {number}", "description": "x", "country": "DE", "currency": "EUR"})["id"]))
    assert waiting(browser, souk) == 2
    vendor, shop = vendors[0]
    admin.post(f"/admin/shops/{shop}/request-information", {"message": "Who are you?"})
    assert waiting(browser, souk) == 1, "the vendor's turn"
    listed = browser.get(souk.url + "/admin/shops?question=due", timeout=30).text
    assert "Shop 1" in listed and "Shop 0" not in listed
    vendor.post(f"/shops/{shop}/application", {"message": "Somebody."})
    assert waiting(browser, souk) == 2, "they have answered"
    assert "shops wait for a decision" in browser.get(souk.url + "/admin", timeout=30).text


def test_tables_hold_no_formulas_and_are_noted(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor = client().sign_up(FORMULA, "kiln@example.com")
    vendor.post("/shops", {"name": "+SUM(1;2)", "description": "x", "country": "DE", "currency": "EUR"})
    browser = visitor(souk, "admin@example.com")
    for path, action in (("/admin/people.csv?q=kiln@", "accounts.exported"), ("/admin/shops.csv", "shops.exported"),
                         ("/admin/audit.csv", "audit.exported")):
        answer = browser.get(souk.url + path, timeout=30)
        assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"], path
        rows = list(csv.reader(io.StringIO(answer.text)))
        cells = [cell for row in rows for cell in row]
        assert any(FORMULA in cell or "+SUM" in cell for cell in cells), path
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")], path
        assert len(admin.get(f"/admin/audit?action={action}")["items"]) == 1, path


def test_a_forbidden_page_says_so_within_the_portal(souk, client):
    for role in ADMIN_ROLES:
        make_admin(souk, role)
    sections = {"superadmin": set(), "support": {"payouts", "site", "audit", "erasures", "barred-addresses"},
                "finance": {"people", "people.csv", "audit", "people/ban"},
                "moderator": {"payouts", "orders", "site", "audit", "erasures"}}
    for role, closed in sections.items():
        browser = visitor(souk, f"{role}@example.com")
        for section in closed:
            page = browser.get(f"{souk.url}/admin/{section}", timeout=30)
            assert page.status_code == 403, f"{role} {section}: {page.status_code}"
            assert "Not part of your role" in page.text and 'class="side__item" href="/admin"' in page.text, role
        missing = browser.get(souk.url + "/admin/shops/none", timeout=30)
        assert missing.status_code == 404 and "There is nothing here" in missing.text
    client().sign_up("Cuno", "cuno@example.com")
    customer = visitor(souk, "cuno@example.com").get(souk.url + "/admin/shops", timeout=30)
    assert customer.status_code == 403 and "side__item" not in customer.text


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_an_admin_without_a_second_factor_is_led_to_it(engine, tmp_path):
    souk = Souk(engine, tmp_path, ADMIN_SECOND_FACTOR="required")
    souk.start()
    try:
        souk.make_admin()
        browser = visitor(souk, "admin@example.com")
        for path in ("/admin", "/admin/people", "/admin/people.csv", "/admin/audit.csv", "/admin/erasures"):
            answer = browser.get(souk.url + path, timeout=30, allow_redirects=False)
            assert (answer.status_code, answer.headers.get("Location")) == (303, "/account/security"), path
        assert "Administrators need a second factor" in browser.get(souk.url + "/admin", timeout=30).text
        answer = post(souk, browser, "/admin/categories", {"name": "Forbidden lamps"})
        assert answer.headers["Location"] == "/account/security"
        session = requests.post(souk.url + "/api/v1/sessions", timeout=30, json={
            "email": "admin@example.com", "password": PASSWORD}).json()
        refused = requests.get(souk.url + "/api/v1/admin/shops", timeout=30, headers={
            "Authorization": "Bearer " + session["accessToken"]})
        assert refused.status_code == 403 and refused.json()["code"] == "second-factor-setup"
        assert "Forbidden lamps" not in requests.get(souk.url + "/api/v1/categories", timeout=30).text
    finally:
        souk.stop()
