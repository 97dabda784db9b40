"""Every script of the pages at work in a real browser. Errors in its console fail the journey: the kit looks when a
browser is closed."""
import re
import time

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browser_kit import Browser, quit_all
from conftest import ROOT, open_shop
from shop_life_kit import png

# Where each script is at work. One that a name here does not lead to is tested by nobody.
AT_WORK = {
    "app": "test_scripts.py::test_searching", "cart": "test_scripts.py::test_buying",
    "category-fields": "test_category_attributes.py::test_a_vendor_says_what_the_category_asks",
    "category-tree": "test_product_model.py::test_categories_are_moved_and_deleted",
    "markdown": "test_description_editor.py::test_a_description_is_written_with_tools",
    "order": "test_home_sections.py::test_a_browser_puts_sections_in_order",
    "chart": "test_scripts.py::test_selling", "code": "test_second_factor.py::test_codes_and_passkeys",
    "confirm": "test_scripts.py::test_selling", "consent": "test_scripts.py::test_signing_up",
    "cooldown": "test_scripts.py::test_signing_up", "docs": "test_scripts.py::test_the_page_of_the_api",
    "fill": "test_scripts.py::test_filling_all_rows",
    "filters": "test_scripts.py::test_narrowing_on_a_phone", "form": "test_scripts.py::test_selling",
    "gallery": "test_scripts.py::test_buying", "page": "test_scripts.py::test_narrowing",
    "partial": "test_scripts.py::test_narrowing", "passkey": "test_second_factor.py::test_codes_and_passkeys",
    "presses": "test_addresses.py::test_the_form_follows_the_country",
    "preview": "test_scripts.py::test_signing_up", "print": "test_scripts.py::test_keeping_recovery_codes",
    "quantity": "test_scripts.py::test_buying", "recent": "test_scripts.py::test_looking_around",
    "refresh": "test_scripts.py::test_selling", "report": "test_scripts.py::test_a_fault_is_seen",
    "save": "test_scripts.py::test_keeping_recovery_codes", "scroll-row": "test_scripts.py::test_looking_around",
    "search": "test_scripts.py::test_searching", "table": "test_scripts.py::test_selling",
    "toast": "test_scripts.py::test_buying", "uploads": "test_scripts.py::test_pictures",
    "video": "test_scripts.py::test_watching_a_video",
    "validate": "test_scripts.py::test_signing_up", "variants": "test_scripts.py::test_buying",
    "words": "test_scripts.py::test_searching_in_german",
}
CSV = "Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price,Status\r\n" + "".join(
    f"mug-{number},Mug {number},MUG-{number},5,12.00,active\r\n" for number in range(30))


@pytest.fixture
def shop(souk, client, tmp_path):
    """A shop with a product in two colours and sizes, and some more; its owner's browsers and those of others."""
    class Shop:
        def __init__(self):
            souk.make_admin()
            admin = client().sign_in("admin@example.com")
            admin.post("/admin/categories", {"name": "Shirts and more"})
            self.owner, self.shop = open_shop(client, souk, admin, "Shirtery", "rita@example.com")
            self.opened = []
            self.shirt = self.product(
                title="T-Shirt blue & red", category="shirts-and-more", description="Soft.", price=2000, variants=[
                    {"options": {"Colour": "Red", "Size": "S"}, "price": 2000, "stock": 3},
                    {"options": {"Colour": "Blue", "Size": "M"}, "price": 2900, "stock": 2},
                    {"options": {"Colour": "Blue", "Size": "L"}, "price": 2900, "stock": 0}])
            for number in range(12):
                self.product(title=f"Plain sock {number}", price=500 + number, stock=4)

        def product(self, **fields):
            return self.owner.post(f"/shops/{self.shop['id']}/products", fields)

        def browser(self, name, email=None, phone=False):
            browser = Browser(souk, name, phone)
            self.opened.append(browser)
            return browser.sign_in(email) if email else browser

        def add_pictures(self):
            path = f"/shops/{self.shop['id']}/products/{self.shirt['id']}/images"
            for number in range(2):
                with open(png(tmp_path, f"{number}.png", 400 + number, 500), "rb") as file:
                    self.owner.call("POST", path, (200, 201), files={"images": file})

    shop = Shop()
    yield shop
    quit_all(shop.opened)


