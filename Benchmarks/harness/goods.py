"""Products of a made marketplace with everything that the program writes of one: rows of its tables and what is searched."""
import random

from . import stems, vocabulary
from .marketplace import BEGINS, CATEGORY_SKEW, SHOP_SKEW, YEARS_MILLISECONDS, Identifiers, Skewed, slug

ITEM, GROUP = "\x1f", "\x1e"
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
DESCRIPTION_WORDS = (30, 80)
# So many words of the index of a description's first paragraph, the only one here, have a field of their own.
LEAD_WORDS = 60
WORDS = 10_000
# Descriptions are taken out of so many words that were written once.
TEXT_WORDS = 1 << 18
SOLD_OUT_SHARE, DRAFT_SHARE, REDUCED_SHARE, UNCOUNTED_SHARE = 0.1, 0.01, 0.15, 0.01

COLUMNS = {
    "products": [
        "number", "id", "shop_id", "category_id", "slug", "title", "status", "is_listed", "in_stock", "currency", "price",
        "price_max", "compare_at_price", "image_key", "image_width", "image_height", "rating_sum", "rating_count",
        "rating_score", "sold", "listed_at", "created_at", "updated_at", "brand", "brand_key", "tags", "options"],
    "variants": [
        "id", "product_id", "shop_id", "position", "on_hand", "sold", "price", "compare_at_price", "title", "options", "sku",
        "barcode", "weight_grams", "created_at", "updated_at", "tracks_stock"],
    "product_texts": ["product_id", "description", "is_html", "attributes"],
    "product_facets": ["name", "value_key", "product_id", "value"],
    "variant_facets": ["name", "value_key", "product_id", "variant_id"],
    "product_images": ["id", "product_id", "position", "storage_key", "alt", "width", "height", "created_at"]}


