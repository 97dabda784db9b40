"""What goods of a category say: an administrator defines it, a vendor fills it in with and without script, customers
compare and choose by it, on both engines."""
import requests

from shop_life_kit import market, people  # noqa: F401 (fixtures)
from test_pages import visitor

SCREENS = "/admin/categories/screens"


def make_screens(people):
    people.admin.post("/admin/categories", {"name": "Screens"})
    people.admin.post("/admin/categories/screens/attributes", {
        "name": "Screen size", "kind": "number", "unit": "in", "required": True, "filterable": True})
    people.admin.post("/admin/categories/screens/attributes", {
        "name": "Panel", "kind": "choice", "choices": ["IPS", "OLED"], "filterable": True})


def test_a_vendor_says_what_the_category_asks(market, people):
    admin = people.browser("ada", "admin@example.com")
    people.admin.post("/admin/categories", {"name": "Screens"})
    admin.open(SCREENS).wait_for("No attributes yet")
    add = f"main form[action='{SCREENS}/attributes']"
    admin.one(f"{add} [name=name]").send_keys("Screen size")
    admin.one(f"{add} [name=kind]").send_keys("Number")
    admin.one(f"{add} [name=unit]").send_keys("in")
    admin.tick("required", "true").tick("filterable", "true")
    admin.click(admin.one(f"{add} button[type=submit]")).wait_for("Goods of this category can say")
    admin.open(f"{SCREENS}/attributes/screen-size").fill(unit="inch").press("Save").wait_for("is changed")
    admin.open(SCREENS).check_console()

    rita = people.browser("rita", "rita@example.com", phone=True)
    rita.open("/sell/ritas-schalen/products/new", picture=False)
    rita.fill(title="Wide screen", price="199", attributes="Colour: Black")
    rita.fill(category="screens")
    rita.one("[name='values[screen-size]']")
    assert rita.one("[name=title]").get_attribute("value") == "Wide screen"
    rita.picture("a category's fields")
    rita.fill_named("values[screen-size]", "27.5").press("Save the product").wait_for("is for sale")
    rita.check_console()
    product = people.client().get("/products/wide-screen")
    assert product["attributes"] == {"screen-size": "27.5", "Colour": "Black"}
    people.browser("visitor").open("/products/wide-screen").wait_for("27.5 inch").check_console()


def test_without_script_nothing_typed_is_lost(market, people):
    make_screens(people)
    rita = visitor(market, "rita@example.com")
    typed = {"title": "Wide", "price": "199", "status": "active", "category": "screens", "tags": "new",
             "attributes": "Colour: Black", "action": "category"}
    page = rita.post(market.url + "/sell/ritas-schalen/products/new", data=typed, timeout=30)
    assert page.status_code == 200 and 'name="values[screen-size]"' in page.text
    for value in ("Wide", "199", "Colour: Black"):
        assert value in page.text
    typed |= {"action": "", "values[screen-size]": "abc"}
    refused = rita.post(market.url + "/sell/ritas-schalen/products/new", data=typed, timeout=30)
    assert refused.status_code == 422 and "Screen size: This must be a number." in refused.text
    typed["values[screen-size]"] = "24"
    made = rita.post(
        market.url + "/sell/ritas-schalen/products/new", data=typed, timeout=30, allow_redirects=False)
    assert made.status_code == 303, made.text[:2000]
    assert people.client().get("/products/wide")["attributes"]["screen-size"] == "24"


def test_customers_choose_by_it(market, people):
    make_screens(people)
    shop = people.shop["id"]
    for title, size, panel in (("Small", "13.3", "IPS"), ("Middle", "24", "IPS"), ("Large", "32", "OLED")):
        people.rita.post(f"/shops/{shop}/products", {
            "title": title, "price": 10000, "stock": 1, "category": "screens",
            "attributes": {"screen-size": size, "panel": panel}})
    person = people.browser("visitor").open("/categories/screens").wait_for("3 results")
    person.choose("attribute.panel", "IPS").wait_for("2 results")
    assert "attribute.panel=IPS" in person.path()
    person.choose("attribute.screen-size", "24").wait_for("1 result")
    person.choose("attribute.screen-size", "13.3").wait_for("2 results")
    person.picture("chosen").check_console()
    whole = requests.get(market.url + person.path(), timeout=30).text
    assert "Small" in whole and "Middle" in whole and "Panel: IPS" in whole
    facets = people.client().get("/products/facets?category=screens&attribute=panel:OLED")["attributes"]
    assert [(facet["slug"], len(facet["values"])) for facet in facets] == [("screen-size", 1), ("panel", 2)]
    people.browser("phone", phone=True).open("/categories/screens?attribute.panel=OLED").wait_for("Large")
