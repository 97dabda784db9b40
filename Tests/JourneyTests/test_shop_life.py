"""A shop's life in a real browser, on both engines: settings, followers, its own domain, staff, the end and the way
back."""
import re

import requests
from selenium.webdriver.support.ui import Select

from conftest import PASSWORD, open_shop
from shop_life_kit import later, market, people, png, purge_ran, sql
from test_onboarding import pdf

SHOP = "/sell/ritas-schalen"
HOST = "schalen.example.org"


def at_host(market, path, host=HOST, method="GET", **options):
    return requests.request(
        method, market.url + path, headers={"Host": f"{host}:{market.port}", **options.pop("headers", {})},
        allow_redirects=False, timeout=30, **options)


def canonical(answer):
    return re.search(r'<link rel="canonical" href="([^"]+)"', answer.text).group(1)


def test_settings_show_on_the_shop_page(market, people, tmp_path):
    rita = people.browser("rita", "rita@example.com")
    rita.open(f"{SHOP}/settings").fill(
        description="Schalen und Teller.\nSeit 1987.", shippingPolicy="We send on Mondays.",
        returnPolicy="Thirty days, unused.", privacyPolicy="Only what the tax office asks for.",
        terms="German law.", lowStockThreshold="7").press("Save").wait_for("The settings are saved")
    rita.open(f"{SHOP}/settings/contact").fill_named("hours.tuesday", "late")
    rita.fill_named("links.instagram", "https://evil.example/rita")
    rita.press("Save").wait_for("Write Tuesday's hours as").wait_for("This must be an address of Instagram")
    rita.fill_named("hours.tuesday", "9-12:30, 14–18").fill_named("openingNote", "By appointment on Sundays.")
    rita.fill_named("links.instagram", "https://www.instagram.com/ritas.schalen/")
    rita.fill(contactEmail="hallo@example.org", contactPhone="+49 221 123456", address="Gasse 1\n50667 Köln")
    rita.press("Save").wait_for("Customers see it on the page of the shop")
    for kind, size in (("avatar", (200, 200)), ("banner", (1600, 400))):
        bad = tmp_path / "bad.png"
        bad.write_bytes(b"MZ" + b"\0" * 400)
        for path, answer in ((str(bad), "This is not a picture"), (png(tmp_path, f"{kind}.png", *size), "new picture")):
            rita.open(f"{SHOP}/settings/pictures", picture=False)
            form = f"main form[action$='/pictures/{kind}']"
            rita.one(f"{form} [name=file]").send_keys(path)
            rita.click(rita.one(f"{form} button"))
            rita.wait_for(answer)
    rita.open(f"{SHOP}/settings/pictures").open(f"{SHOP}/settings/mails").open(f"{SHOP}/settings/delivery")

    visitor = people.browser("visitor", phone=True).open("/shops/ritas-schalen")
    for text in ("Seit 1987.", "We send on Mondays.", "Thirty days, unused.", "09:00–12:30, 14:00–18:00",
                 "By appointment on Sundays.", "hallo@example.org", "+49 221 123456", "50667 Köln",
                 "instagram.com/ritas.schalen", "Privacy", "Terms"):
        visitor.wait_for(text)
    link = visitor.one("main a[href^='https://www.instagram.com']")
    assert {"nofollow", "noopener"} <= set(link.get_attribute("rel").split())
    assert len(visitor.all(".shop-head img")) == 2
    rita.open(f"{SHOP}/activity").wait_for("Shop edited").wait_for("Shop picture changed")
    rita.open(f"{SHOP}/activity?action=shop.picture_changed&person=marketplace").wait_for("Nothing found")
    rita.open(f"{SHOP}/activity?person=marketplace").wait_for("Shop approved")
    assert "Ada Admin" not in rita.text() and "Shop edited" not in rita.text().split("Show everything")[1]
    rita.check_console()


def test_people_follow_a_shop(market, people):
    visitor = people.browser("visitor").open("/shops/ritas-schalen").wait_for("0 followers").press("Follow")
    assert "/login?next=" in visitor.driver.current_url
    for number, name in enumerate(("Fatima", "Jörg"), 1):
        person = people.browser(name.lower(), phone=number == 1).sign_up(name, f"follower{number}@example.com")
        person.open("/shops/ritas-schalen").press("Follow", stays=True)
        person.wait_for(f"{number} follower").wait_for("Unfollow")
        person.open("/account/follows").wait_for("Ritas Schalen")
    assert people.client().get("/shops/ritas-schalen")["followerCount"] == 2
    person.open("/shops/ritas-schalen", picture=False).press("Unfollow", stays=True).wait_for("1 follower")
    person.open("/account/follows").wait_for("You follow no shop yet")
    person.check_console()


