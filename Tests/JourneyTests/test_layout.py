"""Where things stand on a page, measured in a real browser: nothing is clipped, covered, glued together or moved, in any
language and at any width."""
import pytest
import requests
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browser_kit import browsers_of
from conftest import ADDRESS, PASSWORD, open_shop
from language_kit import Catalogue, Reader
from shop_life_kit import png

# The layout knows no engine.
pytestmark = pytest.mark.parametrize("souk", ["sqlite"], indirect=True)

ARABIC = "ورشة الفخار"
LONG_NAME = "Donaudampfschifffahrtsgesellschaftskapitänsmützen & Söhne"
LONG, PHONE = "Handgedrehte Steinzeugvase mit Unterglasurmalerei und zwei Henkeln", (390, 844)

# The box of a text, which is narrower than that of its element.
TEXT_BOX = """
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(arguments[0]));
  const {left, right, top, bottom} = range.getBoundingClientRect();
  return {left, right, top, bottom};
"""
BOX = """
  const {left, right, top, bottom} = document.querySelector(arguments[0]).getBoundingClientRect();
  return {left, right, top, bottom};
"""
# What a finger meets in the middle of an element is that element.
CAN_BE_PRESSED = """
  const element = document.querySelector(arguments[0]);
  const box = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2));
"""
WIDE = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Blocks of the main part that touch the one above.
GLUED = """
  const blocks = [...document.querySelectorAll("main :is(.card, .table-frame, .sums, .alert, .shop-group)")];
  return blocks.filter((block) => {
    const before = block.previousElementSibling;
    return before && before.getClientRects().length > 0 && getComputedStyle(before).position !== "absolute"
      && getComputedStyle(before).marginBottom === "0px"
      && block.getBoundingClientRect().top - before.getBoundingClientRect().bottom < 8
      && block.getBoundingClientRect().left < before.getBoundingClientRect().right
      && block.getBoundingClientRect().right > before.getBoundingClientRect().left;
  }).map((block) => block.className + " below " + block.previousElementSibling.className);
"""
# Boxes that scroll up and down inside of the page.
INNER_SCROLL = """
  return [...document.querySelectorAll("main *")].filter((one) => one.scrollHeight > one.clientHeight + 1
    && ["auto", "scroll"].includes(getComputedStyle(one).overflowY)).map((one) => one.className);
"""
# How many lines a text takes, and how far two boxes are apart from top to bottom.
LINES = "return new Set([...document.querySelector(arguments[0]).getClientRects()].map((one) => one.top)).size"
GAP = """
  const [above, below] = arguments[0].split(" + ").map((one) => document.querySelector(one).getBoundingClientRect());
  return below.top - above.bottom;
"""
DIRECTION = "return getComputedStyle(document.querySelector(arguments[0])).direction"
SHIFT = """
  const done = arguments[arguments.length - 1];
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 400);
"""
# How far the middle of each label of a chart is from the middle of its bar.
DRIFT = """
  const middle = (box) => (box.left + box.right) / 2;
  const bars = [...document.querySelectorAll(".chart__hit")].map((one) => middle(one.getBoundingClientRect()));
  const cells = [...document.querySelector(".chart__labels").children];
  if (cells.length !== bars.length) return [`${cells.length} cells for ${bars.length} bars`];
  return cells.map((cell, index) => [cell.querySelector("span"), index]).filter(([label]) => label)
    .map(([label, index]) => Math.abs(middle(label.getBoundingClientRect()) - bars[index]));
"""
LABELS_MEET = """
  const boxes = [...document.querySelectorAll(".chart__label > span")]
    .filter((one) => one.checkVisibility({visibilityProperty: true}))
    .map((one) => one.getBoundingClientRect()).sort((a, b) => a.left - b.left);
  return boxes.slice(1).filter((box, index) => box.left < boxes[index].right + 2).length;
"""


@pytest.fixture
def hall(souk, client, tmp_path):
    """A shop with an Arabic name and a product with several pictures, and an order of yesterday."""
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, ARABIC, "vera@example.com")
    product = vendor.post(f"/shops/{shop['id']}/products", {
        "title": LONG, "description": "Gedreht.", "price": 104250, "compareAtPrice": 125000, "stock": 50})
    for number in range(2):
        with open(png(tmp_path, f"{number}.png", 600 + number, 750), "rb") as file:
            vendor.post(f"/shops/{shop['id']}/products/{product['id']}/images", files={
                "file": (f"{number}.png", file.read(), "image/png")})
    for _ in range(3):
        order(vendor, product)
    yield {"admin": admin, "vendor": vendor, "shop": shop, "product": product}


