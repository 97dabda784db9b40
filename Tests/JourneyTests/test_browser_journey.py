"""The whole story in a real browser, on both engines, with pictures of every page at desk and phone width."""
import base64
import re
import time

import pytest
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

from conftest import ARTIFACTS, PASSWORD, open_shop


class Browser:
    """One person's browser."""

    def __init__(self, souk, name, phone=False):
        options = Options()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=en",
                         "--window-size=1440,1000"):
            options.add_argument(argument)
        if phone:
            options.add_experimental_option(
                "mobileEmulation", {"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2}})
        options.set_capability("goog:loggingPrefs", {"browser": "SEVERE"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.souk = souk
        self.folder = ARTIFACTS / "screenshots" / souk.engine / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.count = 0

    def open(self, path, picture=True):
        self.driver.get(self.souk.url + path)
        if picture:
            self.picture(path)
        return self

    def picture(self, label):
        self.count += 1
        name = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[a-z]+_[0-9a-z]{26}", "id", label.lower())).strip("-") or "home"
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 4000), "scale": 1}})
        (self.folder / f"{self.count:02}-{name[:60]}.png").write_bytes(base64.b64decode(shot["data"]))

    def fill(self, **values):
        for name, value in values.items():
            self.fill_named(name.replace("__", "."), value)
        return self

    def fill_named(self, name, value):
        field = self.driver.find_element(By.CSS_SELECTOR, f"main [name='{name}']")
        if field.tag_name == "select":
            Select(field).select_by_value(value)
        else:
            field.clear()
            field.send_keys(value)
        return self

    def press(self, label):
        """Clicks the visible button or link of the page's main part with this text, and waits for what comes."""
        found = [
            element for element in self.driver.find_elements(By.CSS_SELECTOR, "main button, main a")
            if element.is_displayed() and element.text.strip().lower().startswith(label.lower())]
        assert found, f"no button {label!r} on {self.driver.current_url}\n{self.text()[:1500]}"
        self.click(found[0])
        return self

    def click(self, element):
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        before = self.driver.find_element(By.TAG_NAME, "html")
        element.click()
        end = time.time() + 5
        while time.time() < end:
            try:
                before.is_enabled()
            except Exception:
                break
            time.sleep(0.05)
        WebDriverWait(self.driver, 20).until(
            lambda d: d.execute_script("return document.readyState") == "complete")

    def text(self):
        waiting = WebDriverWait(
            self.driver, 20, ignored_exceptions=[NoSuchElementException, StaleElementReferenceException])
        # The next page may come at this moment.
        return waiting.until(lambda driver: (driver.find_element(By.TAG_NAME, "body").text,))[0]

    def wait_for(self, text, seconds=20):
        end = time.time() + seconds
        while text.lower() not in self.text().lower():
            assert time.time() < end, f"{text!r} is not on {self.driver.current_url}:\n{self.text()[:2000]}"
            time.sleep(0.2)
        return self

    def check_console(self):
        errors = [entry for entry in self.driver.get_log("browser") if "favicon" not in entry["message"]
                  and " 422 " not in entry["message"] and " 40" not in entry["message"]]
        assert not errors, errors

    def sign_up(self, name, email):
        self.open("/signup").fill(name=name, email=email, password=PASSWORD)
        self.press("Sign up" if "Sign up" in self.text() else "Create")
        self.picture("activation")
        code = self.souk.code(email)
        boxes = self.driver.find_elements(By.CSS_SELECTOR, "main [name='code']")
        if not boxes:
            self.open(f"/activate?email={email}", picture=False)
        self.fill(code=code)
        if "/activate" in self.driver.current_url:
            self.press("Activate")
        return self

    def sign_in(self, email):
        self.open("/login", picture=False).fill(email=email, password=PASSWORD).press("Log in")
        return self

    def close(self):
        self.check_console()
        self.driver.quit()


