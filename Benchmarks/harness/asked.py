"""What customers of a made marketplace ask for, each address once: of goods, words and values that are there."""
import random
import re
from urllib.parse import quote_plus

from .goods import GROUP, ITEM
from .marketplace import BEGINS, YEARS_MILLISECONDS

SORTS = ["newest", "priceAscending", "priceDescending", "bestSelling", "rating"]
SAMPLED = 20_000
LAST_PAGE = 100
WORD = re.compile(r"[A-Za-z]{4,}")


def sample(engine, name, products):
    """Goods that can be bought, from the whole time in which they were made."""
    step = YEARS_MILLISECONDS // products
    stride = max(1, products // SAMPLED)
    return [Good(row) for row in engine.rows(
        "SELECT p.slug, p.title, p.brand, p.tags, p.options, p.price, p.rating_score, c.slug, s.slug FROM products p"
        " JOIN categories c ON c.id = p.category_id JOIN shops s ON s.id = p.shop_id"
        " WHERE p.is_listed = TRUE AND p.in_stock = TRUE"
        f" AND (p.created_at - {BEGINS}) / {step} % {stride} = 0 ORDER BY p.created_at", name)]


class Good:
    def __init__(self, row):
        self.slug, self.title, self.brand, tags, options, price, score, self.category, self.shop = row
        self.tags, self.price, self.stars = tags.split(ITEM), int(price), int(score) // 1000
        self.values = {
            items[0]: items[1:] for items in (group.split(ITEM) for group in options.split(GROUP)) if len(items) > 1}

    def filters(self):
        """What leads to it, among others."""
        found = [
            ("category", self.category), ("brand", self.brand), ("tag", self.tags[0]), ("priceFrom", self.price // 200),
            ("priceTo", self.price // 50), ("inStock", "true"), ("shop", self.shop)]
        if self.stars:
            found.append(("rating", self.stars))
        if "Colour" in self.values:
            found.append(("color", self.values["Colour"][0]))
        if "Size" in self.values:
            found.append(("size", self.values["Size"][0]))
        return found


class Asked:
    """Endless addresses of each kind. `visit` makes each one differ from all others."""

    def __init__(self, goods):
        self.goods, self.source, self.visit = goods, random.Random(6), 0
        self.next_page = 0

    def kinds(self):
        """Yields (what, a function that makes an address)."""
        for count in range(4):
            yield f"listing with its facets, {count} filter{'' if count == 1 else 's'}", lambda count=count: self.listing(count)
        for sort in SORTS:
            yield f"listing with its facets, {sort}", lambda sort=sort: self.listing(self.source.randrange(4), sort)
        for count, said in ((1, "a word"), (2, "two words")):
            yield f"search of {said}", lambda count=count: self.search(count, 0)
            yield f"search of {said}, 1 to 3 filters", lambda count=count: self.search(count, self.source.randrange(1, 4))
        yield "suggestions", self.suggestions
        yield "product page", self.product
        yield "home", lambda: self.address("/", [])

    def lines(self, make, count):
        return [make() for _ in range(count)]

    def address(self, path, parameters):
        self.visit += 1
        query = "&".join(f"{name}={quote_plus(str(value))}" for name, value in [*parameters, ("visit", self.visit)])
        return f"{path}?{query}"

    def listing(self, count, sort=None):
        good = self.source.choice(self.goods)
        parameters = self.some(good, count) + [("sort", sort or self.source.choice(SORTS))]
        if not count:
            # Pages of everything are few otherwise.
            parameters.append(("page", self.source.randrange(1, LAST_PAGE)))
        return self.address("/products", parameters)

    def search(self, words, filters):
        good = self.source.choice(self.goods)
        found = WORD.findall(good.title)
        text = " ".join(self.source.sample(found, min(words, len(found))))
        return self.address("/search", [("q", text), *self.some(good, filters)])

    def suggestions(self):
        word = self.source.choice(WORD.findall(self.source.choice(self.goods).title))
        return self.address("/api/v1/search/suggestions", [("q", word[:self.source.randrange(2, 6)])])

    def product(self):
        """One after the other, so that none comes back soon."""
        self.next_page = (self.next_page + 1) % len(self.goods)
        return self.address(f"/products/{self.goods[self.next_page].slug}", [])

    def some(self, good, count):
        return self.source.sample(good.filters(), count)
