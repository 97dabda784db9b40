"""Where things stand on the portals' pages: long names, fields beside each other, tables and their places."""
import pytest
from selenium.webdriver.common.keys import Keys

from test_layout import WIDE, box, enter, hall, link_to_order, look, reader, resize  # noqa: F401

# The layout knows no engine.
pytestmark = pytest.mark.parametrize("souk", ["sqlite"], indirect=True)

LONG_NAME = "Donaudampfschifffahrtsgesellschaftskeramik"
# Tables that are wider than their frames.
TOO_WIDE = """
  return [...document.querySelectorAll(".table-frame")].filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.scrollWidth} in ${one.clientWidth}`);
"""
# How far the controls of fields that begin in one line are from each other.
OUT_OF_LINE = """
  return [...document.querySelectorAll(".field-row")].flatMap((row) => {
    const fields = [...row.children].map((field) => [field.getBoundingClientRect().top,
      field.querySelector(":scope > :is(.input, .affix, .select)").getBoundingClientRect().top]);
    return fields.filter(([top, control]) => fields.some(([other, its]) => Math.abs(other - top) < 1
      && Math.abs(its - control) > 1)).map(([, control]) => `${row.textContent.trim().slice(0, 40)}: ${control}`);
  });
"""
# The lines that the text of an element takes.
LINES = """
  const range = document.createRange();
  return [...document.querySelectorAll(arguments[0])].map((one) => {
    range.selectNodeContents(one);
    return [one.textContent, new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size];
  });
"""
INSIDE = """
  const [inner, outer] = arguments[0].map((one) => document.querySelector(one));
  const range = document.createRange();
  range.selectNodeContents(inner);
  const text = range.getBoundingClientRect(), place = outer.getBoundingClientRect();
  return text.left >= place.left && text.right <= place.right;
"""


@pytest.fixture
def long_hall(hall):  # noqa: F811
    """The same shop with a name of one long word, and a product with variants."""
    hall["vendor"].patch(f"/shops/{hall['shop']['id']}", {"name": LONG_NAME})
    hall["varied"] = hall["vendor"].post(f"/shops/{hall['shop']['id']}/products", {
        "title": "Decke", "description": "Gewebt.", "options": ["Farbe", "Größe"], "variants": [
            {"options": [colour, size], "sku": f"TD-{colour}-{size}", "price": 123450, "stock": 7}
            for colour in ("Rot", "Meeresblau-Smaragdgrün") for size in ("90×90 cm", "140×220 cm")]})
    return hall


@pytest.mark.parametrize("tag", ["en", "de", "ar"])
def test_a_table_of_variants_has_room(long_hall, reader, tag):  # noqa: F811
    one = reader(tag, 1440, 900)
    enter(one)
    for width in (390, 768, 1024, 1440):
        resize(one, width)
        look(one, f"/sell/{long_hall['shop']['slug']}/products/{long_hall['varied']['id']}")
        assert one.driver.execute_script(WIDE) <= 0, f"at {width}"
        assert not one.driver.execute_script(TOO_WIDE), f"at {width}"


@pytest.mark.parametrize("tag", ["en", "de", "ar"])
def test_fields_beside_each_other_stand_in_line(long_hall, reader, tag):  # noqa: F811
    one = reader(tag, 1440, 900)
    enter(one)
    shop = f"/sell/{long_hall['shop']['slug']}"
    for width in (390, 768, 1440):
        resize(one, width)
        for path in ("/application/business", "/application/payouts", "/products/new", "/settings/delivery"):
            look(one, shop + path)
            assert not one.driver.execute_script(OUT_OF_LINE), f"{path} at {width}"


def test_long_names_leave_room_for_the_rest(long_hall, reader):  # noqa: F811
    one = reader("en", 1440, 900)
    one.sign_in("admin@example.com")
    for width in (768, 1024, 1440):
        resize(one, width)
        for path in ("/admin", "/admin/orders", "/admin/products", "/admin/shops"):
            look(one, path)
            assert not one.driver.execute_script(TOO_WIDE), f"{path} at {width}"
    broken = [text for text, lines in one.driver.execute_script(LINES, ".titled__detail") if lines > 1]
    assert not broken, f"addresses in several lines: {broken}"
    one.log_out()
    enter(one)
    look(one, f"/sell/{long_hall['shop']['slug']}")
    assert one.driver.execute_script(INSIDE, [".side__title bdi", ".side"])


