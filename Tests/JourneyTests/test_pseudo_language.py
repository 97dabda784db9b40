"""Every page, every refused form and every mail in the pseudo-language, in a market where people type Greek: whatever
else is left of Latin letters was never `Words`, and nobody could translate it."""
import re

import pytest

from conftest import ROOT, Souk
from greek_market import SITE, GreekMarket, Postman
from greek_visits import Visits
from name_server import NameServer
from openid_providers import MockProvider
from pseudo_words import english, strays, strays_of_page

@pytest.fixture(params=["sqlite", "postgres"])
def market(request, tmp_path):
    names, provider = NameServer(), MockProvider()
    program = Souk(
        request.param, tmp_path, **{**provider.settings(), "OIDC_NAME": "Πάροχος"}, DNS_SERVER=names.address,
        SITE_LANGUAGE="en-XA", SITE_NAME=SITE, MAIL_FROM=f"{SITE} <no-reply@souk.example>")
    program.url = f"http://localhost:{program.port}"
    program.environment["PUBLIC_URL"] = program.url
    program.names, program.provider = names, provider
    program.start()
    yield program
    program.stop()
    provider.stop()
    names.close()


@pytest.fixture
def postman(market):
    postman = Postman(market.folder / "mail")
    postman.start()
    yield postman
    postman.has_ended.set()
    postman.join()


def test_every_page_form_and_mail_is_words(market, postman, tmp_path):
    visits = Visits(GreekMarket(market, postman, tmp_path).fill())
    visits.every_page()
    visits.states()
    visits.purchase()
    visits.every_form()
    read_mails(postman, visits.faults)
    assert not visits.faults, str(visits.faults)


def read_mails(postman, faults):
    seen = set()
    mails = postman.mails()
    for mail in mails:
        subject, text = str(mail["Subject"]), mail.get_body(("plain",)).get_content()
        name = f"mail “{english(subject)}”"
        page = mail.get_body(("html",))
        for found in (strays(subject), strays(text), strays_of_page(page.get_content()) if page else []):
            faults.note(found, name)
        seen.add(english(subject + "\n" + text))
    missing = [forms for forms in sentences_of_mails() if not any(is_said(form, text) for form in forms for text in seen)]
    faults.note([f"no mail says {forms[0]!r}" for forms in missing], "mails")


def sentences_of_mails():
    """Titles, subjects and buttons of all mails, as the catalogues list them: what ends like no sentence, each with its
    form for several, where it has one."""
    files = {str(path.relative_to(ROOT)) for path in (ROOT / "Sources").rglob("*.swift")
             if re.search(r"-> Letter\b", path.read_text(encoding="utf-8"))}
    assert len(files) > 10
    found = set()
    for catalogue in (ROOT / "Sources").glob("*/Words/de.po"):
        for entry in catalogue.read_text(encoding="utf-8").split("\n\n"):
            places = set(re.findall(r"^#: (\S+)", entry, re.M))
            sentence = re.search(r'^msgid "(.+)"$', entry, re.M)
            if sentence and places & files and not sentence.group(1).endswith((".", ",", ":")):
                several = re.search(r'^msgid_plural "(.+)"$', entry, re.M)
                forms = [form.group(1).replace('\\"', '"') for form in (sentence, several) if form]
                if forms[0] not in NOT_IN_MAILS:
                    found.add(tuple(forms))
    return sorted(found)


# What a role is for is said on the pages about people.
NOT_IN_MAILS = {
    # An import stops when its program dies, which this journey does not do to it.
    "See the import", "The import of {1} stopped ({2})", "Your import stopped",
    "Decides about shops and goods; bans people", "Everything, with other administrators",
    "Payouts, refunds and commission; sees shops and orders", "Sees people, shops and orders; retries refunds"}


def is_said(sentence, text):
    pattern = "".join(".+?" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{\d\})", sentence))
    return re.search(pattern, text) is not None