CSV = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,"
    "Variant Inventory Qty,Variant Price,Variant Compare At Price,Status\r\n"
    "linen-towel,Linen towel,<p>Soft <b>linen</b>.</p>,Vera,Textiles,\"linen, bath\",true,Colour,Sand,LT-S,4,19.90,24.90,active\r\n"
    "linen-towel,,,,,,,,Teal,LT-T,3,19.90,,\r\n"
    "broken,Broken price,,Vera,Textiles,,true,Title,Default Title,BR-1,1,nineteen,,active\r\n")


@pytest.fixture
def browsers(souk):
    opened = []

    def make(name, phone=False):
        browser = Browser(souk, name, phone)
        opened.append(browser)
        return browser

    yield make
    for browser in opened:
        browser.driver.quit()


def test_story(souk, client, browsers, tmp_path):
    souk.make_admin()
    api_admin = client().sign_in("admin@example.com")
    others = [open_shop(client, souk, api_admin, name, f"{name.lower()}@example.com") for name in ("Kiln", "Loom")]
    for vendor, shop in others:
        vendor.post(f"/shops/{shop['id']}/products", {
            "title": f"{shop['name']} bowl", "description": "Turned by hand.", "price": 2500, "stock": 6})
    vendor, admin = browsers("vendor"), browsers("admin")
    open_and_approve(vendor, admin)
    fill_the_shop(vendor, tmp_path)
    buyer = browsers("buyer", phone=True)
    browse_as_guest(buyer)
    sign_in_and_pay(buyer)
    fulfil(vendor)
    be_paid_out(vendor, admin)
    change_the_site(admin, buyer)
    for browser in (vendor, admin, buyer):
        browser.check_console()


def open_and_approve(vendor, admin):
    vendor.sign_up("Vera Vendor", "vera@example.com")
    vendor.open("/sell").open("/sell/new").fill(
        name="Veras Vasen", description="Vasen und Schalen aus der Werkstatt.", country="DE", currency="EUR")
    vendor.press("Open the shop").picture("shop opened")
    admin.sign_in("admin@example.com").open("/admin").open("/admin/shops?status=pending")
    admin.open("/admin/shops/veras-vasen").press("Reject")
    admin.fill(reason="Please tell where you make them.").press("Refuse the shop")
    admin.picture("rejected")
    vendor.open("/sell/veras-vasen").wait_for("Please tell where you make them.")
    vendor.fill(message="In Köln, in the Südstadt.").press("Send")
    admin.open("/admin/shops/veras-vasen").wait_for("In Köln, in the Südstadt.").press("Approve")
    admin.driver.find_element(By.CSS_SELECTOR, "dialog[open] [name=anyway]").click()
    admin.press("Open the shop").wait_for("is open")


def fill_the_shop(vendor, folder):
    vendor.open("/sell/veras-vasen/products").open("/sell/veras-vasen/products/new")
    vendor.fill(title="Donaudampfschifffahrtsvase مزهرية", description="Hoch und schmal.", price="42.50", stock="5")
    vendor.press("Save").picture("product saved")
    vendor.open("/sell/veras-vasen/products").wait_for("Donaudampfschifffahrtsvase")
    path = folder / "products.csv"
    path.write_text(CSV, encoding="utf-8", newline="")
    vendor.open("/sell/veras-vasen/imports")
    vendor.driver.find_element(By.CSS_SELECTOR, "main input[type=file]").send_keys(str(path))
    vendor.press("Start the import").wait_for("rejected")
    vendor.wait_for("is not an amount of EUR").picture("import done")
    vendor.open("/sell/veras-vasen/products").wait_for("Linen towel")


def browse_as_guest(buyer):
    buyer.open("/").wait_for("Donaudampfschifffahrtsvase").open("/categories").open("/shops").open("/shops/veras-vasen")
    buyer.open("/products").open("/search?q=towel").wait_for("Linen towel")
    add_to_cart(buyer, "linen-towel")
    for slug in ("kiln-bowl", "loom-bowl"):
        add_to_cart(buyer, slug)
    buyer.open("/cart").wait_for("3 items from 3 shops")