def order(buyer, product, place={}):
    cart = buyer.post("/carts", {})
    buyer.put(f"/carts/{cart['id']}/items/{product['variants'][0]['id']}", {"quantity": 1})
    buyer.post("/checkouts", {
        "cart": cart["id"], "email": "vera@example.com", "shippingAddress": {**ADDRESS, **place},
        "paymentMethod": "cod"})


@pytest.fixture
def reader(souk):
    def kind(souk, name, phone):
        return Reader(souk, f"layout-{name}", Catalogue("de"), phone)

    with browsers_of(kind, souk) as make:
        def open_reader(tag, width=PHONE[0], height=PHONE[1]):
            one = make(f"{tag}-{width}")
            resize(one, width, height)
            one.driver.get(souk.url + "/")
            one.driver.add_cookie({"name": "language", "value": tag})
            return one

        yield open_reader


def resize(one, width, height=PHONE[1]):
    one.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})


def look(one, path, answer=True):
    """Opens a page; `answer` answers the question about cookies first."""
    if answer:
        answered = requests.post(
            one.souk.url + "/privacy/consent", data={"analytics": "false"}, timeout=30, allow_redirects=False)
        one.driver.add_cookie({"name": "consent", "value": answered.cookies["consent"]})
    one.driver.get(one.souk.url + path)
    one.until(one.is_whole, f"a whole page at {path}")
    return one


def box(one, selector, script=BOX):
    one.one(selector)
    return one.driver.execute_script(script, selector)


@pytest.mark.parametrize("tag", ["en", "de", "ar"])
def test_the_header_fits_and_its_cart_stays(hall, reader, tag):
    one = reader(tag)
    for width in (360, 390, 768, 900, 1100):
        resize(one, width)
        for path in ("/", "/products", f"/products/{hall['product']['slug']}"):
            look(one, path)
            assert one.driver.execute_script(WIDE) <= 0, f"{path} at {width}"
        one.driver.execute_script("scrollTo(0, 600)")
        for selector in (".header__action[href='/cart']", ".header__action[href='/login']", ".header__search button"):
            assert one.driver.execute_script(CAN_BE_PRESSED, selector), f"{selector} at {width}"


@pytest.mark.parametrize("tag,typed", [("en", "مزهرية"), ("ar", "vase"), ("ar", "مزهرية")])
def test_what_is_searched_for_does_not_run_below_the_button(hall, reader, tag, typed):
    one = look(reader(tag), "/")
    for text in ("", typed):
        one.one("[data-search-field]").send_keys(text)
        room = one.driver.execute_script("""
          const style = getComputedStyle(document.querySelector("[data-search-field]"));
          const button = document.querySelector(".search__button").getBoundingClientRect();
          return parseFloat(button.left > innerWidth / 2 ? style.paddingRight : style.paddingLeft) - button.width;""")
        assert room > 0, text


@pytest.mark.parametrize("tag", ["en", "de", "ar"])
def test_the_first_screen_of_a_product_shows_what_it_costs(hall, reader, tag):
    one = look(reader(tag, *PHONE), f"/products/{hall['product']['slug']}")
    bar = box(one, ".buy__bar")
    assert bar["bottom"] <= PHONE[1] + 1
    assert box(one, ".product__price .price__now")["bottom"] <= bar["top"]
    assert one.driver.execute_script(CAN_BE_PRESSED, ".buy__price .price__now")
    assert one.driver.execute_script(CAN_BE_PRESSED, "[data-buy]")
    one.driver.execute_script("scrollTo(0, 500)")
    assert one.driver.execute_script(CAN_BE_PRESSED, ".buy__price .price__now")


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_name_in_another_script_begins_where_lines_begin(hall, reader, tag):
    one = reader(tag)
    for width in (390, 1440):
        resize(one, width)
        look(one, f"/shops/{hall['shop']['slug']}")
        body, text = box(one, ".shop-head__body"), box(one, ".page-title", TEXT_BOX)
        side = "left" if tag == "en" else "right"
        assert abs(body[side] - text[side]) < 3, f"{side} at {width}: {text} in {body}"


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_phone_s_menu_does_not_hide_its_title(hall, reader, tag):
    one = reader(tag)
    enter(one)
    look(one, f"/sell/{hall['shop']['slug']}#side")
    title, button = box(one, ".side__title", TEXT_BOX), box(one, ".side__close")
    assert title["right"] <= button["left"] or title["left"] >= button["right"] or title["top"] >= button["bottom"]