def suggested(browser):
    return browser.until(lambda: browser.texts(".suggestions:not([hidden]) .suggestions__item"), "suggestions")


def test_every_script_is_at_work_somewhere():
    scripts = {path.stem for path in (ROOT / "Sources/Web/Assets").glob("*.js")}
    assert scripts == set(AT_WORK)
    for place in AT_WORK.values():
        file, test = place.split("::")
        assert f"def {test}(" in (ROOT / "Tests/JourneyTests" / file).read_text(), place


def test_no_script_drops_an_error():
    """Who catches an error looks at it."""
    for path in (ROOT / "Sources/Web/Assets").glob("*.js"):
        assert not re.search(r"catch\s*\{|catch\(\s*(\(\s*\)|_)\s*=>|catch \(_\)", path.read_text()), path.name


def test_filling_all_rows(shop):
    browser = shop.browser("filling", "rita@example.com").open(f"/sell/shirtery/products/{shop.shirt['id']}")

    def column(name):
        return [browser.one(f'[name="rows[{row}].{name}"]').get_attribute("value") for row in range(3)]

    before = column("stock")
    browser.one('[name="all.price"]').send_keys("31")
    browser.press("Set in all rows", stays=True)
    assert column("price") == ["31"] * 3 and column("stock") == before
    assert browser.one('[name="all.price"]').get_attribute("value") == ""
    browser.picture("filled").press("Save").wait_for("is saved")
    prices = shop.owner.get(f"/shops/{shop.shop['id']}/products/{shop.shirt['id']}")["variants"]
    assert [variant["price"]["amount"] for variant in prices] == [3100] * 3


def test_watching_a_video(shop):
    """Nothing is asked of the host of a video before somebody presses."""
    shop.product(title="Loom", price=900, stock=1, video="https://media.example.com/loom.mp4")
    browser = shop.browser("watching").open("/products/loom")
    assert not browser.driver.find_elements("css selector", "video, iframe")
    browser.press("Watch the video", stays=True)
    player = browser.one("video.player")
    assert player.get_attribute("src") == "https://media.example.com/loom.mp4"
    assert browser.driver.execute_script("return document.activeElement === arguments[0]", player)


def test_searching(shop):
    browser = shop.browser("searching").open("/")
    browser.driver.find_element("tag name", "body").send_keys("/")
    field = browser.driver.switch_to.active_element
    assert field.get_attribute("name") == "q"
    field.send_keys("shirt")
    lines = suggested(browser)
    assert lines[0].split("\n") == ["T-Shirt blue & red", "Product"], lines
    assert [line.split("\n") for line in lines[1:]] == [["Shirts and more", "Category"], ["Shirtery", "Shop"]], lines
    browser.picture("suggestions")
    field.send_keys(Keys.ARROW_DOWN)
    assert browser.one("[aria-selected=true]").text.startswith("T-Shirt")
    browser.leads_on(lambda: field.send_keys(Keys.ENTER))
    assert browser.path() == f"/products/{shop.shirt['slug']}"
    browser.open("/").one("[name=q]").send_keys("tshirt")
    suggested(browser)
    browser.one("[name=q]").send_keys(Keys.ESCAPE)
    assert browser.texts(".suggestions:not([hidden]) .suggestions__item") == []
    browser.leads_on(lambda: browser.one("[name=q]").send_keys(Keys.ENTER))
    browser.wait_for("T-Shirt blue & red")
    browser.open("/").one("[name=q]").send_keys("shirter")
    suggested(browser)
    browser.leads_on(browser.one(".suggestions__item").click)
    assert browser.path() == "/shops/shirtery"


def test_searching_in_german(shop):
    browser = shop.browser("german").open("/?language=de")
    browser.one("[name=q]").send_keys("shirts")
    assert "Kategorie" in "\n".join(suggested(browser)) or "Category" in "\n".join(suggested(browser))
    assert browser.one(".suggestions").get_attribute("aria-label") == "Vorschläge"