class Goods:
    """So many products of a marketplace, in the order of their ids; the same for the same seed."""

    def __init__(self, marketplace, seed, count):
        self.source = source = random.Random(f"goods {seed}")
        self.random, self.count, self.step = source.random, count, YEARS_MILLISECONDS // count
        self.identifiers, self.slugs = Identifiers(source), set()
        self.shops = Skewed(source, len(marketplace.shops), SHOP_SKEW).drawn(marketplace.shops)
        self.leaves = Skewed(source, len(marketplace.leaves), CATEGORY_SKEW).drawn(marketplace.leaves)
        brands = [word.capitalize() for word in vocabulary.invented(source, max(200, count // 50), [2, 3])]
        self.brands = Skewed(source, len(brands), 0.85).drawn(brands)
        lines = [word.capitalize() for word in vocabulary.invented(source, 4_000, [1, 2])]
        self.lines = Skewed(source, len(lines), 0.6).drawn(lines)
        tags = vocabulary.TAGS + vocabulary.invented(source, 1_000, [2])
        self.tags = Skewed(source, len(tags), 1.0).drawn(tags)
        self.colours = Skewed(source, len(vocabulary.COLOURS), 0.8).drawn(vocabulary.COLOURS)
        self.adjectives = Skewed(source, len(vocabulary.ADJECTIVES), 0.5).drawn(vocabulary.ADJECTIVES)
        self.text, self.text_terms, self.term_places = self.written()

    def written(self):
        """Sentences of words as common as in a language, what they are found by, and where in that each word begins."""
        words = vocabulary.COMMON_WORDS + vocabulary.invented(self.source, WORDS, [2, 3, 4])
        text = Skewed(self.source, len(words), 1.0)
        drawn = [words[text.draw()] for _ in range(TEXT_WORDS)]
        place = 0
        while place < TEXT_WORDS:
            drawn[place] = drawn[place].capitalize()
            place += self.source.randrange(6, 15)
            if place < TEXT_WORDS:
                drawn[place - 1] += "."
        terms, places = [], [0]
        for word in drawn:
            terms += stems.indexed_token(word)
            places.append(len(terms))
        return drawn, terms, places

    def products(self):
        """Yields (rows by table, (number, id, words of title, lead, facts and body)) for each product."""
        for number in range(1, self.count + 1):
            yield self.product(number)

    def product(self, number):
        chance = self.random
        shop, leaf, brand = self.pick(self.shops), self.pick(self.leaves), self.pick(self.brands)
        now = BEGINS + number * self.step
        identifier = self.identifiers.at(now)
        material = self.pick(leaf.materials)
        title = (f"{brand} {self.pick(self.lines)} {self.pick(self.adjectives)} {material.capitalize()} "
                 f"{self.pick(leaf.nouns).title()}")
        if leaf.style in ("memory", "single"):
            title += f" {int(chance() * 900) + 100}"
        options, combinations = self.options(leaf)
        attributes = [("Material", material.capitalize()), ("Origin", self.pick(vocabulary.ORIGINS))]
        if not options and chance() < 0.6:
            attributes.insert(0, ("Colour", self.pick(self.colours)))
        tags = list(dict.fromkeys(self.pick(self.tags) for _ in range(int(chance() * 4) + 1)))
        is_draft = chance() < DRAFT_SHARE
        sold = min(20_000, int(0.4 / (1.0001 - chance()) ** 0.9))
        variants = self.variants(identifier, shop, leaf, combinations, number, sold, now)
        listed = shop.is_open and not is_draft
        cheapest = min(variants, key=lambda row: row[6])
        rated = sold // 6
        stars = sum(5 - int(chance() ** 2 * 4) for _ in range(min(rated, 3))) * rated // min(rated, 3) if rated else 0
        picture = f"products/{identifier.hex()}"
        options_text = GROUP.join(ITEM.join([name, *values]) for name, values in options)
        description, found = self.description()
        facets, variant_facets = self.facets(identifier, options, attributes, tags, variants)
        images = int(chance() * 3) + 1
        rows = {
            "products": [(
                number, identifier, shop.id, leaf.id, self.slug(title, identifier), title, "draft" if is_draft else "active",
                listed, any(row[4] > 0 or not row[15] for row in variants), shop.currency, cheapest[6],
                max(row[6] for row in variants), cheapest[7], picture, 1200, 1200, stars, rated,
                stars * 1000 // rated if rated else 0, sold, now if listed else 0, now, now, brand, brand.lower(),
                ITEM.join(tags), options_text)],
            "variants": variants,
            "product_texts": [(identifier, description, False, GROUP.join(name + ITEM + value for name, value in attributes))],
            "product_facets": facets,
            "variant_facets": variant_facets,
            "product_images": [(
                self.identifiers.at(now), identifier, position, picture if position == 0 else f"{picture}{position}", "", 1200,
                1200, now) for position in range(images)]}
        values = [brand, *tags, *(value for _, values in options for value in values), *(value for _, value in attributes)]
        facts = [term for value in values for term in stems.indexed(value)]
        return rows, (number, identifier, stems.indexed(title), found[:LEAD_WORDS], facts, found[LEAD_WORDS:])

    def pick(self, items):
        return items[int(self.random() * len(items))]

    def description(self):
        lowest, highest = DESCRIPTION_WORDS
        length = lowest + int(self.random() * (highest - lowest + 1))
        start = int(self.random() * (TEXT_WORDS - length))
        text = " ".join(self.text[start:start + length])
        return (text[0].upper() + text[1:].rstrip(".") + ".",
                self.text_terms[self.term_places[start]:self.term_places[start + length]])

    def options(self, leaf):
        """Options with their values, and the values of each variant: at most six variants."""
        chance, style = self.random, leaf.style
        colours = list(dict.fromkeys(self.pick(self.colours) for _ in range(int(chance() ** 2 * 4) + 1)))
        if style == "single" or chance() < 0.15:
            return [], [()]
        if style == "colour":
            return [("Colour", colours)], [(colour,) for colour in colours]
        sizes = vocabulary.SIZES["wear" if style == "wear" else style]
        start = int(chance() ** 2 * (len(sizes) - 1))
        sizes = sizes[start:start + 1 + int(chance() * 3)]
        if style == "size":
            return [("Size", sizes)], [(size,) for size in sizes]
        colours = colours[:2]
        second = "Storage" if style == "memory" else "Size"
        return [("Colour", colours), (second, sizes)], [(colour, size) for colour in colours for size in sizes]

    def variants(self, product, shop, leaf, combinations, number, sold, now):
        chance = self.random
        lowest, highest = leaf.prices
        price = int(lowest * (highest / lowest) ** (chance() * 0.6 + chance() * 0.4)) * 100 + (99 if chance() < 0.7 else 50)
        is_sold_out, is_reduced = chance() < SOLD_OUT_SHARE, chance() < REDUCED_SHARE
        tracks = chance() >= UNCOUNTED_SHARE
        rows = []
        for position, values in enumerate(combinations):
            stock = 0 if is_sold_out or chance() < 0.05 else int(3 + 300 * chance() ** 3)
            own = price + 500 * int(chance() * 1.3) if position else price
            share = sold // 2 if position < len(combinations) - 1 else sold
            sold -= share
            rows.append((
                self.identifiers.at(now), product, shop.id, position, stock, share, own, own * 5 // 4 if is_reduced else None,
                " / ".join(values) or "Standard", ITEM.join(values), f"{number:07d}-{position + 1}",
                f"4{number:011d}{position}" if chance() < 0.5 else None, int(50 + 5000 * chance() ** 2), now, now, tracks))
        return rows

    @staticmethod
    def facets(product, options, attributes, tags, variants):
        """Colours and sizes of options and specifications, and tags; and the first two once more for each variant."""
        names = {"Colour": "color", "Size": "size"}
        own = [(names[name], value) for name, value in attributes if name in names]
        wanted = dict.fromkeys(
            [(names[name], value) for name, values in options if name in names for value in values] + own
            + [("tag", tag) for tag in tags])
        kinds = [names.get(name) for name, _ in options]
        of_variants = []
        for row in variants:
            values = row[9].split(ITEM) if kinds else []
            for name, value in [*zip(kinds, values), *own]:
                if name:
                    of_variants.append((name, value.lower(), product, row[0]))
        return [(name, value.lower(), product, value) for name, value in wanted], of_variants

    def slug(self, title, identifier):
        """The slug of the title, with the end of the id behind it when another product has it."""
        made = slug(title)
        if (mark := hash(made)) in self.slugs:
            low, end = int.from_bytes(identifier[8:], "big"), ""
            for _ in range(6):
                end, low = DIGITS[low & 31] + end, low >> 5
            made = f"{made}-{end}"
            mark = hash(made)
        self.slugs.add(mark)
        return made
