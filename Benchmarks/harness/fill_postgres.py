"""Fills PostgreSQL: a COPY for each table, all at once, and indexes that are made at the end."""
import subprocess

from .tables import Columns

# Large ones that nothing refers to: their keys are made at the end, too.
KEYS_AT_THE_END = ["product_facets", "variant_facets"]
# Without triggers: what rows refer to is written at the same time, and no server is running that had to hear of them.
SETTINGS = "SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'"
MOST_LETTERS = 40
MOST_PLACES, LAST_PLACE = 255, 16_383
SEARCH = {"product_search": ["product_id", "document", "title_words", "lead_words", "number"], "search_words": ["term"]}
TEXTS = {
    bytes: bytes.hex, bool: lambda value: "t" if value else "f", int: str, str: str, type(None): lambda _: "\\N"}


class PostgresFilling:
    """No text that is written holds a tab, the end of a line or a backslash."""

    def __init__(self, url):
        self.url, self.copies, self.words = url, {}, set()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        for copy in self.copies.values():
            if kind:
                copy.kill()
            copy.stdin.close()
            copy.wait()

    def ask(self, text):
        """The lines of an answer, with a tab between columns."""
        done = subprocess.run(
            ["psql", "-q", "-X", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", self.url, "-c", text], check=True,
            stdout=subprocess.PIPE, text=True)
        return [line.split("\t") for line in done.stdout.splitlines()]

    def value(self, question):
        return self.ask(question)[0][0]

    def prepare(self, columns):
        self.columns = {table: Columns(table, made, self.present(table)) for table, made in {**columns, **SEARCH}.items()}
        named = ", ".join(f"'{table}'" for table in self.columns)
        indexes = self.ask(
            "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.schemaname = current_schema()"
            f" AND i.tablename IN ({named}) AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)")
        keys = self.ask(
            "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'p'"
            " AND conrelid::regclass::text IN (" + ", ".join(f"'{table}'" for table in KEYS_AT_THE_END) + ")")
        self.command(*(f"DROP INDEX {name}" for name, _ in indexes),
                     *(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _ in keys))
        self.at_the_end = [f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}" for table, name, made in keys]
        self.at_the_end += [made for _, made in indexes]

    def present(self, table):
        rows = self.ask(
            "SELECT column_name, is_nullable, column_default IS NULL FROM information_schema.columns"
            f" WHERE table_schema = current_schema() AND table_name = '{table}'")
        return {name: is_nullable == "NO" and has_none == "t" for name, is_nullable, has_none in rows}

    def command(self, *texts):
        for text in texts:
            subprocess.run(
                ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", self.url, "-c", SETTINGS, "-c", text], check=True,
                stdout=subprocess.DEVNULL)

    def add(self, table, rows):
        texts = TEXTS
        self.send(table, ["\t".join([texts[type(value)](value) for value in row]) for row in self.columns[table].of(rows)])

    def add_products(self, rows, documents):
        for table, found in rows.items():
            self.add(table, found)
        self.send("product_search", [
            f"{product.hex()}\t{self.vector(words)}\t{len(words[0])}\t{len(words[1])}\t{number}"
            for number, product, *words in documents])

    def vector(self, words):
        """A document as PostgreSQL reads it: each word with its places and the weight of the field."""
        places, place = {}, 0
        for found, weight in zip(words, "ABCD"):
            for word in found:
                place = min(place + 1, LAST_PLACE)
                if word in places:
                    if places[word].count(",") + 1 < MOST_PLACES:
                        places[word] += f",{place}{weight}"
                else:
                    places[word] = f"{place}{weight}"
        self.words.update(places)
        return " ".join([f"'{word}':{at}" for word, at in places.items()])

    def send(self, table, lines):
        if not lines:
            return
        if table not in self.copies:
            names = ", ".join(self.columns[table].names)
            self.copies[table] = subprocess.Popen(
                ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", self.url, "-c", SETTINGS, "-c", f"COPY {table} ({names}) FROM STDIN"],
                stdin=subprocess.PIPE)
        self.copies[table].stdin.write(("\n".join(lines) + "\n").encode())

    def finish(self):
        self.send("search_words", sorted(word for word in self.words if len(word) <= MOST_LETTERS))
        for table, copy in self.copies.items():
            copy.stdin.close()
            if copy.wait() != 0:
                raise SystemExit(f"COPY into {table} failed")
        # The next product gets the next number.
        self.command(
            "SELECT setval(pg_get_serial_sequence('products', 'number'), MAX(number)) FROM products", *self.at_the_end,
            "VACUUM ANALYZE")