def test_nothing_is_glued_or_clipped(hall, reader):
    for number in range(30):
        hall["admin"].post("/admin/categories", {"name": f"Category {number}"})
    one = reader("en", 1440, 900)
    one.sign_in("admin@example.com")
    for width in (390, 768, 1440):
        resize(one, width)
        for path in ("/admin", "/admin/categories", "/admin/commission", "/admin/orders", "/admin/site"):
            look(one, path)
            assert not one.driver.execute_script(GLUED), f"{path} at {width}"
            assert not one.driver.execute_script(INNER_SCROLL), f"{path} at {width}"
            assert one.driver.execute_async_script(SHIFT) < 0.005, f"{path} at {width} moves"
    look(one, link_to_order(look(one, "/admin/orders")))
    assert not one.driver.execute_script(GLUED)


def test_a_list_does_not_move_while_it_comes(hall, reader):
    """Also where the page is slow to be read: it is painted once all of it is there."""
    for number in range(25):
        hall["vendor"].post(f"/shops/{hall['shop']['id']}/products", {
            "title": f"Bowl {number} " + "of clay " * (number % 5), "description": "Turned.", "price": 2500, "stock": 6})
    one = reader("en", 1440, 900)
    one.sign_in("admin@example.com")
    one.driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 4})
    for width in (390, 768, 1440):
        resize(one, width)
        for path in ("/admin/orders", "/admin/products", "/admin/shops", "/admin/people"):
            look(one, path)
            assert one.driver.execute_async_script(SHIFT) < 0.0005, f"{path} at {width} moves"


def link_to_order(one):
    return one.one("main a[href*='/orders/ord_']").get_attribute("href").replace(one.souk.url, "")


def enter(one):
    """Logs the vendor in, whatever the language."""
    look(one, "/login").fill(email="vera@example.com", password=PASSWORD)
    return one.leads_on(one.one("main form.stack button[type=submit]").click)


def test_the_question_about_cookies_moves_and_hides_nothing(hall, reader):
    one = look(reader("en", *PHONE), f"/products/{hall['product']['slug']}", answer=False)
    consent = box(one, ".consent")
    assert box(one, ".header")["top"] <= 0 and abs(consent["bottom"] - PHONE[1]) < 2
    one.until(lambda: abs(box(one, ".buy__bar")["bottom"] - consent["top"]) < 2, "the bar above the question")
    assert one.driver.execute_async_script(SHIFT) < 0.005
    one.driver.execute_script("scrollTo(0, document.body.scrollHeight)")
    assert box(one, ".footer")["bottom"] <= box(one, ".consent")["top"] + 1


def test_our_own_words_say_what_is_wrong(hall, reader):
    one = look(reader("de", *PHONE), "/signup")
    button = one.one("main form.stack button[type=submit]")
    one.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()
    assert one.driver.execute_script("return document.activeElement.name") == "name"
    said = one.texts("main .field__error")
    assert said and set(said) == {one.say["This is needed."]}, said
    assert one.driver.execute_script("return document.querySelector('main form.stack').noValidate")
    assert one.driver.execute_script(CAN_BE_PRESSED, "[name=name]")
    one.fill(email="nobody")
    button.click()
    assert one.say["Write an e-mail address, as name@example.org."] in one.texts("main .field__error")


@pytest.mark.parametrize("tag", ["en", "de", "ar"])
def test_a_day_is_written_one_way(hall, reader, tag):
    """As the server writes it, also when script turned it to the zone of the reader."""
    one = reader(tag, 1440, 900)
    one.driver.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": "UTC"})
    enter(one)
    look(one, link_to_order(look(one, "/orders")))
    pairs = one.driver.execute_async_script("""
      const done = arguments[arguments.length - 1];
      fetch(location.href).then((answer) => answer.text()).then((text) => {
        const page = new DOMParser().parseFromString(text, "text/html");
        const written = [...page.querySelectorAll("time")].map((one) =>
          (one.querySelector(".needs-script") ?? one).textContent);
        done([...document.querySelectorAll("time")].map((one, index) => [one.textContent, written[index]]));
      });""")
    assert pairs and all(shown == written for shown, written in pairs), pairs


