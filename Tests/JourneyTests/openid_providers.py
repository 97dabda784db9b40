"""OpenID Connect providers that other people wrote, each started on a free port of this machine and stopped again."""
import json
import shutil
import sqlite3
import subprocess
import gzip
import pathlib
import time
from urllib.parse import quote

import requests

from conftest import free_port

CLIENT_ID = "souk"
CLIENT_SECRET = "a secret: with/odd+signs"
PROVIDER_PASSWORD = "a password of the provider"


class MockProvider:
    """oidc-provider-mock: Authlib behind Flask. Takes any client, so it is used where people are at stake."""
    name = "oidc-provider-mock"

    def __init__(self):
        import oidc_provider_mock
        self.context = oidc_provider_mock.run_server_in_thread()
        self.server = self.context.__enter__()
        self.issuer = f"http://localhost:{self.server.server_port}"

    def stop(self):
        self.context.__exit__(None, None, None)

    def settings(self):
        return {"OIDC_ISSUER": self.issuer, "OIDC_CLIENT_ID": CLIENT_ID, "OIDC_CLIENT_SECRET": CLIENT_SECRET,
                "OIDC_NAME": "Mock", "OIDC_ROLES_CLAIM": "realm_access.roles"}

    def person(self, subject, email=None, verified=True, name=None, roles=()):
        claims = {"realm_access": {"roles": list(roles)}}
        if email:
            claims.update({"email": email, "email_verified": verified})
        if name:
            claims["name"] = name
        answer = requests.put(f"{self.issuer}/users/{quote(subject)}", json=claims, timeout=10)
        assert answer.status_code == 204, answer.text

    def allow(self, address, subject):
        """Where the provider sends a browser that logs in there as `subject` and says yes."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def deny(self, address):
        answer = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


class Glewlwyd:
    """Debian's glewlwyd: a whole single sign-on server in C, set up by its own REST API."""
    name = "glewlwyd"
    database = pathlib.Path("/usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz")

    @classmethod
    def is_installed(cls):
        return shutil.which("glewlwyd") is not None and cls.database.exists()

    def __init__(self, folder, redirect):
        self.folder = pathlib.Path(folder)
        self.redirect = redirect
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.issuer = f"{self.url}/api/oidc"
        self.keys = [make_key("first")]
        self.prepare()
        self.log = open(self.folder / "glewlwyd.log", "wb")
        self.process = subprocess.Popen(
            ["glewlwyd", f"--config-file={self.folder}/glewlwyd.conf"], stdout=self.log, stderr=self.log)
        self.admin = requests.Session()
        self.wait()
        self.configure()

    def prepare(self):
        database = sqlite3.connect(self.folder / "glewlwyd.sqlite")
        database.executescript(gzip.decompress(self.database.read_bytes()).decode())
        row = database.execute("SELECT gumi_parameters FROM g_user_module_instance").fetchone()
        parameters = json.loads(row[0])
        for field, multiple in (("email-checked", False), ("roles", True)):
            parameters["data-format"][field] = {"multiple": multiple, "read": True, "write": True}
        database.execute("UPDATE g_user_module_instance SET gumi_parameters = ?", (json.dumps(parameters),))
        database.commit()
        database.close()
        (self.folder / "glewlwyd.conf").write_text(CONFIGURATION.format(
            port=self.port, url=self.url, folder=self.folder))

    def wait(self):
        for _ in range(200):
            if self.process.poll() is not None:
                raise RuntimeError((self.folder / "glewlwyd.log").read_text()[-2000:])
            try:
                answer = self.admin.post(
                    f"{self.url}/api/auth", json={"username": "admin", "password": "password"}, timeout=5)
                if answer.status_code == 200:
                    return
            except requests.ConnectionError:
                pass
            time.sleep(0.05)
        raise RuntimeError("glewlwyd did not become ready")

    def send(self, method, path, body):
        answer = self.admin.request(method, f"{self.url}/api{path}", json=body, timeout=10)
        assert answer.status_code == 200, f"{method} {path}: {answer.status_code} {answer.text}"

    def configure(self):
        for scope in ("email", "profile"):
            self.send("POST", "/scope/", {
                "name": scope, "display_name": scope, "description": scope, "password_required": False, "scheme": {}})
        self.send("POST", "/client/", {
            "client_id": CLIENT_ID, "name": "Souk", "enabled": True, "confidential": True, "scope": ["openid"],
            "client_secret": CLIENT_SECRET, "redirect_uri": [self.redirect], "authorization_type": ["code"],
            "token_endpoint_auth_method": ["client_secret_basic", "client_secret_post"]})
        self.send("POST", "/mod/plugin/", {
            "module": "oidc", "name": "oidc", "display_name": "OpenID Connect", "parameters": self.parameters()})

    def parameters(self):
        return {
            "iss": self.issuer, "jwks-private": json.dumps({"keys": self.keys}), "default-kid": self.keys[0]["kid"],
            "access-token-duration": 3600, "refresh-token-duration": 3600, "code-duration": 60,
            "refresh-token-rolling": False, "allow-non-oidc": False, "auth-type-code-enabled": True,
            "auth-type-token-enabled": False, "auth-type-id-token-enabled": True, "auth-type-none-enabled": False,
            "auth-type-password-enabled": False, "auth-type-client-enabled": False,
            "auth-type-refresh-enabled": False, "jwks-show": True, "jwks-x5c": [], "name-claim": "mandatory",
            "email-claim": "mandatory", "scope-claim": "no", "subject-type": "public",
            "pkce-allowed": True, "pkce-required": True, "pkce-method-plain-allowed": False,
            "oauth-as-iss-id": True,
            "claims": [
                {"name": "email_verified", "user-property": "email-checked", "type": "boolean", "mandatory": True,
                 "boolean-value-true": "yes", "boolean-value-false": "no"},
                {"name": "groups", "user-property": "roles", "type": "string", "mandatory": True}]}

    def rotate(self, keep_old=False):
        """New keys, as a provider has them from time to time."""
        self.keys = [make_key(f"key-{time.time_ns()}")] + (self.keys if keep_old else [])
        self.send("PUT", "/mod/plugin/oidc", {
            "module": "oidc", "name": "oidc", "display_name": "OpenID Connect", "parameters": self.parameters()})
        self.send("PUT", "/mod/plugin/oidc/reset", None)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.log.close()

    def settings(self):
        return {"OIDC_ISSUER": self.issuer, "OIDC_CLIENT_ID": CLIENT_ID, "OIDC_CLIENT_SECRET": CLIENT_SECRET,
                "OIDC_NAME": "Glewlwyd", "OIDC_ROLES_CLAIM": "groups"}

    def person(self, subject, email=None, verified=True, name=None, roles=()):
        body = {
            "username": subject, "name": name or "", "email": email or "", "enabled": True,
            "password": PROVIDER_PASSWORD, "scope": ["openid", "email", "profile", "g_profile"],
            "email-checked": "yes" if verified else "no", "roles": list(roles)}
        known = self.admin.get(f"{self.url}/api/user/{quote(subject)}", timeout=10).status_code == 200
        if known:
            self.send("PUT", f"/user/{quote(subject)}", body)
        else:
            self.send("POST", "/user/", body)

    def allow(self, address, subject):
        browser = requests.Session()
        entered = browser.post(
            f"{self.url}/api/auth", json={"username": subject, "password": PROVIDER_PASSWORD}, timeout=10)
        assert entered.status_code == 200, entered.text
        granted = browser.put(
            f"{self.url}/api/auth/grant/{CLIENT_ID}", json={"scope": "openid email profile"}, timeout=10)
        assert granted.status_code == 200, granted.text
        answer = browser.get(address + "&g_continue", allow_redirects=False, timeout=10)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


def make_key(kid):
    """A private key that signs with RS256, as a JSON Web Key."""
    from joserfc.jwk import RSAKey
    key = RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}, private=True)
    return key.as_dict(private=True)


CONFIGURATION = """
port={port}
bind_address="127.0.0.1"
external_url="{url}"
login_url="login.html"
api_prefix="api"
allow_origin="*"
log_mode="console"
log_level="WARNING"
cookie_secure=0
session_expiration=3600
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="/usr/lib/glewlwyd/user"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
hash_algorithm="SHA512"
database = {{
  type = "sqlite3"
  path = "{folder}/glewlwyd.sqlite"
}};
"""
