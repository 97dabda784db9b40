"""Reads pages and mails in the pseudo-language en-XA and finds what was never `Words`.

A sentence of the program stands between ⟦ and ⟧, with accents on the letters in ACCENTED. Everything that people typed
in these journeys is Greek, and days, amounts and countries are written as Greek does. So a Latin letter outside the
brackets is text that nobody can translate, and so is a letter inside them that should have an accent.
"""
import html.parser
import json
import re

OPENING, CLOSING = "⟦", "⟧"
PLAIN, ACCENTED = "aceginorsuyzACEGINORSUYZ", "áçéĝíñôřšúýžÁÇÉĜÍÑÔŘŠÚÝŽ"
ENGLISH = str.maketrans(ACCENTED, PLAIN)

# What is the same in every language, where it stands for itself.
THE_SAME = [
    r"https?://[^\s<>\"»⟧]*",
    r"[\w.+•-]+@[\w-]+(\.[\w-]+)+",  # addresses of mails
    r"(?:[\w-]+\.)+example\.(?:com|org)|localhost|souk-verify=[\w-]+|CNAME",  # names of machines and their records
    r"(?<![\w⟧])/[\w/.-]+",  # paths
    r"\b[a-z]+-\d+\b|\bproduct-[0-9a-z]{6}\b|(?<=⟧ )product(?= ⟦)",  # names in paths
    r"(?<=⟦Áddřéšš⟧ ⟦ñôthíñĝ⟧ )[a-z0-9-]+",  # new names in paths, from what people typed
    r"\bEurope/Athens\b",  # time zones
    r"\b[a-z]+_[0-9a-z]{26}\b",  # identifiers
    r"\b(?=[a-z]*\d)[a-z0-9]{13}\b|(?<=⟦Řéqúéšt⟧ )[a-z0-9]{13}\b",  # requests
    r"\bS-\u2060?[0-9A-Z]{5}-\u2060?[0-9A-Z]{5}\b",  # orders, which stay on one line
    r"\b[A-Z]{2}\d\d [•\d ]+",  # bank accounts
    r"[^\s⟦⟧/]+\.(?:pdf|png|csv|txt|zip|eml|xlsx)\b",  # files
    r"\b[A-Z]{3}\b",  # currencies
    r"EN-XA|English \(Pseudo-Accents\)|Deutsch|\b(?:German|Arabic|Greek)\b|\(English\)|Firefox|Chrome|Linux|python-requests|oidc",
    r"\b(?:QR|CSV|SKU|IBAN|BIC|API|UTC|JPEG|PNG|WebP|GIF|PDF|HTML)\b",
]


class Page(html.parser.HTMLParser):
    """What people read on a page: its texts, with the sentences that markup interrupts put together again."""

    UNREAD = {"script", "style", "template"}
    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
            "path", "circle", "rect", "line", "use", "polyline"}
    SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "aria-valuetext", "aria-roledescription",
              "data-confirm", "data-label", "data-tip", "data-text", "data-name", "data-title", "label"}
    METADATA = {"description", "og:title", "og:description", "og:site_name", "twitter:title", "twitter:description"}

    def __init__(self, text):
        super().__init__()
        self.flow, self.alone, self.open, self.block = [], [], [], None
        self.feed(text)

    def is_unread(self):
        return any(unread for _, unread in self.open)

    def handle_starttag(self, tag, attributes):
        values = {name: value or "" for name, value in attributes}
        # A language says its own name in itself; keys and recovery codes are no words.
        foreign = tag != "html" and values.get("lang", "en-XA") != "en-XA"
        foreign = foreign or bool({"secret", "recovery-codes"} & set(values.get("class", "").split()))
        # Time zones are chosen by the names that they have everywhere; the one entry that is a sentence has no value.
        foreign = foreign or tag == "option" and "/" in values.get("value", "")
        if tag not in self.VOID:
            self.open.append((tag, tag in self.UNREAD or foreign))
        if foreign or self.is_unread() and tag not in ("script",):
            return
        if tag == "script":
            self.block = values.get("id") or values.get("type")
            return
        for name, value in values.items():
            if name in self.SPOKEN and value.strip():
                self.alone.append((f"{tag} {name}", value))
        if tag == "input" and values.get("type") in ("submit", "button", "reset"):
            self.alone.append(("button", values.get("value", "")))
        if tag == "meta" and (values.get("name") or values.get("property")) in self.METADATA:
            self.alone.append((values.get("name") or values.get("property"), values.get("content", "")))

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == tag:
                del self.open[index:]
                break
        if tag == "script":
            self.block = None

    def handle_data(self, data):
        if self.block == "words":
            self.alone += [("a script's words", said) for said in json.loads(data).values()]
        elif not self.is_unread():
            self.flow.append(data)


def strays(text):
    """The words of a text that are no `Words`, each with what stands around it."""
    for same in THE_SAME:
        text = re.sub(same, lambda found: "·" * len(found.group()), text)
    depth, wrong = 0, set()
    for index, letter in enumerate(text):
        if letter == OPENING:
            depth += 1
        elif letter == CLOSING:
            depth -= 1
        elif letter.isascii() and letter.isalpha() and (depth == 0 or letter in PLAIN):
            wrong.add(index)
    found = []
    for word in re.finditer(r"[^\W\d_]+", text):
        if wrong.intersection(range(*word.span())):
            around = text[max(0, word.start() - 30):word.end() + 30]
            found.append(f"{word.group()!r} in …{' '.join(around.split())}…")
    if depth:
        found.append(f"brackets that do not close: {depth}")
    return found


def strays_of_page(text):
    page = Page(text)
    found = strays(" ".join(page.flow))
    for place, said in page.alone:
        found += [f"{place}: {stray}" for stray in strays(said)]
    return found


def english(text):
    """The English of a sentence in the pseudo-language."""
    return text.replace(OPENING, "").replace(CLOSING, "").translate(ENGLISH)


def pseudo(text, around=OPENING + CLOSING):
    """A sentence without places in the pseudo-language, or a piece of one with nothing around it."""
    return around[:1] + text.translate(str.maketrans(PLAIN, ACCENTED)) + around[1:]
