"""Vendors, shops and categories of a made marketplace, as rows of the tables that the program keeps them in."""
import random
import re
from bisect import bisect

from . import stems, vocabulary

# The first product comes on the first day of 2024, the last one two years later.
BEGINS = 1_704_067_200_000
YEARS_MILLISECONDS = 2 * 365 * 86_400_000
CURRENCIES = [("EUR", "DE", 0.8), ("GBP", "GB", 0.2)]
OPEN_SHARE = 0.98
# Shops in the order of their size; rank r has so much of the goods.
SHOP_SKEW = 0.8
CATEGORY_SKEW = 0.9

COLUMNS = {
    "accounts": [
        "id", "name", "email", "password_hash", "role", "is_active", "created_at", "updated_at"],
    "account_words": ["word", "subject_id"],
    "shops": [
        "id", "owner_id", "slug", "name", "folded_name", "description", "country", "currency", "status", "shipping_policy",
        "return_policy", "low_stock_threshold", "created_at", "updated_at", "approved_at"],
    "shop_slugs": ["slug", "shop_id", "created_at"],
    "shop_words": ["word", "subject_id"],
    "shipping_options": [
        "shop_id", "id", "name", "price", "free_from", "countries", "min_days", "max_days", "position"],
    "categories": ["id", "parent_id", "slug", "name", "folded_name", "position", "created_at", "updated_at"]}


class Identifiers:
    """UUIDs of version 7, ascending as they are made."""

    def __init__(self, source):
        self.bits = source.getrandbits

    def at(self, milliseconds):
        bits = self.bits(74)
        return (milliseconds << 80 | 7 << 76 | (bits >> 62) << 64 | 2 << 62 | bits & 0x3FFF_FFFF_FFFF_FFFF).to_bytes(16, "big")


class Skewed:
    """Ranks from 0 on, each rank rarer than the one before, by Zipf."""
    DRAWS = 1 << 16

    def __init__(self, source, count, skew):
        sums, total = [], 0.0
        for rank in range(count):
            total += 1 / (rank + 2) ** skew
            sums.append(total)
        self.random, self.sums, self.total = source.random, sums, total

    def draw(self):
        return bisect(self.sums, self.random() * self.total)

    def drawn(self, items):
        """Many draws, to be taken in any order."""
        return [items[self.draw()] for _ in range(self.DRAWS)]


class Shop:
    def __init__(self, identifier, owner, name, currency, country, is_open):
        self.id, self.owner, self.name, self.currency, self.country = identifier, owner, name, currency, country
        self.is_open, self.slug = is_open, slug(name)


class Leaf:
    """A category where goods stand."""

    def __init__(self, identifier, style, prices, materials, nouns):
        self.id, self.style, self.prices, self.materials, self.nouns = identifier, style, prices, materials, nouns


class Marketplace:
    """Shops with their vendors, and categories; the same for the same seed and number of shops."""

    def __init__(self, seed, shops):
        self.source = random.Random(seed)
        self.identifiers = Identifiers(self.source)
        self.rows = {table: [] for table in COLUMNS}
        self.shops, self.leaves = [], []
        self.make_categories()
        self.make_shops(shops)

    def make_categories(self):
        taken, tops, middles = set(), {}, {}
        for top, middle, style, prices, materials, leaves in vocabulary.branches():
            above = tops.get(top) or tops.setdefault(top, self.category(top, None, len(tops), taken))
            below = middles.setdefault(top, [])
            between = self.category(middle, above, len(below), taken)
            below.append(between)
            for position, (name, nouns) in enumerate(leaves):
                identifier, _ = self.category(name, between, position, taken)
                self.leaves.append(Leaf(identifier, "shoes" if middle == "Shoes" else style, prices, materials, nouns))
        self.source.shuffle(self.leaves)

    def category(self, name, parent, position, taken):
        """A slug of the name, else of parent and name, else with a number behind it."""
        candidate = slug(name)
        if candidate in taken and parent:
            candidate = slug(f"{parent[1]} {name}")
        number, base = 1, candidate
        while candidate in taken:
            number += 1
            candidate = f"{base}-{number}"
        taken.add(candidate)
        identifier = self.identifiers.at(BEGINS - 1000)
        self.rows["categories"].append((
            identifier, parent and parent[0], candidate, name, name.lower(), position, BEGINS - 1000, BEGINS - 1000))
        return identifier, candidate

    def make_shops(self, count):
        source = self.source
        for number, word in enumerate(vocabulary.invented(source, count, [2, 3])):
            name = f"{word.capitalize()} {source.choice(vocabulary.SHOP_KINDS)}"
            now = BEGINS - (count - number) * 60_000
            owner, identifier = self.identifiers.at(now), self.identifiers.at(now)
            currency, country, _ = source.choices(CURRENCIES, [share for *_, share in CURRENCIES])[0]
            # The largest shops are open, whatever the dice say.
            shop = Shop(identifier, owner, name, currency, country, number < 20 or source.random() < OPEN_SHARE)
            self.shops.append(shop)
            self.add_shop(shop, number, now)

    def add_shop(self, shop, number, now):
        rows = self.rows
        email, person = vendor_email(number), f"{shop.name.split()[0]} Vendor"
        rows["accounts"].append((shop.owner, person, email, None, "customer", True, now, now))
        rows["account_words"] += [(word, shop.owner) for word in stems.names([person, email])]
        rows["shops"].append((
            shop.id, shop.owner, shop.slug, shop.name, shop.name.lower(), f"{shop.name} sells what it stands behind.",
            shop.country, shop.currency, "approved" if shop.is_open else "pending", "", "", 3, now, now,
            now if shop.is_open else None))
        rows["shop_slugs"].append((shop.slug, shop.id, now))
        rows["shop_words"] += [(word, shop.id) for word in stems.names([shop.name])]
        rows["shipping_options"].append((shop.id, "parcel", "Parcel", 490, 5_000, "", 2, 4, 0))
        if number % 3 == 0:
            rows["shipping_options"].append((shop.id, "express", "Express", 1_290, None, "", 1, 2, 1))

    def signed(self, password_hash):
        """The rows with the hash of the password that all vendors share."""
        place = COLUMNS["accounts"].index("password_hash")
        accounts = [(*row[:place], password_hash, *row[place + 1:]) for row in self.rows["accounts"]]
        return {**self.rows, "accounts": accounts}


def vendor_email(number):
    """The address of the vendor of the shop with this rank."""
    return f"vendor{number}@example.com"


def slug(text):
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-")[:70].strip("-")
