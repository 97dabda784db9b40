"""The tree of categories as administrators keep it: moved by buttons and by dragging, filled from Google's product taxonomy,
deleted with an answer to where the goods go; on both engines."""
import requests

from shop_life_kit import market, people  # noqa: F401 (fixtures)
from test_pages import visitor

DRAG = """
const row = (slug) => document.querySelector(`[data-category="${slug}"]`).closest("tr");
const [from, to, share] = arguments;
const data = new DataTransfer();
const frame = row(to).getBoundingClientRect();
const options = {bubbles: true, cancelable: true, dataTransfer: data, clientY: frame.top + frame.height * share};
row(from).dispatchEvent(new DragEvent("dragstart", options));
row(to).dispatchEvent(new DragEvent("dragover", options));
row(to).dispatchEvent(new DragEvent("drop", options));
row(from).dispatchEvent(new DragEvent("dragend", options));
"""
TAXONOMY = """# Google_Product_Taxonomy_Version: 2019-07-10
1 - Animals & Pet Supplies
3237 - Animals & Pet Supplies > Live Animals
2 - Animals & Pet Supplies > Pet Supplies
3 - Animals & Pet Supplies > Pet Supplies > Bird Supplies
"""


def names(people, parent=None):
    items = people.admin.get("/admin/categories")["items"]
    if parent:
        items = next(item for item in items if item["slug"] == parent)["children"]
    return [item["slug"] for item in items]


def clear(people):
    for slug in names(people):
        people.admin.delete(f"/admin/categories/{slug}?moveTo=none")


def test_categories_are_moved_and_deleted(market, people):
    clear(people)
    for name in ("Lamps", "Bowls", "Toys"):
        people.admin.post("/admin/categories", {"name": name})
    ada = people.browser("ada", "admin@example.com").open("/admin/categories")
    ada.click(ada.one("[aria-label='Move Toys up']"), stays=True)
    ada.until(lambda: names(people) == ["lamps", "toys", "bowls"], "Toys before Bowls")
    ada.wait_for("Toys is moved")
    ada.open("/admin/categories", picture=False)
    ada.driver.execute_script(DRAG, "bowls", "lamps", 0.1)
    ada.until(lambda: names(people) == ["bowls", "lamps", "toys"], "Bowls before Lamps")
    ada.open("/admin/categories", picture=False)
    ada.driver.execute_script(DRAG, "toys", "bowls", 0.5)
    ada.until(lambda: names(people, "bowls") == ["toys"], "Toys below Bowls")
    # Whoever looks at an old page moves nothing.
    old = visitor(market, "admin@example.com")
    version = people.admin.get("/admin/categories")["version"]
    people.admin.post("/admin/categories", {"name": "New"})
    old.post(market.url + "/admin/categories/lamps/move", data={"step": "up", "version": version}, timeout=30)
    assert names(people) == ["bowls", "lamps", "new"]

    shop = people.shop["id"]
    people.rita.post(f"/shops/{shop}/products", {"title": "Dish", "price": 100, "stock": 1, "category": "bowls"})
    ada.open("/admin/categories").click(ada.one("a[aria-label='Delete Bowls']"))
    ada.wait_for("Where its products go").fill(moveTo="lamps").press("Delete the category")
    ada.wait_for("The category is gone")
    assert people.client().get("/products/dish")["category"]["slug"] == "lamps"
    assert names(people) == ["toys", "lamps", "new"]
    assert requests.get(market.url + "/categories/bowls", timeout=30).status_code == 404
    ada.check_console()


def test_a_taxonomy_is_brought_in_once(market, people, tmp_path):
    clear(people)
    people.admin.post("/admin/categories", {"name": "Animals & pet supplies"})
    file = tmp_path / "taxonomy.txt"
    file.write_text(TAXONOMY)
    ada = people.browser("ada", "admin@example.com", phone=True).open("/admin/categories").press("Import")
    ada.wait_for("No imports yet")
    ada.one("main [name=file]").send_keys(str(file))
    ada.press("Start the import").wait_for("Every line has its category")
    ada.picture("imported").check_console()
    assert names(people) == ["animals-pet-supplies"]
    assert names(people, "animals-pet-supplies") == ["live-animals", "pet-supplies"]
    again = people.admin.call(
        "POST", "/admin/category-imports", 202, data=TAXONOMY.encode(), headers={"Content-Type": "text/plain"})
    ada.until(lambda: people.admin.get(f"/admin/category-imports/{again['id']}")["status"] == "completed", "the end")
    done = people.admin.get(f"/admin/category-imports/{again['id']}")
    assert (done["made"], done["matched"], done["skipped"]) == (0, 4, 0)
    people.admin.call("POST", "/admin/category-imports", 422, data=b"# nothing", headers={"Content-Type": "text/plain"})