def add_to_cart(buyer, slug):
    buyer.open(f"/products/{slug}")
    button = next(
        b for b in buyer.driver.find_elements(By.CSS_SELECTOR, "main form[action='/cart/items'] button[type=submit]")
        if b.is_displayed() and "cart" in b.text.lower())
    button.click()
    buyer.wait_for("in the cart")


def sign_in_and_pay(buyer):
    buyer.sign_up("Grete Müller", "grete@example.com")
    buyer.open("/cart").wait_for("3 items from 3 shops")
    buyer.press("Check out").picture("contact")
    buyer.press("Continue to delivery").picture("errors")
    buyer.fill_named("shippingAddress.name", "Grete Müller").fill_named("shippingAddress.line1", "Hauptstraße 5")
    buyer.fill_named("shippingAddress.postalCode", "50667").fill_named("shippingAddress.city", "Köln")
    buyer.press("Continue to delivery").picture("delivery")
    buyer.press("Continue to payment").picture("payment")
    choose(buyer, "paymentMethod", "test")
    buyer.press("Order and pay € 69.90").picture("test payment")
    pay_with(buyer, "test_decline").wait_for("declined")
    pay_with(buyer, "test_challenge").press("Yes, it is me")
    buyer.wait_for("Thank you").picture("thanks")
    buyer.open("/orders").wait_for("Veras Vasen")
    assert len(buyer.souk.mails(to="grete@example.com", count=2)) >= 2


def pay_with(buyer, token):
    choose(buyer, "token", token)
    return buyer.press("Pay")


def choose(buyer, name, value):
    """Presses the label of a radio button, as a finger does."""
    buyer.driver.find_element(By.CSS_SELECTOR, f"main label:has(input[name='{name}'][value='{value}']), "
                              f"main input[name='{name}'][value='{value}'] + label").click()


def fulfil(vendor):
    vendor.open("/sell/veras-vasen").open("/sell/veras-vasen/orders")
    link = vendor.driver.find_element(By.CSS_SELECTOR, "main table a[href*='/orders/ord_']").get_attribute("href")
    path = link.replace(vendor.souk.url, "")
    vendor.open(path)
    for label in ("Start", "Handed over", "It was delivered"):
        vendor.press(label)
    vendor.picture("order delivered")
    vendor.open("/sell/veras-vasen/balance").wait_for("€ 17.91")


def be_paid_out(vendor, admin):
    vendor.press("Ask for a payout").fill(amount="17.91").press("Ask for the payout").picture("payout asked")
    admin.open("/admin/payouts")
    link = admin.driver.find_element(By.CSS_SELECTOR, "main table a[href*='/payouts/']").get_attribute("href")
    admin.open(link.replace(admin.souk.url, "")).fill(reason="Wrong account number.").press("Give the balance back")
    vendor.open("/sell/veras-vasen/balance").wait_for("€ 17.91")
    vendor.press("Ask for a payout").fill(amount="17.91").press("Ask for the payout")
    admin.open("/admin/payouts?status=requested", picture=False)
    link = admin.driver.find_element(By.CSS_SELECTOR, "main table a[href*='/payouts/']").get_attribute("href")
    admin.open(link.replace(admin.souk.url, "")).press("The money was sent")
    admin.wait_for("completed")
    verified = vendor.souk.command("ledger", "verify")
    assert verified.returncode == 0, verified.stdout


def change_the_site(admin, buyer):
    admin.open("/admin/commission").open("/admin/categories").open("/admin/orders").open("/admin/products")
    admin.open("/admin/site").fill(name="Basar am Rhein").fill_named("banner.title", "Von hier").press("Save")
    buyer.open("/").wait_for("Basar am Rhein").wait_for("Von hier")