def test_a_shop_shows_under_its_own_name(market, people):
    rita = people.browser("rita", "rita@example.com", phone=True)
    own, far = f"http://{HOST}:{market.port}", market.url
    page = f"{SHOP}/settings/domain"
    for host, complaint in (("127.0.0.1", "address of a machine"), ("shop.localhost", "can't be reached")):
        rita.open(page, picture=False).fill(host=host).press("Continue").wait_for(complaint)
    rita.fill(host=HOST.upper() + ".").press("Continue").wait_for("Now set the records")
    rita.press("Check now").wait_for(f"There is no TXT record _souk-challenge.{HOST}")
    assert market.names.asked == [f"_souk-challenge.{HOST}"]
    name, value = rita.texts("main code")[:2]
    assert requests.get(f"{far}/domains/allowed?domain={HOST}", timeout=30).status_code == 404
    assert "Blaue Schale" not in at_host(market, "/login").text and at_host(market, "/login").status_code == 200
    market.names.records[name.lower()] = ["v=spf1 -all"]
    rita.press("Check now").wait_for("holds something else")
    market.names.is_ill = True
    rita.press("Check now").wait_for("do not answer")
    market.names.is_ill = False
    market.names.records[name.lower()] = ["v=spf1 -all", value]
    rita.press("Check now").wait_for(f"{HOST} shows your shop now").wait_for("Shows your shop")
    rita.open(page)

    home = at_host(market, "/")
    assert home.status_code == 200 and "Ritas Schalen" in home.text and "Blaue Schale" in home.text
    assert canonical(home) == own + "/" == canonical(requests.get(far + "/shops/ritas-schalen", timeout=30))
    goods = at_host(market, "/products/blaue-schale")
    assert goods.status_code == 200 and canonical(goods) == own + "/products/blaue-schale"
    assert canonical(requests.get(far + "/products/blaue-schale", timeout=30)) == canonical(goods)
    assert own in at_host(market, "/sitemap.xml").text and own in at_host(market, "/robots.txt").text
    assert at_host(market, "/cart").status_code == 200 and at_host(market, "/health/ready").status_code == 200
    for path, target in (("/products", "/"), ("/shops/ritas-schalen", "/"), ("/login", far + "/login"),
                         ("/sell", far + "/sell"), ("/admin", far + "/admin"), ("/shops", far + "/shops")):
        moved = at_host(market, path)
        assert 300 <= moved.status_code < 400 and moved.headers["Location"] == target, path
    refused = at_host(market, "/login", method="POST", data={"email": "rita@example.com"})
    assert refused.status_code == 421
    cookie = {cookie["name"]: cookie["value"] for cookie in rita.driver.get_cookies()}
    assert "Log out" not in at_host(market, "/", cookies=cookie).text
    assert requests.get(f"{far}/domains/allowed?domain={HOST}", timeout=30).status_code == 200
    assert "Ritas Schalen" not in at_host(market, "/", host="other.example.org").text.split("<main")[0]

    mallory, fakes = open_shop(people.client, market, people.admin, "Fakes", "mallory@example.com")
    fake = mallory.post(f"/shops/{fakes['id']}/products", {
        "title": "Falsche Schale", "description": "x", "price": 100, "stock": 1})
    moved = at_host(market, f"/products/{fake['slug']}")
    assert moved.headers["Location"] == f"{far}/products/{fake['slug']}"
    claim = mallory.put(f"/shops/{fakes['id']}/domain", {"host": HOST})
    mallory.post(f"/shops/{fakes['id']}/domain/verify", expect=409)
    market.names.records[name.lower()] += [claim["recordValue"]]
    mallory.post(f"/shops/{fakes['id']}/domain/verify", expect=409)

    rita.open_dialog("Give it up").confirm("Give it up").wait_for("does not show your shop any more")
    assert canonical(requests.get(far + "/shops/ritas-schalen", timeout=30)) == far + "/shops/ritas-schalen"
    assert requests.get(f"{far}/domains/allowed?domain={HOST}", timeout=30).status_code == 404
    rita.open(f"{SHOP}/activity").wait_for("Domain removed").wait_for("Domain verified")
    assert "POST /sell" not in rita.text()
    rita.check_console()


