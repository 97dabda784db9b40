"""How long it takes until everything that orders lead to is done, too."""
import time

from . import load

# How often the database is asked whether anything waits; rarely, as that is work for it, too.
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 600
ORDERS_OF_A_CHECKOUT = 3

HEADER = (
    "| orders with everything that follows | clients | checkouts | load s | drain s | orders/s under load "
    "| orders/s sustained, everything drained | straight SQL, orders/s |\n|---|---:|---:|---:|---:|---:|---:|---:|")


def wait(engine, name="souk"):
    """Answers with the seconds until no event and no due job is left."""
    started = time.perf_counter()
    while (waiting := engine.backlog(name)) > 0:
        if time.perf_counter() - started > PATIENCE_SECONDS:
            raise SystemExit(f"{waiting} events and jobs still wait after {PATIENCE_SECONDS} s")
        time.sleep(LOOK_SECONDS)
    return time.perf_counter() - started


def row(clients, result, straight_rate):
    """A line of the table, of what `load.wrk` measured and the seconds that `wait` took after it."""
    checkouts = result["requests"] - result["errors"]
    orders = checkouts * ORDERS_OF_A_CHECKOUT
    sustained = orders / (result["seconds"] + result["drain"])
    return load.line([
        "three shops, cash on delivery, four mails", str(clients), f"{checkouts:,}", f"{result['seconds']:.1f}",
        f"{result['drain']:.1f}", f"{result['rate'] * ORDERS_OF_A_CHECKOUT:,.0f}", f"{sustained:,.0f}",
        f"{straight_rate * ORDERS_OF_A_CHECKOUT:,.0f}"])
