"""What a screen reader finds its way by: headings that go down step by step below one title, and places with names of
their own."""
from html.parser import HTMLParser

PLACES = {"nav": "navigation", "section": "region", "aside": "complementary"}


class Structure(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.levels = []
        self.places = []
        # Without script a dialog is shown by its link, and a template is no part of the page.
        self.aside = 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in ("dialog", "template"):
            self.aside += 1
        if self.aside:
            return
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.levels.append(int(tag[1]))
        if tag in PLACES and given.get("aria-label"):
            self.places.append((PLACES[tag], given["aria-label"]))
        elif tag == "nav":
            self.places.append(("navigation", ""))

    def handle_endtag(self, tag):
        if tag in ("dialog", "template"):
            self.aside -= 1


def check_structure(path, text):
    page = Structure(text)
    assert page.levels.count(1) == 1, f"{path} has {page.levels.count(1)} titles: {page.levels}"
    # What stands before the title is the way through the portals and the search.
    levels = page.levels[page.levels.index(1):]
    for above, below in zip(levels, levels[1:]):
        assert below <= above + 1, f"{path} goes from a heading of level {above} to one of level {below}: {page.levels}"
    doubled = {place for place in page.places if page.places.count(place) > 1}
    assert not doubled, f"{path} has several places of the same name: {doubled}"
