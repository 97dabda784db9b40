"""Other sites can't act in somebody's browser, nor send people away through ours: every unsafe route is walked."""
import pathlib
import re

import requests

from conftest import PASSWORD, ROOT

FOREIGN = [
    {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
]
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)"]


def declared_pages(methods):
    """Method and path of every page route in the sources."""
    pattern = re.compile(r"\.page\(\s*\.(\w+),\s*\"([^\"]+)\"")
    found = set()
    for path in pathlib.Path(ROOT / "Sources").rglob("*.swift"):
        for method, route in pattern.findall(path.read_text()):
            if method in methods and "\\(" not in route:
                found.add((method.upper(), route))
    return sorted(found)


def unsafe_routes(souk):
    document = requests.get(souk.url + "/api/openapi.json", timeout=30).json()
    api = [
        (method.upper(), path) for path, operations in document["paths"].items() for method in operations
        if method in ("post", "put", "patch", "delete")]
    return api + declared_pages({"post", "put", "patch", "delete"})


def signed_in(souk, email):
    browser = requests.Session()
    answer = browser.post(
        souk.url + "/login", data={"email": email, "password": PASSWORD}, allow_redirects=False, timeout=30)
    assert answer.status_code == 303, answer.text
    return browser


def test_no_route_takes_a_cookie_from_another_site(souk):
    browser = signed_in(souk, souk.make_admin())
    routes = unsafe_routes(souk)
    assert len([route for route in routes if route[1].startswith("/api/")]) >= 50
    assert len([route for route in routes if not route[1].startswith("/api/")]) >= 40
    for method, template in routes:
        address = souk.url + re.sub(r"\{[^}]+\}", "thing", template)
        for headers in FOREIGN:
            answer = browser.request(method, address, headers=headers, allow_redirects=False, timeout=30)
            assert answer.status_code == 403, f"{method} {template} {headers}: {answer.status_code}"
            # Refused because of where it came from, and not because of what else is wrong with it.
            assert "came from another site" in answer.text, f"{method} {template}: {answer.text[:300]}"
    assert browser.get(souk.url + "/api/v1/me", timeout=30).status_code == 200


def test_configured_sites_may_use_the_cookie_and_no_other(tmp_path):
    from conftest import Souk
    program = Souk("sqlite", tmp_path, CORS_ORIGINS="https://app.example,https://shop.example:8443")
    program.start()
    try:
        browser = signed_in(program, program.make_admin())
        address = program.url + "/api/v1/me"
        for origin, allowed in [
            ("https://app.example", True), ("https://shop.example:8443", True), ("https://shop.example", False),
            ("https://evil.example", False), ("null", False), ("http://app.example", False),
        ]:
            read = browser.get(address, headers={"Origin": origin}, timeout=30)
            assert ("Access-Control-Allow-Origin" in read.headers) == allowed, origin
            assert "Origin" in read.headers["Vary"]
            preflight = requests.options(address, headers={
                "Origin": origin, "Access-Control-Request-Method": "PATCH"}, timeout=30)
            assert (preflight.status_code == 204) == allowed, origin
            change = browser.patch(address, json={"name": "Ada"}, headers={
                "Origin": origin, "Sec-Fetch-Site": "cross-site"}, timeout=30)
            assert change.status_code == (200 if allowed else 403), f"{origin}: {change.text}"
            if allowed:
                assert change.headers["Access-Control-Allow-Origin"] == origin
                assert change.headers["Access-Control-Allow-Credentials"] == "true"
        refused = Souk("sqlite", tmp_path, CORS_ORIGINS="*").command("migrate")
        assert refused.returncode != 0 and "CORS_ORIGINS" in refused.stdout + refused.stderr
    finally:
        program.stop()


def leads_away(answer):
    location = answer.headers.get("Location", "/")
    return "Location" in answer.headers and (
        not location.startswith("/") or location.startswith("//") or "\\" in location or "\t" in location)


def test_next_leads_nowhere_else(souk, client):
    """Every page that there is, with `next` in the address and in the form, signed in and not."""
    client().sign_up("Ada", "ada@example.com")
    member = signed_in(souk, "ada@example.com")
    for browser in (requests.Session(), member):
        for method, template in declared_pages({"get"}):
            if "logout" in template or template.startswith("/dev") or "*" in template:
                continue
            address = souk.url + re.sub(r"\{[^}]+\}", "thing", template)
            for next in ELSEWHERE:
                answer = browser.get(address, params={"next": next}, allow_redirects=False, timeout=30)
                assert not leads_away(answer), f"{template} {next}: {answer.headers['Location']}"
                assert f'value="{next}"' not in answer.text and f'href="{next}"' not in answer.text
    for next in ELSEWHERE:
        visitor = requests.Session()
        entered = visitor.post(souk.url + "/login", allow_redirects=False, timeout=30, data={
            "email": "ada@example.com", "password": PASSWORD, "next": next})
        assert entered.status_code == 303 and entered.headers["Location"] == "/", entered.headers
        for method, template in declared_pages({"post"}):
            if template in ("/login", "/logout") or "close" in template or "delete" in template:
                continue
            address = souk.url + re.sub(r"\{[^}]+\}", "thing", template)
            for target in (address, address + "?next=" + requests.utils.quote(next, safe="")):
                answer = visitor.post(target, data={"next": next}, allow_redirects=False, timeout=30)
                assert not leads_away(answer), f"POST {template}: {answer.headers.get('Location')}"
