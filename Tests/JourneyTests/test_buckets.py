"""Pictures in a bucket behind a CDN: stored, served, read back, and what is said while the bucket is away."""
import time

import pytest
import requests

import bucket_server
from conftest import Client, Souk, open_shop

# A drawing of one colour, small enough to stand here.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000001000000010080200000090916836000000164944415478da63e0cf4e220931"
    "8c6a18d5307c350000a3c0dc019543a4860000000049454e44ae426082")


@pytest.fixture
def bucket():
    place = bucket_server.Bucket()
    yield place
    place.stop()


@pytest.fixture
def souk(tmp_path, bucket):
    program = Souk(
        "sqlite", tmp_path, CDN_URL=f"{bucket.endpoint}/{bucket_server.BUCKET}", **bucket.settings())
    program.start()
    yield program
    program.stop()


def upload(vendor, shop, product, expect):
    return vendor.call(
        "POST", f"/shops/{shop['id']}/products/{product['id']}/images", expect, data=PNG,
        headers={"Content-Type": "image/png"})


def until(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.1)


def test_pictures_lie_in_a_bucket(souk, bucket):
    document = requests.get(souk.url + "/api/openapi.json", timeout=30).json()
    souk.make_admin()
    admin = Client(souk, document).sign_in("admin@example.com")
    vendor, shop = open_shop(lambda: Client(souk, document), souk, admin, "Bowls", "bowls@example.com")
    product = vendor.post(f"/shops/{shop['id']}/products", {
        "title": "Blue bowl", "status": "active", "price": 1999, "stock": 3})
    # A store that is busy for a moment is asked again.
    bucket.busy = 2
    image = upload(vendor, shop, product, 201)["items"][0]
    assert image["card"].startswith(f"{bucket.endpoint}/{bucket_server.BUCKET}/products/"), image
    assert bucket.refused == []
    shown = requests.get(image["card"], timeout=10)
    assert shown.status_code == 200 and shown.headers["Content-Type"] == "image/webp"
    assert "immutable" in shown.headers["Cache-Control"]
    key = image["card"].split(bucket_server.BUCKET + "/")[1]
    assert key in bucket.keys()
    # The program serves it, too, for who has no CDN.
    own = requests.get(f"{souk.url}/media/{key}", timeout=10)
    assert own.content == shown.content
    assert not (souk.folder / "media").exists()
    page = requests.get(f"{souk.url}/products/{product['slug']}", timeout=10)
    assert image["card"] in page.text
    policy = page.headers["Content-Security-Policy"]
    assert f"img-src 'self' data: {bucket_server.host_of(bucket.endpoint)}" in policy

    bucket.stop()
    until(lambda: requests.get(souk.url + "/health/ready", timeout=10).status_code == 503)
    failing = requests.get(souk.url + "/health/ready", timeout=10).json()
    assert failing["checks"]["media"] == "failing" and failing["checks"]["database"] == "ok"
    assert upload(vendor, shop, product, 503)["type"].endswith("unavailable")
    bucket.start()
    until(lambda: requests.get(souk.url + "/health/ready", timeout=10).status_code == 200)
    upload(vendor, shop, product, 201)
    assert bucket.refused == []
    assert bucket_server.SECRET not in (souk.folder / "serve.log").read_text()


def test_a_wrong_key_is_told(tmp_path, bucket, monkeypatch):
    monkeypatch.setattr("conftest.STARTING_SECONDS", 8)
    program = Souk("sqlite", tmp_path, **{**bucket.settings(), "S3_SECRET_ACCESS_KEY": "not it"})
    with pytest.raises(RuntimeError, match="ready"):
        program.start()
    assert "S3_SECRET_ACCESS_KEY" in (program.folder / "serve.log").read_text()
