"""The programs under measurement: how they are built, started, watched and ended."""
import http.client
import os
import socket
import subprocess
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
BUILT = REPOSITORY / ".build" / "release"
STARTS_WITHIN_SECONDS = 60


def build():
    for product in ("souk", "BareHello", "StraightSQL"):
        subprocess.run(["swift", "build", "-c", "release", "--product", product], cwd=REPOSITORY, check=True)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def memory(pid, field):
    """A field of the process's status, in MB: VmRSS is what it holds, VmHWM the most that it ever held."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def run_measured(command, environment):
    """Runs to the end; answers with its output, the seconds it took and its peak memory in MB."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{output}")
    return output, time.perf_counter() - started, usage.ru_maxrss / 1024


class Server:
    """A server that runs until the end of a `with`."""

    def __init__(self, command, environment, path, port, patience=STARTS_WITHIN_SECONDS):
        self.port = port
        self.patience = patience
        self.path = path
        self.command = command
        self.environment = environment

    def __enter__(self):
        started = time.perf_counter()
        # In a session of its own, as under a service manager: Linux shares processors out by sessions (sched(7), "The
        # autogroup feature"), and in one with the load's threads it would keep the database's from running, each of
        # which has its own, for 0.1 s and more.
        self.process = subprocess.Popen(
            self.command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True)
        while not self.answers():
            if self.process.poll() is not None or time.perf_counter() - started > self.patience:
                raise SystemExit(f"{self.command[0]} did not start")
            time.sleep(0.005)
        self.first_answer_seconds = time.perf_counter() - started
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def answers(self):
        try:
            return self.get(self.path)[0] == 200
        except OSError:
            return False

    def get(self, path):
        """Answers with status, fields and content."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


def souk(
    environment, path=BUILT / "souk", options=(), first="/api/v1/products?limit=24", patience=STARTS_WITHIN_SECONDS):
    """The marketplace on a free port; it has started when it answers at `first`."""
    port = free_port()
    return Server(
        [str(path), "serve", *options], {**environment, "PORT": str(port)}, first, port, patience)


def bare_hello():
    """The least that the same HTTP server can do."""
    port = free_port()
    return Server([str(BUILT / "BareHello"), str(port)], dict(os.environ), "/hello", port)
