"""Which columns of a table are filled."""


class Columns:
    """The columns of a table that both the generator and the schema know. A newer schema may have others, as long as these
    have a value of their own."""

    def __init__(self, table, made, present):
        """`made` are the names of the columns as rows hold them, `present` maps the names in the schema to whether a row
        needs a value there."""
        missing = [name for name, is_needed in present.items() if is_needed and name not in made]
        if missing or not present:
            raise SystemExit(f"the generator does not know what to write into {table}: {', '.join(missing) or 'no table'}")
        self.places = [place for place, name in enumerate(made) if name in present]
        self.names = [made[place] for place in self.places]
        self.takes_all = len(self.places) == len(made)

    def of(self, rows):
        return rows if self.takes_all else [[row[place] for place in self.places] for row in rows]
