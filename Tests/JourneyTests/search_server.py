"""A search engine on this machine: osmem, which speaks as OpenSearch does, behind a door that asks who comes."""
import base64
import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests
from osmem_server import OsmemServer

from conftest import free_port

USER = "souk"
PASSWORD = "a secret/no+log=has"
PREFIX = "bazaar"


class SearchServer:
    """The door stays at its port while the engine behind it goes and comes."""

    def __init__(self):
        self.port = free_port()
        self.engine = None
        self.heard = []
        self.strangers = 0
        self.door = None
        self.start()

    def start(self):
        """An engine with nothing in it, and the door before it."""
        self.engine = OsmemServer.start(japanese=False)
        server = self

        class Door(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                server.pass_on(self)

            do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True

        self.door = Server(("127.0.0.1", self.port), Door)
        threading.Thread(target=self.door.serve_forever, daemon=True).start()

    def stop(self):
        """Nobody answers any more, and everything is lost."""
        if self.door:
            self.door.shutdown()
            self.door.server_close()
            self.door = None
            self.engine.close()

    def settings(self):
        password = requests.utils.quote(PASSWORD, safe="")
        return {"SEARCH_URL": f"http://{USER}:{password}@127.0.0.1:{self.port}/{PREFIX}"}

    def ask(self, method, path, json=None):
        """Past the door."""
        answer = requests.request(method, self.engine.url + path, json=json, timeout=10)
        return answer.json() if answer.content else {}

    def indices(self):
        return sorted(self.ask("GET", f"/{PREFIX}-products-*/_alias"))

    def titles(self):
        found = self.ask("POST", f"/{PREFIX}-products/_search", {"size": 1000, "query": {"match_all": {}}})
        return sorted(hit["_source"]["title"] for hit in found.get("hits", {}).get("hits", []))

    def pass_on(self, door):
        length = int(door.headers.get("Content-Length") or 0)
        body = door.rfile.read(length)
        self.heard.append(f"{door.command} {door.path}")
        wanted = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if door.headers.get("Authorization") != wanted:
            self.strangers += 1
            return self.send(door, 401, b"Unauthorized")
        host = self.engine.url.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=30)
        try:
            fields = {"Content-Type": door.headers["Content-Type"]} if door.headers["Content-Type"] else {}
            connection.request(door.command, door.path, body=body or None, headers=fields)
            answer = connection.getresponse()
            self.send(door, answer.status, answer.read(), answer.headers.get("Content-Type"))
        except OSError:
            door.close_connection = True
        finally:
            connection.close()

    @staticmethod
    def send(door, status, content, kind=None):
        door.send_response(status)
        door.send_header("Content-Type", kind or "text/plain")
        door.send_header("Content-Length", str(len(content)))
        door.end_headers()
        if door.command != "HEAD":
            door.wfile.write(content)
