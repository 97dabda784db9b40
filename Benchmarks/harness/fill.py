"""Fills a database that the program has migrated with a made marketplace, past the program, in minutes instead of an hour.

Every row is there that the program would have written, so a server that is started on the database can't tell the difference.
"""
import os
import subprocess
import sys
import time
from pathlib import Path

from . import goods, marketplace
from .fill_postgres import PostgresFilling
from .fill_sqlite import SQLiteFilling

SEED = 1
FEWEST_SHOPS, MOST_SHOPS, PRODUCTS_OF_A_SHOP = 250, 5_000, 200
PRODUCTS_AT_ONCE = 1_000
TOLD_EVERY = 50_000
ADMIN = "bench-admin@example.com"
PASSWORD = "correct horse battery staple"


def shops_for(products):
    """How many shops a marketplace of so many products has, unless somebody says otherwise."""
    return min(MOST_SHOPS, max(FEWEST_SHOPS, products // PRODUCTS_OF_A_SHOP))


def fill(url, products, program, shops=None, seed=SEED, environment=None):
    """Makes the tables with the program, and an administrator, and fills the rest. Answers with the seconds it took. All
    vendors sign in with the administrator's password."""
    environment = {
        "DATA_DIR": str(Path(url.removeprefix("sqlite://")).parent if url.startswith("sqlite:") else Path.cwd() / "var"),
        **os.environ, **(environment or {}), "DATABASE_URL": url, "SOUK_ADMIN_PASSWORD": PASSWORD}
    subprocess.run(
        [str(program), "admin", "create", "--email", ADMIN, "--name", "Bench"], env=environment, check=True,
        stdout=subprocess.DEVNULL)
    started = time.perf_counter()
    made = marketplace.Marketplace(seed, shops or shops_for(products))
    filling = SQLiteFilling if url.startswith("sqlite:") else PostgresFilling
    with filling(url) as database:
        columns = {**marketplace.COLUMNS, **goods.COLUMNS}
        database.prepare(columns)
        password_hash = database.value("SELECT password_hash FROM accounts WHERE email = '" + ADMIN + "'")
        for table, rows in made.signed(password_hash).items():
            database.add(table, rows)
        for number, batch in enumerate(batches(goods.Goods(made, seed, products)), 1):
            database.add_products(*batch)
            if number * PRODUCTS_AT_ONCE % TOLD_EVERY == 0:
                tell(f"{number * PRODUCTS_AT_ONCE:,} products after {time.perf_counter() - started:.0f} s")
        tell(f"rows are written after {time.perf_counter() - started:.0f} s")
        database.finish()
    tell(f"indexes are made after {time.perf_counter() - started:.0f} s")
    return time.perf_counter() - started


def batches(made):
    """Yields (rows by table, search documents) of many products at once."""
    rows, documents = {table: [] for table in goods.COLUMNS}, []
    for of_product, document in made.products():
        for table, found in of_product.items():
            rows[table] += found
        documents.append(document)
        if len(documents) == PRODUCTS_AT_ONCE:
            yield rows, documents
            rows, documents = {table: [] for table in goods.COLUMNS}, []
    if documents:
        yield rows, documents


def tell(text):
    print(text, file=sys.stderr, flush=True)