def test_staff_see_what_they_may(market, people):
    rita = people.browser("rita", "rita@example.com")
    rita.open(f"{SHOP}/staff").press("Send the invitation", stays=True)
    noura = "noura.versandabteilung@langer-name-einer-firma.example.com"
    for email, permissions in ((noura, ["orders"]), ("paul@example.com", ["products"])):
        rita.open(f"{SHOP}/staff", picture=False).fill(email=email).tick("permissions", *permissions)
        rita.press("Send the invitation").wait_for(f"An invitation to {email} is on its way")
    rita.open(f"{SHOP}/staff")
    links = [re.search(r"http\S+(/invitations/\S+)", market.mails(to=to, subject="invites you")[0]
                       .get_body(("plain",)).get_content()).group(1) for to in (noura, "paul@example.com")]

    newcomer = people.browser("noura", phone=True).open(links[0]).press("Make an account")
    assert newcomer.one("[name=email]").get_attribute("value") == noura
    newcomer.fill(name="Noura Ünal", password=PASSWORD).press("Create account").wait_for("six")
    newcomer.fill(code=market.code(noura)).wait_for("Work with Ritas Schalen").open(links[0]).press("Accept")
    newcomer.wait_for("Welcome to Ritas Schalen").picture("orders of staff")
    desk = people.browser("noura-desk", noura).open(SHOP)
    assert desk.menu() == ["Orders"] and desk.driver.current_url.endswith("/orders")
    for section in ("products", "settings", "staff", "application", "balance", "activity"):
        assert "This page is not here" in desk.open(f"{SHOP}/{section}", picture=False).text(), section
    assert "This invitation is no longer good" in desk.open(links[0]).text()

    people.client().sign_up("Paul Schmidt", "paul@example.com")
    assert "You are logged in with another address" in desk.open(links[1]).text()
    paul = people.browser("paul", "paul@example.com").open("/sell").press("Accept").wait_for("Welcome to")
    assert paul.menu() == ["Products", "Stock", "Imports"]

    rita.open(f"{SHOP}/staff")
    rita.press("Noura Ünal")
    rita.tick("permissions", "reports", "settings").picture("member")
    rita.press("Save").wait_for("Noura Ünal may do this from now on")
    assert desk.open(SHOP).menu() == ["Today", "Activity", "Settings"]
    assert "Close the shop" not in desk.open(f"{SHOP}/settings", picture=False).text()
    assert "Ada Admin" not in desk.open(f"{SHOP}/activity").text()
    rita.open(f"{SHOP}/staff", picture=False)
    rita.press("Paul Schmidt")
    rita.open_dialog("Remove").confirm("Remove").wait_for("Paul Schmidt no longer works in the shop")
    assert "This page is not here" in paul.open(f"{SHOP}/products", picture=False).text()
    assert market.mails(to="paul@example.com", subject="You no longer work in Ritas Schalen")
    desk.open("/sell").open_dialog("Leave").confirm("Leave").wait_for("You no longer work in that shop")
    rita.open(f"{SHOP}/staff").wait_for("You run the shop alone")
    rita.open(f"{SHOP}/activity", picture=False)
    rita.one("details.search-panel summary").click()
    Select(rita.one("[name=person]")).select_by_visible_text("Paul Schmidt")
    rita.press("Search").wait_for("Show everything").picture("activity of one")
    titles = rita.texts(".activity__title")
    assert titles == ["Staff joined"], titles
    rita.open(f"{SHOP}/activity").wait_for("Staff invited").wait_for("Staff removed").wait_for("Staff left")


def test_the_documents_form_says_what_is_wrong(market, people, tmp_path):
    rita = people.browser("rita", "rita@example.com", phone=True)
    page = f"{SHOP}/application/documents"

    def choose(name, content):
        (tmp_path / name).write_bytes(content)
        rita.open(page, picture=False).fill(kind="identity")
        rita.one("[name=file]").send_keys(str(tmp_path / name))

    choose("harmless.pdf", b"MZ" + b"\0" * 500)
    rita.press("Upload").wait_for("This file is none of them").wait_for("Add a document")
    choose("large.pdf", b"%PDF-1.4\n" + b"\0" * (11 * 1024 * 1024))
    rita.wait_for("This file is too large: at most 10 MB.").picture("too large")
    rita.driver.execute_script("document.querySelector('main form[enctype] button[type=submit]').formNoValidate = true")
    rita.press("Upload").wait_for("A document may have at most 10 MB").wait_for("Add a document")
    choose("Personalausweis.pdf", pdf("passport-C01X00T47"))
    rita.press("Upload").wait_for("Personalausweis.pdf is stored").wait_for("To be checked").picture("stored")
    rita.open(f"{SHOP}/application/payouts").fill(holder="Rita Rosenbusch", iban="DE00 3704 0044 0532 0130 00")
    rita.press("Add the bank account").wait_for("One field needs a look").wait_for("IBAN: This is not an IBAN")
    rita.fill(iban="DE89 3704 0044 0532 0130 00").press("Add the bank account").wait_for("DE89 •••• 3000 is stored")
    assert "0532" not in rita.driver.page_source and "Rosenbusch" not in rita.driver.page_source.split("<main")[1]
    rita.picture("payouts")


