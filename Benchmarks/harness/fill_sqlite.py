"""Fills SQLite: one transaction without a journal; indexes and triggers are made at the end."""
import sqlite3

from .tables import Columns

SETTINGS = [
    "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "foreign_keys = OFF", "cache_size = -400000",
    "temp_store = FILE", "threads = 2"]
# FTS5 keeps so many bytes of words in memory before it writes them.
SEARCH_MEMORY = 64 << 20
# The order in which new rows of these tables go to few places of the table.
SORTED = {"product_facets", "variant_facets"}


class SQLiteFilling:
    def __init__(self, url):
        self.connection = sqlite3.connect(url.removeprefix("sqlite://"), isolation_level=None)

    def __enter__(self):
        for setting in SETTINGS:
            self.connection.execute(f"PRAGMA {setting}").fetchall()
        return self

    def __exit__(self, kind, *_):
        if kind is None:
            self.connection.execute("PRAGMA journal_mode = WAL").fetchall()
        self.connection.close()

    def prepare(self, columns):
        self.connection.execute("BEGIN")
        self.statements, self.columns = {}, {}
        for table, made in columns.items():
            present = {
                name: bool(is_required) and default is None and not is_key
                for _, name, _, is_required, default, is_key in self.connection.execute(f"PRAGMA table_info({table})")}
            self.columns[table] = Columns(table, made, present)
            names = self.columns[table].names
            places = ", ".join("?" * len(names))
            self.statements[table] = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"
        # Triggers note what running servers have to hear of, and none is running.
        self.at_the_end = self.connection.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name IN ("
            + ", ".join(f"'{table}'" for table in columns) + ")").fetchall()
        for kind, name, _ in self.at_the_end:
            self.connection.execute(f"DROP {kind} {name}")
        self.connection.execute("INSERT INTO product_search (product_search, rank) VALUES ('hashsize', ?)", (SEARCH_MEMORY,))

    def value(self, question):
        return self.connection.execute(question).fetchone()[0]

    def add(self, table, rows):
        rows = self.columns[table].of(rows)
        self.connection.executemany(self.statements[table], sorted(rows) if table in SORTED else rows)

    def add_products(self, rows, documents):
        for table, found in rows.items():
            self.add(table, found)
        self.connection.executemany(
            "INSERT INTO product_search (rowid, title, lead, facts, body) VALUES (?, ?, ?, ?, ?)",
            ((number, *map(" ".join, words)) for number, _, *words in documents))

    def finish(self):
        for *_, made in self.at_the_end:
            self.connection.execute(made)
        self.connection.execute("COMMIT")
        # The program's own size again.
        self.connection.execute("DELETE FROM product_search_config WHERE k = 'hashsize'")
