"""People who read another language than English, and what they may expect of a page."""
import ast
import re

from browser_kit import Browser
from conftest import PASSWORD, ROOT

# English that is written the same where it is no English: names, and labels that are one word in both.
SHORTEST = 4
# English words that are names in another language: Iceland is Island in German.
NAMES = {"Island"}
# An empty marketplace names its categories in the language of the site, which is English here.
CATEGORIES = ROOT / "Sources" / "Catalog" / "Categories" / "EnsureCategory.swift"


class Catalogue:
    """The sentences of a language, as its catalogues have them."""

    def __init__(self, tag):
        self.tag = tag
        self.said = {}
        for path in sorted((ROOT / "Sources").glob(f"*/Words/{tag}.po")):
            for entry in path.read_text(encoding="utf-8").split("\n\n"):
                sentence = re.search(r'^msgid (".*")$', entry, re.M)
                forms = re.findall(r'^msgstr(?:\[\d\])? (".*")$', entry, re.M)
                if sentence and forms and not re.search(r"^msgctxt", entry, re.M):
                    plural = re.search(r'^msgid_plural (".*")$', entry, re.M)
                    forms = [ast.literal_eval(form) for form in forms]
                    for english in filter(None, (sentence, plural)):
                        self.said[ast.literal_eval(english.group(1))] = forms
        self.said.pop("", None)
        every = {form for forms in self.said.values() for form in forms}
        named = set(re.findall(r'"([^"]+)"', CATEGORIES.read_text().partition("[Words] = [")[2].partition("]")[0]))
        foreign = [english for english in self.said
                   if english not in every | named | NAMES and len(english) >= SHORTEST]
        self.english = {english for english in foreign if "{" not in english}
        places = [english for english in foreign if len(re.sub(r"\{\d\}", "", english).strip()) > 9 and "{" in english]
        self.patterns = [re.compile(re.sub(r"\\\{\d\\\}", ".+", re.escape(english))) for english in places]

    def __getitem__(self, english):
        return self.said[english][0]

    def left_in_english(self, text):
        """The lines of a text that are sentences of the program nobody translated."""
        lines = {line.strip() for line in text.splitlines()}
        return sorted(line for line in lines if line in self.english
                      or any(pattern.fullmatch(line) for pattern in self.patterns))


class Reader(Browser):
    """A browser whose person reads one language: every page that is looked at is in it, and as wide as the screen."""

    def __init__(self, souk, name, catalogue, phone=False):
        super().__init__(souk, name, phone=phone)
        self.say = catalogue
        self.direction = "rtl" if catalogue.tag == "ar" else "ltr"

    def choose_language(self):
        """By the buttons at the end of every page."""
        self.driver.get(self.souk.url + "/")
        self.until(self.is_whole, "a whole page")
        return self.click(self.one(f".languages button[value='{self.say.tag}']"))

    def enter(self, email):
        """Logs in to an account whose language was another one so far."""
        self.choose_language().open("/login").fill(email=email, password=PASSWORD).press_said("Log in")
        return self.choose_language()

    def picture(self, label):
        super().picture(label)
        page = self.driver.execute_script("""
          const attributes = [...document.querySelectorAll("[aria-label], [alt], [title], [placeholder]")].flatMap((one) =>
            ["aria-label", "alt", "title", "placeholder"].map((name) => one.getAttribute(name)).filter(Boolean));
          const width = document.documentElement.clientWidth;
          const out = [...document.body.querySelectorAll("*")].filter((one) => {
            const box = one.getBoundingClientRect();
            return box.width > 0 && (box.right > width + 1 || box.left < -1);
          }).map((one) => `${one.tagName}.${one.className.baseVal ?? one.className}: ${one.textContent.trim().slice(0, 40)}`);
          return {
            out: out.slice(0, 8), lang: document.documentElement.lang, dir: getComputedStyle(document.body).direction,
            wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
            text: document.title.split(" · ")[0] + "\\n" + document.body.textContent.replaceAll(/ +/g, " ") + "\\n"
              + document.body.innerText + "\\n" + attributes.join("\\n"),
          };""")
        place = self.driver.current_url
        assert (page["lang"], page["dir"]) == (self.say.tag, self.direction), f"{place}: {page['lang']}, {page['dir']}"
        assert page["wide"] <= 0, f"{place} is {page['wide']} pixels too wide: {page['out']}"
        left = self.say.left_in_english(page["text"])
        assert not left, f"{place} is English in {left}"
        return self

    def open(self, path, picture=True):
        return super().open(path, picture)

    def press_said(self, english, stays=False):
        return self.press(self.say[english], stays)

    def wait_said(self, english):
        return self.wait_for(self.say[english])
