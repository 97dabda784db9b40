"""A description in Markdown: its tools and shortcuts, how it looks while it is written, with script and without, and what
customers see of it in the end."""
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from shop_life_kit import market, people  # noqa: F401 (fixtures)
from test_pages import visitor

SELL = "/sell/ritas-schalen/products"
FIELD = "main [name=description]"
SHOWN = ".markdown__shown"
HARM = "<script>document.title = 'caught'</script><img src=x onerror=\"document.title = 'caught'\">"


def goods(people):
    return people.rita.get(f"/shops/{people.shop['id']}/products?limit=100")["items"]


def typed(browser):
    return browser.one(FIELD).get_property("value")


def write(browser, text):
    browser.one(FIELD).send_keys(text)
    return browser


def choose(browser, start, end):
    browser.driver.execute_script(
        "const field = document.querySelector(arguments[0]); field.focus();"
        "field.setSelectionRange(arguments[1], arguments[2])", FIELD, start, end)
    return browser


def tool(browser, label):
    return browser.click(browser.one(f"[role=toolbar] [aria-label='{label}']"), stays=True)


def control(browser, key):
    ActionChains(browser.driver).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()
    return browser


def markup(browser):
    return browser.one(SHOWN).get_property("innerHTML")


def test_a_description_is_written_with_tools(market, people):
    [bowl] = goods(people)
    rita = people.browser("rita", "rita@example.com").open(f"{SELL}/{bowl['id']}")
    assert not rita.one("[role=toolbar]").is_displayed()
    rita.fill(descriptionFormat="markdown")
    rita.until(lambda: rita.one("[role=toolbar]").is_displayed(), "the tools")
    rita.one(FIELD).clear()
    write(rita, "cold water")
    tool(choose(rita, 0, 4), "Bold")
    assert typed(rita) == "**cold** water"
    rita.until(lambda: "<strong>cold</strong> water" in markup(rita), "the preview follows")
    # What a tool did is taken back as what was typed is.
    control(rita, "z")
    assert typed(rita) == "cold water"
    control(choose(rita, 5, 10), "i")
    assert typed(rita) == "cold *water*"
    control(rita, "i")
    assert typed(rita) == "cold water"
    control(choose(rita, 0, 4), "b")
    assert typed(rita) == "**cold** water"
    control(choose(rita, 9, 14), "k")
    assert typed(rita) == "**cold** [water](https://)"
    write(rita, "https://example.org/care")
    assert typed(rita) == "**cold** [water](https://example.org/care)"
    choose(rita, 50, 50)
    write(rita, Keys.ENTER + "first" + Keys.ENTER + "second")
    start = typed(rita).index("first")
    tool(choose(rita, start, len(typed(rita))), "List")
    assert typed(rita).endswith("- first\n- second")
    tool(rita, "Numbered list")
    assert typed(rita).endswith("1. first\n2. second")
    tool(choose(rita, 0, 0), "Heading")
    assert typed(rita).startswith("## **cold**")
    rita.until(lambda: "<ol>" in markup(rita) and "<h3>" in markup(rita), "list and heading")

    # Arrows go along the tools, of which Tab knows one.
    rita.driver.execute_script("document.querySelector('[role=toolbar] button[tabindex=\"0\"]').focus()")
    ActionChains(rita.driver).send_keys(Keys.HOME, Keys.ARROW_RIGHT).perform()
    label = "return document.activeElement.getAttribute('aria-label')"
    assert rita.driver.execute_script(label) == "Italic"
    assert len(rita.all("[role=toolbar] button[tabindex='0']")) == 1
    beside = rita.driver.execute_script(
        "return document.querySelector('.markdown__preview').getBoundingClientRect().top"
        " < document.querySelector(arguments[0]).getBoundingClientRect().bottom", FIELD)
    assert beside, "the preview stands beside the field"

    choose(rita, len(typed(rita)), len(typed(rita)))
    write(rita, Keys.ENTER + Keys.ENTER + HARM)
    rita.until(lambda: typed(rita).endswith(HARM), "all of it")
    rita.picture("written").press("Save").wait_for("is saved")
    assert "caught" not in rita.driver.title
    stored = people.rita.get(f"/shops/{people.shop['id']}/products/{bowl['id']}")
    assert stored["descriptionFormat"] == "markdown" and stored["description"].startswith("## **cold**")
    rita.open("/products/blaue-schale").wait_for("first")
    shown = rita.one(".prose").get_property("innerHTML")
    assert "<strong>cold</strong>" in shown and "<ol>" in shown and "script" not in shown and "onerror" not in shown
    assert "caught" not in rita.driver.title
    rita.check_console()


def test_on_a_phone_the_preview_is_a_tab(market, people):
    [bowl] = goods(people)
    rita = people.browser("rita", "rita@example.com", phone=True).open(f"{SELL}/{bowl['id']}")
    rita.fill(descriptionFormat="markdown").fill(description="*oven*")
    assert not rita.one(SHOWN).is_displayed()
    rita.click(rita.one("[role=tab][data-pane=preview]"), stays=True)
    rita.until(lambda: rita.one(SHOWN).is_displayed() and "<em>oven</em>" in markup(rita), "the preview")
    assert not rita.one(FIELD).is_displayed()
    rita.picture("preview")
    rita.one("[role=tab][data-pane=preview]").send_keys(Keys.ARROW_LEFT)
    rita.until(lambda: rita.one(FIELD).is_displayed(), "the field again")
    rita.check_console()


def test_without_script_a_button_shows_it(market, people):
    [bowl] = goods(people)
    rita = visitor(market, "rita@example.com")
    form = {"title": "Dish", "price": "abc", "stock": "3", "description": "Wash **cold**.\n\n" + HARM,
            "descriptionFormat": "markdown", "tags": "red", "action": "preview"}
    for path in (f"{SELL}/new", f"{SELL}/{bowl['id']}"):
        page = rita.post(market.url + path, data=form, timeout=30)
        assert page.status_code == 200, page.text
        assert "Wash <strong>cold</strong>." in page.text and "<script>document" not in page.text
        assert "value=\"Dish\"" in page.text and "value=\"abc\"" in page.text and "Wash **cold**." in page.text
        assert "formaction=" in page.text and "#" in page.text
    assert [one["title"] for one in goods(people)] == ["Blaue Schale"]
    # Another shop's staff is answered nothing.
    other = visitor(market, "admin@example.com")
    answer = other.post(market.url + f"{SELL}/description", data={"description": "a"}, timeout=30)
    assert answer.status_code in (403, 404), answer.status_code