@pytest.mark.parametrize("tag", ["en", "de", "ar"])
def test_labels_of_a_chart_stand_below_their_bars(hall, reader, tag):
    one = reader(tag, 1440, 900)
    enter(one)
    for width in (360, 390, 600, 768, 1100, 1440):
        resize(one, width)
        look(one, f"/sell/{hall['shop']['slug']}")
        drift = one.driver.execute_script(DRIFT)
        assert drift and max(drift) < 1.5, f"{drift} at {width}"
        assert one.driver.execute_script(LABELS_MEET) == 0, f"labels meet at {width}"


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_a_shop_s_long_name_widens_no_page(souk, client, hall, reader, tag):
    vendor, shop = open_shop(client, souk, hall["admin"], LONG_NAME, "lars@example.com")
    cap, _ = [vendor.post(f"/shops/{shop['id']}/products", {
        "title": f"Mütze {number}", "description": "Warm.", "price": 1000, "stock": 5}) for number in (1, 2)]
    one = reader(tag)

    def fits(path):
        one.wait(path)
        assert one.driver.execute_script(WIDE) <= 0, f"{path} is too wide"

    look(one, f"/products/{cap['slug']}")
    fits("/products/")
    one.click(one.one("[data-buy]"), stays=True).until(lambda: one.texts("[data-cart-count]")[0], "a count")
    look(one, "/cart")
    fits("/cart$")
    look(one, "/checkout").fill(email="grete@example.com")
    for name in ("name", "line1", "postalCode", "city"):
        one.fill_named(f"shippingAddress.{name}", ADDRESS[name])
    for here, there in (("/checkout", "/checkout/delivery"), ("/checkout/delivery", "/checkout/payment")):
        shown = one.until(lambda: [
            button for button in one.all(f"main form[action='{here}'] button[type=submit]") if button.is_displayed()],
            "a button that leads on")
        one.click(shown[-1])
        fits(there + "$")
    look(one, f"/shops/{shop['slug']}")
    fits("/shops/")


def test_an_order_reads_well_on_a_phone(hall, reader):
    vendor, base = hall["vendor"], f"/shops/{hall['shop']['id']}/orders"
    moved = vendor.get(base)["items"][0]["id"]
    vendor.post(f"{base}/{moved}/transitions", {"to": "processing"})
    vendor.post(f"{base}/{moved}/transitions", {
        "to": "shipped", "carrier": "Deutsche Post DHL Group", "trackingNumber": "00340434161094042557"})
    one = reader("de", *PHONE)
    enter(one)
    for width in (330, 360, 390):
        resize(one, width)
        look(one, f"/orders/{moved}")
        assert one.driver.execute_script(LINES, ".page-title .whole") == 1, f"the number is broken at {width}"
        icon, text = box(one, ".tracking .icon"), box(one, ".tracking > span")
        assert icon["right"] <= text["left"] and icon["top"] < text["top"] + 8, f"the icon is alone at {width}"
        assert one.driver.execute_script(WIDE) <= 0
    # Copied twice, it says in the end what it said at first.
    one.driver.execute_script("navigator.clipboard.writeText = () => Promise.resolve()")
    before = one.texts("[data-copy]")
    for _ in range(2):
        one.click(one.one("[data-copy]"), stays=True)
        one.until(lambda: one.texts("[data-copy]") != before, "what was done")
    one.until(lambda: one.texts("[data-copy]") == before, "what it does")


def test_an_order_that_waits_is_not_glued_together(hall, reader):
    vendor = hall["vendor"]
    cart = vendor.post("/carts", {})
    vendor.put(f"/carts/{cart['id']}/items/{hall['product']['variants'][0]['id']}", {"quantity": 1})
    vendor.post("/checkouts", {
        "cart": cart["id"], "email": "vera@example.com", "shippingAddress": ADDRESS, "paymentMethod": "test"})
    one = reader("de", *PHONE)
    enter(one)
    look(one, "/cart")
    for pair in (".card > p + .card > .lines", ".card > .lines + .card > .cluster"):
        assert one.driver.execute_script(GAP, pair) >= 12, pair


def test_what_is_latin_runs_from_left_to_right_in_arabic(hall, reader):
    hall["vendor"].patch(f"/shops/{hall['shop']['id']}", {"contactPhone": "+49 7721 5554443"})
    one = look(reader("ar", *PHONE), f"/shops/{hall['shop']['slug']}")
    assert one.driver.execute_script(DIRECTION, "main a[href^='tel:']") == "ltr"
    # Also what is cut: its end is left out, not its beginning.
    assert one.driver.execute_script(DIRECTION, ".product-card__title") == "ltr"
    look(one, f"/products/{hall['product']['slug']}")
    crumb = ".breadcrumbs__item:last-child > bdi"
    assert one.driver.execute_script(DIRECTION, crumb) == "ltr"
    assert one.driver.execute_script("return getComputedStyle(document.querySelector(arguments[0])).textOverflow",
                                     crumb) == "ellipsis"


