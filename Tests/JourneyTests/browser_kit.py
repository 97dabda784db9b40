"""People in front of a real browser.

A page is looked at only when it is whole: the document is loaded and its scripts have started. What leads to another
page waits for that page, and for nothing of the one before. Only looking is repeated; what a person does, is done once.
"""
import base64
import re
import time
from contextlib import contextmanager

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from conftest import ARTIFACTS, PASSWORD, test_name

PATIENCE_SECONDS = 30
GLANCE_SECONDS = 0.03

# Marks the document that is about to be left; the next one knows nothing of it.
LEAVE = "window.journeyLeaves = true"
# A module that the page asks for has started when importing it again answers: `app.js` was there first.
IS_WHOLE = """
  const done = arguments[arguments.length - 1];
  if (window.journeyLeaves || document.readyState !== "complete") return done(false);
  const app = document.querySelector("script[type=module][src*='/app']");
  const wanted = [...document.querySelectorAll("[data-module]")].flatMap((one) => one.dataset.module.split(" "));
  Promise.all([...new Set(app ? wanted : [])].map((name) => import(new URL(`./${name}.js`, app.src))))
    .then(() => done(true), (error) => done(String(error)));
"""
# Among what can be seen, where an open dialog covers the rest; the whole text goes before one line, a line before a
# beginning.
BUTTON = """
  const wanted = arguments[0].toLowerCase();
  const scope = document.querySelector("dialog[open]") ?? document.querySelector("main");
  const shown = [...scope?.querySelectorAll("button, a") ?? []].filter((one) =>
    one.checkVisibility({opacityProperty: true, visibilityProperty: true}) && one.getClientRects().length > 0);
  const text = (one) => one.innerText.replaceAll("\u00a0", " ").trim().toLowerCase();
  return shown.find((one) => text(one) === wanted) ?? shown.find((one) => text(one).split("\\n").includes(wanted))
    ?? shown.find((one) => text(one).startsWith(wanted)) ?? null;
"""


