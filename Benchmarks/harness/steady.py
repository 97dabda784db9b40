"""Whether everybody waits about as long: the same load ten times, with the longest waits beside the usual one."""
from . import load

RUNS = 10
CLIENTS = [16, 64]
HEADER = (
    "| mixed lists, ten runs | clients | requests/s | p50 ms | p99 ms | p99 / p50 | worst ms |\n"
    "|---|---:|---:|---:|---:|---:|---:|")


def rows(server, mixed):
    """A line for each number of clients; from the least to the most of ten runs."""
    for clients in CLIENTS:
        load.wrk(server, seconds=2, clients=clients, **mixed)
        results = [load.wrk(server, clients=clients, **mixed) for _ in range(RUNS)]
        yield load.line([
            "pages, categories, prices, orders mixed", str(clients), span(results, lambda one: one["rate"], 0),
            span(results, lambda one: one["p50"], 1), span(results, lambda one: one["p99"], 1),
            span(results, lambda one: one["p99"] / one["p50"], 1), span(results, lambda one: one["worst"], 0)])


def span(results, value, digits):
    values = sorted(map(value, results))
    return f"{values[0]:,.{digits}f} to {values[-1]:,.{digits}f}"