def test_a_suspended_shop_answers_once(market, people):
    rita = people.browser("rita", "rita@example.com", phone=True)
    people.admin.post(f"/admin/shops/{people.shop['id']}/suspend", {"reason": "Parcels came late.\nThree times."})
    rita.open(SHOP).wait_for("Your shop is suspended").wait_for("Three times.").press("Your application")
    rita.fill(message="The carrier is another one now.").press("Send the answer").wait_for("You answered; we look at it")
    rita.picture("suspended and answered")
    people.rita.post(f"/shops/{people.shop['id']}/application", {"message": "And?"}, expect=409)
    seen = people.admin.get(f"/admin/shops/{people.shop['id']}/application")
    assert [entry["kind"] for entry in seen["history"]][:2] == ["answered", "suspended"]
    assert seen["history"][0]["text"] == "The carrier is another one now." and seen["status"] == "suspended"
    assert market.mails(to="admin@example.com", subject="answered")
    assert requests.get(market.url + "/shops/ritas-schalen", timeout=30).status_code == 404
    people.admin.post(f"/admin/shops/{people.shop['id']}/approve", {"version": seen["version"]})
    assert requests.get(market.url + "/shops/ritas-schalen", timeout=30).status_code == 200
    rita.check_console()


def test_a_shop_is_closed_restored_and_purged(market, people):
    def status(path):
        return requests.get(market.url + path, timeout=30, allow_redirects=False).status_code

    follower = people.client().sign_up("Fatima", "fatima@example.com")
    follower.put("/shops/ritas-schalen/follow", {})
    claim = people.rita.put("/shops/ritas-schalen/domain", {"host": HOST})
    market.names.records[claim["recordName"]] = [claim["recordValue"]]
    people.rita.post("/shops/ritas-schalen/domain/verify")
    assert "Ritas Schalen" in at_host(market, "/").text

    rita = people.browser("rita", "rita@example.com").open(f"{SHOP}/settings", picture=False)
    rita.open_dialog("Close the shop")
    button = rita.one("dialog[open] button.button--danger")
    rita.one("dialog[open] [name=confirm]").send_keys("Ritas")
    assert not button.is_enabled()
    rita.confirm("Close the shop", " Schalen").wait_for("is closed. You can restore it here for 28 days")
    rita.picture("closed")
    assert market.mails(to="rita@example.com", subject="is closed")
    assert [status(path) for path in ("/shops/ritas-schalen", "/products/blaue-schale")] == [404, 404]
    assert "Blaue Schale" not in requests.get(market.url + "/search?q=schale", timeout=30).text.split("<main")[1]
    assert "Ritas Schalen" not in at_host(market, "/").text and follower.get("/me/follows")["items"] == []
    people.rita.get(f"/shops/{people.shop['id']}/staff", expect=404)
    follower.post(f"/shops/{people.shop['id']}/restore", expect=404)

    later(market, 27)
    assert "You can restore it for 1 day." in rita.open("/sell").text()
    rita.press("Restore").wait_for("Ritas Schalen is back as it was")
    assert [status(path) for path in ("/shops/ritas-schalen", "/products/blaue-schale")] == [200, 200]
    assert "Blaue Schale" in at_host(market, "/").text
    assert people.client().get("/shops/ritas-schalen")["followerCount"] == 1

    people.rita.sign_in("rita@example.com").delete("/shops/ritas-schalen")
    later(market, 29)
    purge_ran(market)
    assert "is closed" not in rita.open("/sell").text()
    people.rita.sign_in("rita@example.com").post(f"/shops/{people.shop['id']}/restore", expect=404)
    assert sql(market, "SELECT name, description, follower_count FROM shops WHERE purged_at IS NOT NULL") \
        == [("Closed shop", "", 0)]
    for table in ("products", "shop_followers", "shop_members", "shop_domains", "shop_applications"):
        assert sql(market, f"SELECT COUNT(*) FROM {table}")[0][0] == 0, table
    assert status("/shops/ritas-schalen") == 404
    done = market.command("audit", "verify")
    assert done.returncode == 0, done.stdout + done.stderr
    rita.check_console()
