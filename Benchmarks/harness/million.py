"""The same questions to a small and to a large marketplace: what an answer costs when there are fifty times as many goods."""
import os
import shutil
import subprocess
import time

from . import asked, drained, fill, load, paths, processors, program
from .bustle import SHIPMENTS_A_SECOND, Bustle, Vendors, settled_orders

SMALL, LARGE = 20_000, 1_000_000
CLIENTS = [16, 64]
WARM_UP_SECONDS = 1
# More than are asked for in a second, so that no address comes back.
ADDRESSES_A_SECOND = 12_000
# Where customers get less than one answer each in the usual time, they are given this long.
PATIENT_SECONDS = 20
IDLE_SECONDS = 10
# A large marketplace may take some time to begin.
STARTS_WITHIN_SECONDS = 600
# Accounts whose passwords are hashed as in tests: signing in is not what is measured.
ENVIRONMENT = {"RATE_LIMIT": "off", "LOG_LEVEL": "warning", "SOUK_ENV": "development", "PASSWORD_COST": "8"}


class Size:
    """A marketplace of one size on one engine, from its filling to its measurements."""

    def __init__(self, engine, folder, products, filled=None):
        self.engine, self.folder, self.products, self.filled = engine, folder, products, filled
        self.name = f"goods{products}"
        self.results = {}
        self.environment = {
            **os.environ, **ENVIRONMENT, "DATA_DIR": str(folder / self.name), "DATABASE_URL": engine.url(self.name)}

    def measure(self):
        self.fill()
        self.engine.settle(self.name)
        self.serve(self.read)
        # Anew, so that what was asked before is not in memory, as at the first start.
        self.serve(self.read_beside)
        self.engine.drop(self.name)
        shutil.rmtree(self.folder / self.name, ignore_errors=True)
        return self

    def fill(self):
        self.engine.create(self.name)
        if self.filled:
            shutil.copyfile(self.filled, self.engine.folder / f"{self.name}.sqlite")
            subprocess.run([program.BUILT / "souk", "migrate"], env=self.environment, check=True, stdout=subprocess.DEVNULL)
            return
        seconds = fill.fill(
            self.engine.url(self.name), self.products, program.BUILT / "souk", environment=self.environment)
        self.tell(f"filled in {seconds:,.0f} s")

    def serve(self, measure):
        started = time.perf_counter()
        with program.souk(self.environment, first="/health/ready", patience=STARTS_WITHIN_SECONDS) as server:
            listed = server.get("/api/v1/products?limit=24")[0]
            first = time.perf_counter() - started
            if listed != 200:
                raise SystemExit(f"the list of products answers {listed}")
            if not self.results:
                time.sleep(IDLE_SECONDS)
                self.tell(
                    f"ready after {server.first_answer_seconds:.2f} s, first list after {first:.2f} s, "
                    f"memory {program.memory(server.process.pid, 'VmRSS'):.0f} MB")
            measure(server)

    def read(self, server):
        self.ask(server, "alone")
        self.tell(
            f"memory after all this {program.memory(server.process.pid, 'VmRSS'):.0f} MB, "
            f"at most {program.memory(server.process.pid, 'VmHWM'):.0f} MB")

    def read_beside(self, server):
        vendors = Vendors(server, self.engine, self.name)
        # As many orders as are shipped while everything is measured, and a little more.
        seconds = len(list(asked.Asked([]).kinds())) * len(CLIENTS) * (WARM_UP_SECONDS + load.SECONDS + 1) + 2 * IDLE_SECONDS
        orders = settled_orders(vendors, self.engine, self.name, seconds * SHIPMENTS_A_SECOND)
        with Bustle(vendors, orders) as bustle:
            before, started = self.worked(server), time.perf_counter()
            time.sleep(IDLE_SECONDS)
            share = (self.worked(server) - before) / (time.perf_counter() - started)
            self.ask(server, "beside")
        self.tell(f"beside: {bustle.line()}; these alone take {share:.2f} processors")
        for tally in (bustle.edits, bustle.shipments):
            if tally.refusal:
                self.tell(f"refused, for instance: {tally.refusal}")
        self.tell(
            f"memory beside edits and shipments {program.memory(server.process.pid, 'VmRSS'):.0f} MB; "
            f"everything that followed was done {drained.wait(self.engine, self.name):.1f} s later")

    def ask(self, server, how):
        goods = asked.sample(self.engine, self.name, self.products)
        made = asked.Asked(goods)
        for what, make in made.kinds():
            for clients in CLIENTS:
                self.wrk(server, made, make, clients, WARM_UP_SECONDS)
                result = self.timed(server, made, make, clients, load.SECONDS)
                if result["requests"] < clients:
                    result = self.timed(server, made, make, clients, max(load.SECONDS, PATIENT_SECONDS))
                self.results[how, what, clients] = result

    def timed(self, server, made, make, clients, seconds):
        """What was measured, with the milliseconds of processors that each answer took."""
        before = self.worked(server)
        result = self.wrk(server, made, make, clients, seconds)
        worked = self.worked(server) - before
        result["cpu"] = worked * 1000 / result["requests"] if result["requests"] else 0.0
        return result

    def wrk(self, server, made, make, clients, seconds):
        lines = made.lines(make, ADDRESSES_A_SECOND * seconds)
        file = paths.write(self.folder / "addresses.txt", lines)
        return load.wrk(server, script="paths", clients=clients, files={"PATHS": file}, seconds=seconds)

    def tell(self, text):
        print(f"- {self.products:,} products: {text}", flush=True)

    def worked(self, server):
        """Seconds of processors so far, of the program and of the engine beside it."""
        return processors.seconds(server.process.pid) + self.engine.processor_seconds()


def measure(engine, folder, bare, products=LARGE, filled=None):
    """Prints the tables of one engine."""
    print(f"\n### {engine.name}, {SMALL:,} and {products:,} products\n", flush=True)
    sizes = []
    for count, source in ((SMALL, None), (products, filled)):
        sizes.append(Size(engine, folder, count, source).measure())
    for how, said in (("alone", "customers alone"), ("beside", "beside edits and shipments")):
        print(f"\n{header(said, products)}")
        for key in sizes[0].results:
            if key[0] == how:
                print(row(key[1], key[2], *(size.results[key] for size in sizes), bare), flush=True)


def header(said, products):
    cells = ["clients"]
    for count in (SMALL, products):
        cells += [f"{count:,}: requests/s", "p50 ms", "p99 ms", "worst ms", "CPU ms each"]
    cells += ["of the rate", "of the CPU", "of bare"]
    return load.line([said, *cells]) + "\n|---|" + "---:|" * len(cells)


def row(what, clients, small, large, bare):
    cells = []
    for result in (small, large):
        errors = f" ({result['errors']} errors)" if result["errors"] else ""
        cells += [
            f"{result['rate']:,.0f}{errors}", f"{result['p50']:.1f}", f"{result['p99']:.1f}", f"{result['worst']:.0f}",
            f"{result['cpu']:.2f}"]
    cells += [ratio(large["rate"], small["rate"]), ratio(large["cpu"], small["cpu"]), ratio(large["rate"], bare[clients], 3)]
    return load.line([what, str(clients), *cells])


def ratio(one, other, digits=2):
    return f"{one / other:.{digits}f}" if other else ""