def test_a_fault_is_seen(shop):
    """An answer that does not come is told to the console, where the journey finds it, and the page goes on."""
    browser = shop.browser("fault").open("/")
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*suggestions*", "*/cart/*"]})
    browser.one("[name=q]").send_keys("shirt")
    seen = browser.until(browser.console_errors, "an error in the console")
    seen += browser.until(lambda: seen if any("search:" in one["message"] for one in seen) else
                          seen.extend(browser.console_errors()), "what the script says")
    browser.open("/products/plain-sock-1").press("Add to cart", stays=True).wait_for("That did not work")
    assert any("cart:" in one["message"] for one in browser.console_errors())


def test_narrowing(shop):
    browser = shop.browser("narrowing").open("/products").wait_for("Plain sock 11")
    browser.driver.execute_script("document.querySelector('[name=color][value=Red]').click()")
    browser.until(lambda: "Plain sock" not in browser.read(), "red things alone")
    browser.wait_for("T-Shirt blue & red")
    browser.until(lambda: "color=Red" in browser.path(), "an address of what is shown")
    browser.driver.back()
    browser.wait_for("Plain sock 11")


def test_narrowing_on_a_phone(shop):
    browser = shop.browser("phone", phone=True).open("/products")
    browser.click(browser.one(".filters-open"), stays=True)
    browser.one(".filters--open")
    browser.picture("filters")
    browser.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    browser.until(lambda: not browser.all(".filters--open"), "the sheet to close")


def test_buying(shop):
    shop.add_pictures()
    browser = shop.browser("buying").open(f"/products/{shop.shirt['slug']}")
    browser.choose_option = lambda value: browser.driver.execute_script(
        "document.querySelector(`[data-option][value='${arguments[0]}']`).click()", value)
    browser.choose_option("Blue")
    browser.until(lambda: "29.00" in browser.one("[data-price]").text, "the price of the blue one")
    browser.choose_option("L")
    browser.wait_for("Sold out")
    browser.choose_option("M")
    browser.click(browser.one("[data-step='1']"), stays=True)
    assert browser.one("[name=quantity]").get_attribute("value") == "2"
    assert not browser.one("[data-step='1']").is_enabled()
    browser.press("Add to cart", stays=True)
    browser.until(lambda: browser.texts("[data-cart-count]")[0].startswith("2"), "two in the cart")
    browser.click(browser.one(".toast__close"), stays=True)
    browser.until(lambda: not browser.all(".toast"), "the message to go")
    browser.click(browser.all(".gallery__thumbnail")[1], stays=True)
    browser.until(lambda: browser.all(".gallery__thumbnail")[1].get_attribute("aria-current"), "the second picture")
    browser.click(browser.all(".gallery__stage [data-zoom]")[1], stays=True)
    assert browser.one("dialog[open] .zoom__picture").get_attribute("src")
    browser.one("dialog[open] [data-close]").click()


def test_looking_around(shop):
    browser = shop.browser("looking")
    for number in range(4):
        browser.open(f"/products/plain-sock-{number}", picture=False)
    browser.open("/").until(lambda: browser.all("#recently-viewed a"), "what was looked at")
    row = browser.one("[data-module=scroll-row]")
    on = row.find_element("css selector", "[data-scroll=on]")
    if on.is_displayed():
        browser.click(on, stays=True)
        back = row.find_element("css selector", "[data-scroll=back]")
        browser.until(back.is_enabled, "the way back")


def test_signing_up(shop, souk, tmp_path):
    browser = shop.browser("signing-up").open("/signup")
    if browser.all("[data-module=consent]"):
        covered = "return document.documentElement.style.getPropertyValue('--covered')"
        browser.until(lambda: browser.driver.execute_script(covered), "what the question covers")
    field = browser.one("main [name=email]")
    field.send_keys("nobody", Keys.TAB)
    browser.wait_for("Write an e-mail address")
    browser.fill(name="Greta", email="greta@example.com", password="correct horse battery staple")
    if browser.all("[data-module=preview]"):
        browser.one("[data-module=preview]").send_keys(png(tmp_path, "face.png", 40, 40))
        browser.one("#avatar img")
    browser.press("Create account")
    button = browser.one("[data-module=cooldown]")
    assert not button.is_enabled() and re.search(r"\d+ s", button.text), button.text


def test_pictures(shop, tmp_path):
    browser = shop.browser("pictures", "rita@example.com").open(f"/sell/shirtery/products/{shop.shirt['slug']}")
    if not browser.all("[data-module=uploads]"):
        browser.open(browser.all("a[href*=pictures]")[0].get_attribute("href").removeprefix(browser.souk.url))
    paths = [png(tmp_path, f"{number}.png", 100 + number, 100) for number in range(2)]
    browser.one(".uploads__drop input[type=file]").send_keys("\n".join(paths))
    browser.until(lambda: len(browser.all(".uploads__item")) == 2, "two pictures")
    first = browser.all(".uploads__item")[0].get_attribute("data-id")
    items = browser.all(".uploads__item")
    ActionChains(browser.driver).drag_and_drop(items[0], items[1]).perform()
    browser.until(lambda: browser.all(".uploads__item")[1].get_attribute("data-id") == first, "another order")


def test_selling(shop, tmp_path):
    browser = shop.browser("selling", "rita@example.com").open("/sell/shirtery")
    points = browser.all("[data-module=chart] [data-tip]")
    if points:
        browser.driver.execute_script(
            "arguments[0].dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))", points[0])
        assert browser.one(".chart__tip:not([hidden])").text
    browser.open("/sell/shirtery/products")
    browser.click(browser.one("[data-select-all]"), stays=True)
    assert re.search(r"\d+ selected", browser.one("[data-bulk-text]").text)
    browser.open(f"/sell/shirtery/products/{shop.shirt['slug']}").one("main [name=title]").send_keys(" new")
    browser.wait_for("Changes are not saved yet.").press("Save")
    browser.open("/sell/shirtery/settings")
    browser.driver.execute_script("document.querySelector('[data-confirm]').closest('dialog').showModal()")
    button = browser.one("dialog[open] [type=submit]")
    assert not button.is_enabled()
    browser.one("dialog[open] [data-confirm]").send_keys("Shirtery")
    assert button.is_enabled()
    path = tmp_path / "mugs.csv"
    path.write_text(CSV, encoding="utf-8", newline="")
    browser.open("/sell/shirtery/imports").one("main input[type=file]").send_keys(str(path))
    browser.press("Look at the file").wait_for("Import now").press("Import now").until(
        lambda: "30" in browser.read() and not browser.all("[data-module=refresh]"), "the end of the import")


def test_keeping_recovery_codes(shop, souk):
    from test_second_factor import app_code
    browser = shop.browser("codes", "rita@example.com").open("/account/security").press("Set up codes")
    secret = browser.texts("code.secret")[0].replace(" ", "")
    browser.fill(code=app_code(secret)).wait_for("They are shown only now")
    kept = """
      window.kept = []; window.print = () => kept.push('print');
      HTMLAnchorElement.prototype.click = function () { if (this.download) kept.push(this.download); };"""
    browser.driver.execute_script(kept)
    browser.click(browser.one("[data-module=save]"), stays=True)
    browser.click(browser.one("[data-module=print]"), stays=True)
    assert browser.driver.execute_script("return window.kept") == ["recovery-codes.txt", "print"]


def test_the_page_of_the_api(shop):
    browser = shop.browser("api")
    browser.driver.get(shop.owner.souk.url + "/api/docs")
    form = browser.one("form[data-path='/api/v1/products'][data-method=GET]")
    browser.driver.execute_script(
        "arguments[0].closest('details').open = true; arguments[0].requestSubmit()", form)
    browser.until(lambda: "200" in form.find_element("xpath", "..").find_element("css selector", ".answer").text,
                  "the answer")
