"""A bucket on this machine: moto behind a door that computes every signature anew with botocore and lets no other in."""
import datetime
import hashlib
import io
import threading
from urllib.parse import urlsplit

import boto3
import requests
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from conftest import free_port

KEY = "AKIDSOUK"
SECRET = "a/secret+that=no log has"
REGION = "eu-central-1"
BUCKET = "souk-pictures"


class Bucket:
    def __init__(self):
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        self.refused = []
        self.busy = 0
        self.heard = []
        self.app = DomainDispatcherApplication(create_backend_app)
        self.server = None
        self.start()
        self.client = boto3.client(
            "s3", endpoint_url=self.endpoint, region_name=REGION, aws_access_key_id=KEY,
            aws_secret_access_key=SECRET, config=Config(s3={"addressing_style": "path"}))
        # All buckets of a process are the same to moto.
        requests.post(f"{self.endpoint}/moto-api/reset", timeout=10)
        self.client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})

    def start(self):
        self.server = make_server("127.0.0.1", self.port, self.door, threaded=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def settings(self):
        return {"S3_ENDPOINT": self.endpoint, "S3_BUCKET": BUCKET, "S3_REGION": REGION, "S3_ACCESS_KEY_ID": KEY,
                "S3_SECRET_ACCESS_KEY": SECRET}

    def keys(self):
        return sorted(item["Key"] for item in self.client.list_objects_v2(Bucket=BUCKET).get("Contents", []))

    def door(self, environ, respond):
        method, path = environ["REQUEST_METHOD"], environ["RAW_URI"]
        ours = "Souk" in environ.get("HTTP_USER_AGENT", "")
        if ours:
            self.heard.append(f"{method} {path}")
        if ours and self.busy > 0:
            self.busy -= 1
            respond("503 Slow Down", [("Content-Type", "application/xml")])
            return [b"<Error><Code>SlowDown</Code><Message>Later.</Message></Error>"]
        # Everybody may look at pictures, as through a CDN.
        if ours and "HTTP_AUTHORIZATION" in environ or method not in ("GET", "HEAD"):
            reason = ours and self.fault(environ)
            if reason:
                self.refused.append(f"{method} {path}: {reason}")
                respond("403 Forbidden", [("Content-Type", "application/xml")])
                return [b"<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message></Error>"]
        # moto asks whether somebody signed, not who.
        environ.setdefault("HTTP_AUTHORIZATION", f"AWS4-HMAC-SHA256 Credential={KEY}/20260101/{REGION}/s3/aws4_request, "
                           "SignedHeaders=host, Signature=0")
        return self.app(environ, respond)

    def fault(self, environ):
        """What is wrong with a request's signature."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        environ["wsgi.input"] = io.BytesIO(body)
        said = environ["HTTP_AUTHORIZATION"]
        parts = dict(part.strip().split("=", 1) for part in said.split(" ", 1)[1].split(","))
        names = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
        fields = {name: environ.get(names.get(name, "HTTP_" + name.upper().replace("-", "_")))
                  for name in parts["SignedHeaders"].split(";")}
        if fields.get("x-amz-content-sha256") != hashlib.sha256(body).hexdigest():
            return "the content has another hash"
        moment = datetime.datetime.strptime(fields["x-amz-date"], "%Y%m%dT%H%M%SZ")
        if abs((datetime.datetime.now(datetime.UTC).replace(tzinfo=None) - moment).total_seconds()) > 900:
            return "the moment is another one"
        request = AWSRequest(environ["REQUEST_METHOD"], f"{self.endpoint}{environ['RAW_URI']}", fields, body)
        request.context["timestamp"] = fields["x-amz-date"]
        auth = S3SigV4Auth(Credentials(KEY, SECRET), "s3", REGION)
        text = auth.string_to_sign(request, auth.canonical_request(request))
        if parts["Signature"] != auth.signature(text, request):
            return f"the signature is not that of\n{auth.canonical_request(request)}"
        return None


def host_of(url):
    """Scheme, name and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
