"""The many different addresses and requests that keep caches from answering."""
import json
import random
import re

ADDRESS = {"name": "Ada Lovelace", "line1": "1 Analytical Row", "city": "London", "postalCode": "W1A 1AA", "country": "GB"}
LISTS = 20_000
SEARCHES = 20_000
SORTS = ["newest", "priceAscending", "priceDescending", "bestSelling"]


def catalogue(server):
    """Slugs, titles and prices of all products, and some cursors, read through the API."""
    products, cursors, cursor = [], [], ""
    while cursor is not None:
        status, _, content = server.get("/api/v1/products?limit=100" + (f"&cursor={cursor}" if cursor else ""))
        if status != 200:
            raise SystemExit(f"the list of products answers {status}: {content[:300]}")
        page = json.loads(content)
        products += page["items"]
        cursor = page["nextCursor"]
        if cursor:
            cursors.append(cursor)
    return products, cursors


def same_list():
    """The first 24 products at addresses that are all different, so that each one is computed."""
    return [f"/api/v1/products?limit=24&visit={number}" for number in range(1_000_000)]


def mixed_lists(products, cursors, categories):
    """Pages, categories, prices and orders mixed."""
    source = random.Random(3)
    paths = []
    for number in range(LISTS):
        price = source.choice(products)["price"]["amount"]
        path = [
            f"cursor={source.choice(cursors)}", f"category={source.choice(categories)}",
            f"minPrice={price}", f"sort={source.choice(SORTS)}"][number % 4]
        paths.append(f"/api/v1/products?limit=24&{path}&visit={number}")
    return paths


def searches(products):
    """One or two words of a title, most of them asked for once."""
    source = random.Random(4)
    paths = []
    while len(paths) < SEARCHES:
        words = [word for word in re.findall(r"[A-Za-z]{4,}", source.choice(products)["title"])]
        if words:
            asked = source.sample(words, min(len(words), source.choice([1, 2, 2])))
            paths.append(f"/api/v1/products?limit=24&q={'+'.join(asked)}&visit={len(paths)}")
    return paths


def product_pages(products):
    return [f"/products/{product['slug']}" for product in products]


def add_to_cart(carts):
    """Other quantities of what is in the carts."""
    source = random.Random(5)
    for _ in range(200_000):
        cart, *variants = source.choice(carts)
        body = json.dumps({"quantity": source.randrange(1, 20)})
        yield f"PUT /api/v1/carts/{cart}/items/{source.choice(variants)} {body}"


def checkouts(carts):
    for cart, *_ in carts:
        body = {"cart": cart, "email": "ada@example.org", "paymentMethod": "cod", "shippingAddress": ADDRESS}
        yield f"POST /api/v1/checkouts {json.dumps(body)}"


def write(path, lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
