"""Files that are not what they say: a clear problem that names the field, and nothing changed."""
import os

import requests

from conftest import open_shop


def upload(vendor, path, data, kind):
    return requests.post(
        vendor.souk.url + "/api/v1" + path, data=data, timeout=120,
        headers={"Authorization": "Bearer " + vendor.token, "Content-Type": kind})


def test_bad_files_change_nothing(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Files", "files@example.com")
    product = vendor.post(f"/shops/{shop['id']}/products", {
        "title": "Bowl", "description": "x", "price": 900, "stock": 5})
    images = f"/shops/{shop['id']}/products/{product['id']}/images"
    imports = f"/shops/{shop['id']}/imports"
    answers = [
        (upload(vendor, images, b"\x89PNG\r\n\x1a\n" + os.urandom(21 * 1024 * 1024), "image/png"), 413),
        (upload(vendor, images, b"This is a text that calls itself a picture.", "image/png"), 422),
        (upload(vendor, images, b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png"), 422),
        (upload(vendor, images, b"", "image/png"), 422),
        (upload(vendor, imports, 'Handle,Title,Variant Price\na,"A,1.00\nb,B,2.00\n', "text/csv"), 422),
        (upload(vendor, imports, "Name,Cost\na,1\n", "text/csv"), 422),
        (upload(vendor, imports, "", "text/csv"), 422),
        (upload(vendor, imports, "Handle,Title,Variant Price\n", "text/csv"), 422),
        (upload(vendor, imports, "{}", "application/x-yaml"), 415),
    ]
    for answer, status in answers:
        assert answer.status_code == status, f"{answer.status_code} {answer.text[:300]}"
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        assert answer.json()["detail"]
    assert vendor.get(f"/products/{product['id']}")["images"] == []
    assert vendor.get(imports)["items"] == []
    assert len(vendor.get(f"/shops/{shop['id']}/products")["items"]) == 1


def test_bad_bodies_name_the_field_and_change_nothing(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    vendor, shop = open_shop(client, souk, admin, "Bodies", "bodies@example.com")
    good = {"title": "Bowl", "description": "x", "price": 900, "stock": 5}
    wrong = {
        "title": [None, "", 5, "x" * 300, "a\u0000b", ["x"]],
        "price": [None, -1, "9.99", 1.5, 9_223_372_036_854_775_807, 9_223_372_036_854_775_808, {"amount": 1}, True],
        "stock": [-1, "five", 1.5, 10**18],
        "status": ["sold", 1], "tags": ["a,b", [1], ["x" * 200]], "unknownField": [1],
        "compareAtPrice": [-5, "x"], "variants": [[{"price": -1}], [{"options": 5, "price": 1}], "x"],
    }
    for field, values in wrong.items():
        for value in values:
            answer = vendor.call("POST", f"/shops/{shop['id']}/products", 422, json={**good, field: value})
            fields = [error["field"] for error in answer["errors"]]
            assert any(name.startswith(field) for name in fields), f"{field}={value!r}: {fields}"
    broken = requests.post(
        f"{souk.url}/api/v1/shops/{shop['id']}/products", data=b'{"title": "\xff\xfe"}', timeout=30,
        headers={"Authorization": "Bearer " + vendor.token, "Content-Type": "application/json"})
    assert broken.status_code == 400, broken.text
    assert vendor.get(f"/shops/{shop['id']}/products")["items"] == []
