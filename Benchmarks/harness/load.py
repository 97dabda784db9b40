"""Load by wrk, and tables of what it measured."""
import json
import os
import subprocess
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parents[1] / "wrk"
SECONDS = int(os.environ.get("SOUK_BENCH_SECONDS", "4"))
CLIENTS = 64


def wrk(server, path="/", script="plain", clients=CLIENTS, fields=(), files=None, seconds=SECONDS):
    """Answers with rate, p50, p99 (milliseconds) and errors. `files` maps names that the script reads."""
    threads = 1 if clients < 2 else 2
    command = [
        "wrk", f"-t{threads}", f"-c{clients}", f"-d{seconds}s", "--timeout", "20s",
        "-s", str(SCRIPTS / f"{script}.lua")]
    for field in fields:
        command += ["-H", field]
    environment = {
        **os.environ, "LUA_PATH": f"{SCRIPTS}/?.lua;;", "THREADS": str(threads),
        **{name: str(value) for name, value in (files or {}).items()}}
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{server.port}{path}"], env=environment, stdout=subprocess.PIPE, text=True,
        check=True)
    line = next(line for line in done.stdout.splitlines() if line.startswith("RESULT "))
    result = json.loads(line.removeprefix("RESULT "))
    result["rate"] = (result["requests"] - result["errors"]) / result["seconds"]
    return result


def read_rows(server, bare, plan):
    """Measures each entry of the plan after a short warm-up."""
    for name, arguments in plan:
        wrk(server, seconds=1, **arguments)
        yield name, wrk(server, **arguments), bare


def line(cells):
    return "| " + " | ".join(cells) + " |"


def rate_line(name, result, bare):
    share = f"{result['rate'] / bare:.3f}" if bare else ""
    errors = f" ({result['errors']} errors)" if result["errors"] else ""
    return line([
        name, f"{result['rate']:,.0f}{errors}", f"{result['p50']:.2f}", f"{result['p99']:.2f}",
        f"{result['worst']:.0f}", share])


RATES_HEADER = "| what | requests/s | p50 ms | p99 ms | worst ms | of bare |\n|---|---:|---:|---:|---:|---:|"
CHECKOUTS_HEADER = (
    "| checkouts | clients | per second | p50 ms | p99 ms | worst ms | straight SQL/s | share |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|")
