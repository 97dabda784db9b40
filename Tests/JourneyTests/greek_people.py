"""What happens to accounts in the Greek market: their addresses, passwords, second factors, exports and ends."""
import hashlib
import html
import re

import requests
from browser_kit import Browser
from conftest import PASSWORD, sql
from pseudo_words import pseudo
from selenium.webdriver.common.virtual_authenticator import Protocol, Transport, VirtualAuthenticatorOptions
from test_second_factor import app_code

DAY = 86_400_000


def live(greek):
    """Everything that mails tell people about their accounts."""
    maria, admin = greek.maria, greek.admin
    maria.put(f"{greek.base}/follow", {})
    greek.values["export"] = maria.post("/me/exports", expect=(200, 201, 202))["id"]
    greek.client().sign_up("Κώστας", "kostas@example.com")
    account = greek.account_of("kostas@example.com")
    admin.post(f"/admin/accounts/{account}/ban", {"reason": "Απάτη."})
    admin.post(f"/admin/accounts/{account}/unban")
    for role in ("support", "finance", "moderator", "superadmin"):
        admin.put(f"/admin/accounts/{account}/role", {"role": role})
    admin.delete(f"/admin/accounts/{account}/role")
    greek.values["person"] = account
    change_what_logs_in(greek)
    come_from_elsewhere(greek)
    prove_more(greek)


def change_what_logs_in(greek):
    client, market = greek.client, greek.market
    dora = client().sign_up("Δώρα", "dora@example.com")
    dora.put("/me/password", {"current": PASSWORD, "password": PASSWORD + "2"}, expect=(200, 204))
    client().post("/accounts/password-codes", {"email": "dora@example.com"}, expect=(200, 202, 204))
    client().post("/accounts/password", {
        "email": "dora@example.com", "code": market.code("dora@example.com"), "password": PASSWORD},
        expect=(200, 204))
    dora.sign_in("dora@example.com")
    client().post("/accounts", {"name": "Δώρα", "email": "dora@example.com", "password": PASSWORD}, expect=(200, 201, 202))
    # An address that somebody has, and a free one, whose owner gets a code.
    iris = client().sign_up("Ίρις", "iris@example.com")
    for person, email in ((dora, "maria@example.com"), (iris, "nea@example.com")):
        person.post("/me/email", {"email": email, "password": PASSWORD}, expect=(200, 202, 204))
    iris.post("/me/email/confirm", {"code": market.code("nea@example.com")}, expect=(200, 204))
    greek.values["undo"] = greek.mail("iris@example.com", r"/email/undo\S*token=([\w-]+)")
    # An address that is barred, as its owner closed a shop and went.
    client().post("/accounts", {"name": "Μάνος", "email": "manos@example.com", "password": PASSWORD}, expect=(200, 201, 202))


def prove_more(greek):
    """Codes by app, which an administrator takes away in the end, and those of somebody who turns them off."""
    thanos, codes = with_app(greek, "Θάνος", "thanos")
    credentials = {"email": "thanos@example.com", "password": PASSWORD}
    for code in codes[:10]:
        greek.client().post("/sessions", {**credentials, "code": code})
    thanos, codes = with_app(greek, "Λένα", "lena")
    thanos.post("/me/second-factor/recovery-codes", expect=(200, 201))
    for _ in range(6):
        greek.client().post(
            "/sessions", {"email": "lena@example.com", "password": PASSWORD, "code": "000000"}, expect=(401, 403, 429))
    greek.admin.delete(f"/admin/accounts/{greek.account_of('lena@example.com')}/second-factor", expect=(200, 204))
    zoe, codes = with_app(greek, "Ζωή", "zoe")
    zoe.delete("/me/second-factor", json={"password": PASSWORD, "code": codes[0]})
    with_passkey(greek)


def with_app(greek, name, mailbox):
    person = greek.client().sign_up(name, f"{mailbox}@example.com")
    secret = person.post("/me/second-factor", expect=(200, 201))["secret"]
    answer = person.post("/me/second-factor/confirm", {"code": app_code(secret)})
    return person, answer["codes"]


def with_passkey(greek):
    """Passkeys are made by a browser; one that counts backwards is refused."""
    browser = Browser(greek.market, "passkeys")
    try:
        browser.driver.add_virtual_authenticator(VirtualAuthenticatorOptions(
            protocol=Protocol.CTAP2, transport=Transport.INTERNAL, has_resident_key=True, has_user_verification=True,
            is_user_verified=True))
        browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {
            "source": "delete window.PublicKeyCredential?.isConditionalMediationAvailable"})
        read_pseudo(browser)
        browser.open("/login", picture=False).fill(email="maria@example.com", password=PASSWORD)
        browser.press(pseudo("Log in"))
        for name in ("Κλειδί", "Άλλο"):
            # A device takes one of each account, unless it forgets.
            browser.driver.remove_all_credentials()
            browser.open("/account/security", picture=False).fill(name=name)
            browser.press(pseudo("Add a passkey")).wait_for(name)
        sql(greek.market, "UPDATE passkeys SET sign_count = 1000")
        browser.driver.delete_all_cookies()
        read_pseudo(browser)
        browser.open("/login", picture=False).press(pseudo("Log in with a passkey"), stays=True)
        greek.mail("maria@example.com", pseudo("(A passkey was refused)"))
        first, second = (passkey["id"] for passkey in greek.maria.get("/me/passkeys")["items"])
        greek.maria.sign_in("maria@example.com").delete(f"/me/passkeys/{first}")
        greek.values["passkey"] = second
    finally:
        browser.quit()


def read_pseudo(browser):
    browser.open("/help", picture=False).driver.add_cookie({"name": "language", "value": "en-XA"})


def come_from_elsewhere(greek):
    """An account of another site, linked with one here."""
    greek.market.provider.person("maria", "maria@example.com", name="Μαρία")
    session = requests.Session()
    url = greek.market.url
    session.post(url + "/login", data={"email": "maria@example.com", "password": PASSWORD}, timeout=30)
    security = session.get(url + "/account/security", timeout=30).text
    link = html.unescape(re.search(r'href="(/account/identities/oidc/link[^"]*)"', security).group(1))
    answer = session.get(url + link, allow_redirects=False, timeout=30)
    back = greek.market.provider.allow(answer.headers["Location"], "maria")
    session.get(back, allow_redirects=False, timeout=30)
    greek.values["identity"] = greek.maria.get("/me/identities")["items"][0]["id"]


def lose_domain(greek):
    """The record is gone: the owner is told, and a month later the domain shows the shop no more."""
    market = greek.market
    market.names.records.clear()
    for title in ("(The record of)", "(does not show)"):
        market.stop()
        sql(market, "UPDATE shop_domains SET checked_at = 0")
        sql(market, f"UPDATE shop_domains SET missing_since = missing_since - {30 * DAY} WHERE missing_since IS NOT NULL")
        sql(market, "UPDATE recurring_jobs SET next_at = 0 WHERE kind = 'vendors.domains.check'")
        market.start()
        greek.mail("rita@example.com", pseudo(title, around=""))


def refuse_refund(greek, checkout):
    """The payment becomes one of a smaller charge, of which the test gateway gives back no more."""
    stem = "test_charge_1_EUR_0"
    reference = stem + "_" + hashlib.sha256(stem.encode()).hexdigest()[:24]
    sql(greek.market, f"UPDATE order_settlements SET payment_reference = '{reference}'")
    greek.maria.post(f"/orders/{checkout['orders'][0]['id']}/cancel", {"reason": "Όχι πια."})
