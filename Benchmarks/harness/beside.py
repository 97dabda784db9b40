"""The product list alone, and beside sign-ins."""
import time

from . import load
from .sign_ins import SignIns

RATE = 50
# The cost of production, and one at which two processors can really hash fifty passwords a second.
COSTS = [10, 8]
SECONDS = 10
LEAD_SECONDS = 2
# 32 people who look at a list, wait, and look again: some 1,000 requests a second, so that the server is not busy by them.
CLIENTS = 32
PAUSE_MILLISECONDS = 30
LIST = "/api/v1/products?limit=24"

HEADER = (
    "| product list beside sign-ins | alone p50 ms | p99 ms | beside p50 ms | p99 ms | p99 ratio | sign-ins/s | p99 ms |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|")


def measure(server):
    return load.wrk(
        server, LIST, script="thinking", clients=CLIENTS, files={"PAUSE": PAUSE_MILLISECONDS}, seconds=SECONDS)


def row(server, emails, cost):
    """A line of the table: alone, beside, alone again; the better of both times alone counts."""
    measure(server)
    first = measure(server)
    with SignIns(server.port, SECONDS + 2 * LEAD_SECONDS, RATE, emails) as others:
        time.sleep(LEAD_SECONDS)
        beside = measure(server)
        signed = others.result()
    second = measure(server)
    alone = min(first, second, key=lambda result: result["p99"])
    return load.line([
        f"bcrypt cost {cost}, {signed['offered']:.0f} sign-ins/s asked for", f"{alone['p50']:.2f}", f"{alone['p99']:.2f}",
        f"{beside['p50']:.2f}", f"{beside['p99']:.2f}", f"{beside['p99'] / alone['p99']:.2f}",
        f"{signed['done']:.1f}", f"{signed['p99']:,.0f}"])