@pytest.mark.parametrize("tag", ["en", "de", "ar"])
def test_a_phone_cuts_nothing_off(long_hall, reader, tag):  # noqa: F811
    one = reader(tag)
    enter(one)
    shop = f"/sell/{long_hall['shop']['slug']}"
    look(one, f"{shop}/products/new")
    assert one.driver.execute_script(INSIDE, [".save-bar__text", "body"])
    look(one, link_to_order(look(one, f"{shop}/orders")))
    words = one.driver.execute_script(LINES, ".facts dt")
    assert words and all(lines <= len(text.split()) for text, lines in words), words
    # A number is read from its plus on in every language.
    direction = "return getComputedStyle(document.querySelector(\"main a[href^='tel:']\")).direction"
    assert one.driver.execute_script(direction) == "ltr"


def test_what_calls_itself_a_button_is_pressed_by_the_space_bar(long_hall, reader):  # noqa: F811
    one = reader("en", 1440, 900)
    enter(one)
    look(one, f"/sell/{long_hall['shop']['slug']}/settings")
    one.one("[data-dialog=close-shop]").send_keys(Keys.SPACE)
    one.one("#close-shop[open]")
    one.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    one.until(lambda: not one.all("dialog[open]"), "the dialog closed")
    assert one.driver.switch_to.active_element.get_attribute("data-dialog") == "close-shop"


# The lines that a box shows, also where the rest of its text is cut.
SHOWN_LINES = """
  return [...document.querySelectorAll(arguments[0])].map((one) =>
    one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight));
"""


def test_the_longest_names_leave_room_for_the_rest(long_hall, reader):  # noqa: F811
    vendor, base = long_hall["vendor"], f"/shops/{long_hall['shop']['id']}"
    for title in ("W" * 255, ("Long name with words " * 13)[:255]):
        product = vendor.post(f"{base}/products", {"title": title, "description": "x" * 300, "price": 1, "stock": 3})
    one = reader("en", 1440, 900)
    enter(one)
    shop = f"/sell/{long_hall['shop']['slug']}"
    for width in (390, 768, 1440):
        resize(one, width)
        for path in ("/products", "/products/sheet", "/stock", "/stock/movements"):
            look(one, shop + path)
            assert one.driver.execute_script(WIDE) <= 0, f"{path} at {width}"
            assert not one.driver.execute_script(TOO_WIDE), f"{path} at {width}"
            shown = one.driver.execute_script(SHOWN_LINES, ".titled__title")
            assert all(lines < 4.5 for lines in shown), f"{path} at {width}: {shown}"
        look(one, f"/products/{product['slug']}")
        assert one.driver.execute_script(WIDE) <= 0, f"the product at {width}"
        look(one, link_to_order(look(one, "/orders")))
        assert one.driver.execute_script(WIDE) <= 0, f"the order at {width}"


def test_codes_and_states_can_be_read_in_a_table(long_hall, reader):  # noqa: F811
    one = reader("de", 1440, 900)
    enter(one)
    shop = f"/sell/{long_hall['shop']['slug']}"
    look(one, shop + "/products/sheet")
    cut = one.driver.execute_script("""
      const canvas = document.createElement("canvas").getContext("2d");
      return [...document.querySelectorAll("td select")].filter((one) => {
        const style = getComputedStyle(one);
        canvas.font = style.font;
        const room = one.clientWidth - parseFloat(style.paddingInlineStart) - parseFloat(style.paddingInlineEnd);
        return canvas.measureText(one.selectedOptions[0].text).width > room + 1;
      }).map((one) => one.selectedOptions[0].text);""")
    assert not cut, cut


def test_a_form_leaves_no_hole_above_what_follows(long_hall, reader):  # noqa: F811
    one = reader("en", 1440, 900)
    one.sign_in("admin@example.com")
    look(one, "/admin/site")
    gap = "return document.querySelector('.form + *').getBoundingClientRect().top - arguments[0]"
    last = one.driver.execute_script(
        "return [...document.querySelectorAll('.form .form-section')].at(-1).getBoundingClientRect().bottom")
    assert one.driver.execute_script(gap, last) < 60
    # It comes when there is something to save.
    one.fill(tagline="Vieles")
    assert one.one(".save-bar").is_displayed()


def test_a_handle_stands_beside_its_name(long_hall, reader):  # noqa: F811
    one = reader("en", 1440, 900)
    one.sign_in("admin@example.com")
    for width in (390, 1440):
        resize(one, width)
        look(one, "/admin/categories")
        handle, name = box(one, ".table__handle"), box(one, ".table__handled > [dir=auto]")
        assert handle["right"] <= name["left"] and handle["top"] < name["bottom"], f"at {width}"