@pytest.mark.parametrize("width", [360, 390, 800])
def test_a_mail_reads_well_at_every_width(souk, hall, reader, tmp_path, width):
    order(hall["vendor"], hall["product"], {"line1": "Donaudampfschifffahrtsgesellschaftskapitänsallee 112b"})
    mail = souk.mails(to="vera@example.com", subject="your order", count=4)[-1]
    page = tmp_path / "mail.html"
    page.write_text(mail.get_body(("html",)).get_content(), encoding="utf-8")
    one = reader("en", width)
    one.driver.get(page.as_uri())
    assert one.driver.execute_script(WIDE) <= 0
    out = one.driver.execute_script("""
      const card = document.querySelector(".card").getBoundingClientRect();
      return [...document.querySelectorAll(".card *")].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.left < card.left || box.right > card.right;
      }).map((one) => one.outerHTML);""")
    assert not out, out
    links = one.all("a")
    assert links and all(link.get_attribute("href").startswith(souk.url) for link in links)
    for link in links:
        one.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
        assert one.driver.execute_script("""
          const box = arguments[0].getBoundingClientRect();
          return arguments[0].contains(document.elementFromPoint(box.left + box.width / 2, box.top + 6));""", link)
    shown = "return document.images.length > 0 && [...document.images].every((one) => one.naturalWidth > 0)"
    one.until(lambda: one.driver.execute_script(shown), "the pictures")


# What is pressed alone, and how high it is: words in a line of text are no higher than their line.
TOO_LOW = """
  return [...document.querySelectorAll("a[href], button, select, summary, td.table__select")].filter((one) => {
    const style = getComputedStyle(one);
    return one.checkVisibility({opacityProperty: true, visibilityProperty: true}) && style.display !== "inline"
      && !one.closest("thead, .skip-link, p, dd, td, .titled") && one.getBoundingClientRect().height < 43.5
      && one.getBoundingClientRect().height > 0;
  }).map((one) => `${one.className}: ${one.innerText.slice(0, 30)}`);
"""


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_what_a_finger_presses_is_as_high_as_a_finger_is_wide(hall, reader, tag):
    one = reader(tag, *PHONE)
    enter(one)
    for path in ("/", "/products", f"/shops/{hall['shop']['slug']}", "/account/addresses",
                 f"/sell/{hall['shop']['slug']}/products", f"/sell/{hall['shop']['slug']}/orders"):
        look(one, path)
        low = [line for line in one.driver.execute_script(TOO_LOW) if "breadcrumbs" not in line]
        assert not low, f"{path}: {low}"


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_goods_in_the_cart_of_a_phone_stand_beside_their_picture(hall, reader, tag):
    one = look(reader(tag, *PHONE), f"/products/{hall['product']['slug']}")
    one.click(one.one("[data-buy]"), stays=True)
    toast, said = box(one, ".toast"), box(one, ".toast p")
    assert said["right"] - said["left"] > (toast["right"] - toast["left"]) * 0.8, "what a toast says has its width"
    # Measured at one moment, as a toast moves while it comes.
    below = one.driver.execute_script("""
      const [said, close] = [".toast p", ".toast .toast__close"].map((at) =>
        document.querySelector(at).getBoundingClientRect());
      return close.top - said.bottom;""")
    assert below >= -1
    look(one, "/cart")
    picture, title = box(one, ".line__picture"), box(one, ".line__title")
    assert title["top"] < picture["bottom"] and title["right"] - title["left"] > PHONE[0] / 3
    assert title["left"] >= picture["right"] or title["right"] <= picture["left"]


def test_what_the_keyboard_goes_to_is_not_behind_the_bar(hall, reader):
    """The bar of a new product floats from the beginning."""
    one = reader("en", 1440, 700)
    enter(one)
    look(one, f"/sell/{hall['shop']['slug']}/products/new")
    behind = []
    for _ in range(50):
        ActionChains(one.driver).send_keys(Keys.TAB).perform()
        behind += one.driver.execute_script("""
          const bar = document.querySelector(".save-bar"), one = document.activeElement;
          if (!one.closest("form.form") || bar.contains(one)) return [];
          return one.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1 ? [one.name] : [];""")
    assert not behind, behind


def test_what_logs_in_does_not_move(hall, reader):
    one = reader("en", 1440, 900)
    for width in (390, 1440):
        resize(one, width)
        look(one, "/login")
        assert one.driver.execute_async_script(SHIFT) < 0.002, f"at {width}"
