"""Sign-ins at a fixed rate, whether the server keeps up or not, from a process of their own.

usage: sign_ins.py PORT SECONDS RATE EMAIL...
"""
import http.client
import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

PASSWORD = "correct horse battery staple"
ACCOUNTS = 20
# As many as may wait at the same time; a sign-in that finds none free counts as missed.
WORKERS = 800


def make_accounts(souk, environment):
    """Accounts that can sign in; answers with their addresses."""
    emails = [f"bench-{number}@example.com" for number in range(ACCOUNTS)]
    for email in emails:
        subprocess.run(
            [souk, "admin", "create", "--email", email, "--name", "Bench"], check=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env={**environment, "SOUK_ADMIN_PASSWORD": PASSWORD})
    return emails


class SignIns:
    """The load as a process that runs beside a measurement."""

    def __init__(self, port, seconds, rate, emails):
        self.command = [sys.executable, __file__, str(port), str(seconds), str(rate), *emails]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True)
        return self

    def result(self):
        return json.loads(self.process.communicate()[0])

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def main():
    port, seconds, rate = int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
    emails = sys.argv[4:]
    local, lock = threading.local(), threading.Lock()
    times, statuses = [], {}
    ends = time.perf_counter() + seconds
    in_time = [0]

    def sign_in(email):
        started = time.perf_counter()
        try:
            if not hasattr(local, "connection"):
                local.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            local.connection.request(
                "POST", "/api/v1/sessions", json.dumps({"email": email, "password": PASSWORD}),
                {"Content-Type": "application/json"})
            answer = local.connection.getresponse()
            answer.read()
            status = answer.status
        except OSError:
            local.__dict__.pop("connection", None)
            status = 0
        finished = time.perf_counter()
        with lock:
            statuses[status] = statuses.get(status, 0) + 1
            if status == 200:
                times.append((finished - started) * 1000)
                in_time[0] += finished <= ends

    with ThreadPoolExecutor(WORKERS) as pool:
        begun, count = time.perf_counter(), 0
        while (due := begun + count / rate) < ends:
            time.sleep(max(0, due - time.perf_counter()))
            pool.submit(sign_in, emails[count % len(emails)])
            count += 1
    print(json.dumps({
        "offered": count / seconds, "done": in_time[0] / seconds, "p50": percentile(times, 0.5),
        "p99": percentile(times, 0.99), "statuses": statuses}))


if __name__ == "__main__":
    main()
