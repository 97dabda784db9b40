"""What journeys about shops begin with: a market that asks our own name server, its people and their browsers."""
import struct
import time
import zlib

import pytest
import requests

from browser_kit import Browser, quit_all
from conftest import Client, Souk, open_shop, sql
from name_server import NameServer

DAY = 86_400_000


@pytest.fixture(params=["sqlite", "postgres"])
def market(request, tmp_path):
    """A program that asks our own name server."""
    names = NameServer()
    program = Souk(request.param, tmp_path, DNS_SERVER=names.address)
    program.names = names
    program.start()
    yield program
    program.stop()
    names.close()


@pytest.fixture
def people(market):
    """An administrator, the vendor Rita with an open shop and a product, all by API, and whatever browsers are asked
    for."""
    document = requests.get(market.url + "/api/openapi.json", timeout=30).json()
    opened = []

    class People:
        def __init__(self):
            market.make_admin()
            self.admin = self.client().sign_in("admin@example.com")
            self.rita, self.shop = open_shop(self.client, market, self.admin, "Ritas Schalen", "rita@example.com")
            self.rita.post(f"/shops/{self.shop['id']}/products", {
                "title": "Blaue Schale", "description": "Gedreht.", "price": 2500, "stock": 6})

        def client(self):
            return Client(market, document)

        def browser(self, name, email=None, phone=False):
            browser = Person(market, name, phone)
            opened.append(browser)
            return browser.sign_in(email) if email else browser

    yield People()
    quit_all(opened)


class Person(Browser):
    """A browser that looks for what does not fit."""

    def picture(self, label):
        wide = self.driver.execute_script(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.driver.current_url} is {wide} pixels too wide"
        return super().picture(label)

    def menu(self):
        return [item.split("\n")[0] for item in self.texts(".side__item")]


def later(market, days):
    """Restarts the program as if the shop had been closed that many days ago, with the purge due."""
    market.stop()
    sql(market, f"UPDATE shops SET deleted_at = deleted_at - {days * DAY} WHERE deleted_at IS NOT NULL")
    sql(market, "UPDATE recurring_jobs SET next_at = 0 WHERE kind = 'vendors.shops.purge'")
    market.start()


def purge_ran(market):
    end = time.time() + 20
    while sql(market, "SELECT next_at FROM recurring_jobs WHERE kind = 'vendors.shops.purge'")[0][0] == 0 or \
            sql(market, "SELECT COUNT(*) FROM jobs WHERE kind = 'vendors.shops.purge'")[0][0] > 0:
        assert time.time() < end, "the purge did not run"
        time.sleep(0.05)


def png(folder, name, width, height):
    """A picture of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + b"\xc2\x57\x0c" * width) * height
    path = folder / name
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return str(path)