class Browser:
    """One person's browser."""

    opened = []

    def __init__(self, souk, name, phone=False):
        options = Options()
        # Chromium without the windows and menus around its pages, which cost more than most pages do.
        options.binary_location = "/usr/lib/chromium/chromium-headless-shell"
        for argument in ("--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=en",
                         "--window-size=1440,1000", "--disable-dev-shm-usage", "--no-first-run",
                         "--disable-background-networking"):
            options.add_argument(argument)
        if phone:
            options.add_experimental_option(
                "mobileEmulation", {"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 2}})
        options.set_capability("goog:loggingPrefs", {"browser": "SEVERE"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.souk = souk
        self.folder = ARTIFACTS / "screenshots" / souk.engine / test_name() / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.count = 0
        Browser.opened.append(self)

    # Waiting

    def until(self, condition, expectation, seconds=PATIENCE_SECONDS):
        """What the condition answers once it is true. A page that goes away while it is looked at is not yet."""
        end = time.monotonic() + seconds
        while True:
            gone = None
            try:
                found = condition()
                if found:
                    return found
            except WebDriverException as error:
                gone = error
            if time.monotonic() > end:
                raise AssertionError(f"{expectation}, not on {self.what_is_there()}") from gone
            time.sleep(GLANCE_SECONDS)

    def what_is_there(self):
        try:
            return f"{self.driver.current_url}:\n{self.read()[:2000]}"
        except WebDriverException as error:
            return f"a page that can't be read: {error.msg}"

    def is_whole(self):
        answer = self.driver.execute_async_script(IS_WHOLE)
        assert not isinstance(answer, str), f"a script of {self.driver.current_url} did not start: {answer}"
        return answer

    def leads_on(self, act):
        """Does what leads to another page, and waits until that page is whole."""
        self.driver.execute_script(LEAVE)
        act()
        self.until(self.is_whole, "this should have led to another page (if it stays, say stays=True)")
        return self

    def wait(self, path):
        """Waits for a page whose path fits."""
        self.until(lambda: re.search(path, self.path()) and self.is_whole(), f"a page at {path!r}")
        return self

    def wait_for(self, text):
        """Waits for a whole page with this text, in whatever case it is shown."""
        self.until(lambda: text.lower() in self.read().lower() and self.is_whole(), f"{text!r}")
        return self

    # Looking

    def open(self, path, picture=True):
        self.driver.get(self.souk.url + path)
        self.until(self.is_whole, f"a whole page at {path}")
        if picture:
            self.picture(path)
        return self

    def path(self):
        return self.driver.current_url.removeprefix(self.souk.url)

    def read(self):
        return (self.driver.execute_script("return document.body?.innerText") or "").replace("\u00a0", " ")

    def text(self):
        return self.until(self.read, "a text")

    def one(self, selector):
        """The first element that a selector finds, as soon as there is one."""
        return self.until(lambda: next(iter(self.all(selector)), None), selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector):
        found = self.driver.execute_script(
            "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText.trim())", selector)
        return [text.replace("\u00a0", " ") for text in found]

    def button(self, label):
        """The button or link of the main part, or of the open dialog, with this text."""
        return self.until(lambda: self.driver.execute_script(BUTTON, label), f"a button {label!r}")

    def cookie(self, name):
        cookie = self.driver.get_cookie(name)
        return cookie["value"] if cookie else None

    def picture(self, label):
        self.count += 1
        name = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[a-z]+_[0-9a-z]{26}", "id", label.lower())).strip("-") or "home"
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True, "optimizeForSpeed": True,
            "clip": {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 4000), "scale": 1}})
        (self.folder / f"{self.count:02}-{name[:60]}.png").write_bytes(base64.b64decode(shot["data"]))
        return self

    def console_errors(self):
        """What the console says since it was last looked at. Answers that refuse something are the journey's own, and
        what other sites' pages miss is theirs."""
        def is_ours(entry):
            if entry["source"] != "network":
                return True
            return f":{self.souk.port}/" in entry["message"] and not re.search(r"\bstatus of 4\d\d\b", entry["message"])
        return [entry for entry in self.driver.get_log("browser") if is_ours(entry)]

    def check_console(self):
        errors = self.console_errors()
        assert not errors, errors
        return self

    # Doing

    def fill(self, **values):
        for name, value in values.items():
            self.fill_named(name.replace("__", "."), value)
        return self

    def fill_named(self, name, value):
        """Fills a field in. A full code sends itself, which leads on."""
        field = self.one(f"main [name='{name}']")
        if field.tag_name == "select":
            Select(field).select_by_value(value)
            return self
        field.clear()
        module = field.get_attribute("data-module") or ""
        if "code" in module.split() and len(value) == int(field.get_attribute("maxlength")):
            return self.leads_on(lambda: field.send_keys(value))
        field.send_keys(value)
        return self

    def choose(self, name, value):
        """Presses the label of a radio button, as a finger does."""
        box = f"input[name='{name}'][value='{value}']"
        return self.click(self.one(f"main label:has({box}), main {box} + label"), stays=True)

    def tick(self, name, *values):
        for box in self.all(f"main [name='{name}']"):
            if box.is_selected() != (box.get_attribute("value") in values):
                self.driver.execute_script("arguments[0].click()", box)
        return self

    def press(self, label, stays=False):
        """Clicks the button or link with this text, and waits for the page that it leads to. What stays on the page
        (a dialog, a part that is exchanged, a download) says so; what comes of it is waited for by its own words."""
        return self.click(self.button(label), stays)

    def click(self, element, stays=False):
        self.driver.execute_script(
            "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        if stays:
            element.click()
            return self
        return self.leads_on(element.click)

    def open_dialog(self, label):
        self.press(label, stays=True)
        self.one("dialog[open]")
        return self

    def confirm(self, label, typed=None):
        """Answers the open dialog, which leads to another page."""
        if typed is not None:
            self.one("dialog[open] [name=confirm]").send_keys(typed)
        return self.press(label)

    # People

    def sign_up(self, name, email):
        self.open("/signup").fill(name=name, email=email, password=PASSWORD).press("Create account")
        self.picture("activation").fill(code=self.souk.code(email))
        assert not self.path().startswith("/activate"), self.text()
        return self

    def sign_in(self, email):
        self.log_in(email)
        assert not self.path().startswith("/login"), self.text()
        return self

    def log_in(self, email):
        """The first step of it; where the second one is asked for, that page."""
        return self.open("/login", picture=False).fill(email=email, password=PASSWORD).press("Log in")

    def log_out(self):
        self.open("/", picture=False).leads_on(lambda: self.driver.execute_script(
            "const form = document.createElement('form'); form.method = 'post'; form.action = '/logout';"
            "document.body.append(form); form.submit();"))
        assert self.cookie("souk_session") is None
        return self

    def quit(self):
        """Closes it. An error in its console, which no journey looked at so far, fails the journey."""
        if self not in Browser.opened:
            return
        Browser.opened.remove(self)
        try:
            errors = self.console_errors()
        finally:
            self.driver.quit()
        assert not errors, errors


def quit_all(browsers):
    """Closes them all, and tells then what their consoles say."""
    errors = []
    for browser in browsers:
        try:
            browser.quit()
        except AssertionError as error:
            errors.append(f"{browser.folder.name}: {error}")
    assert not errors, errors


@contextmanager
def browsers_of(kind, souk):
    """Makes browsers by name, and closes them in the end, however it comes."""
    opened = []

    def make(name, phone=False):
        opened.append(kind(souk, name, phone=phone))
        return opened[-1]

    try:
        yield make
    finally:
        quit_all(opened)
