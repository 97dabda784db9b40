"""The OpenAPI document is valid, and what the program answers is what the document says."""
import os
import subprocess
import sys

import openapi_spec_validator
import pytest
import requests

from conftest import open_shop

SECONDS = int(os.environ.get("SOUK_FUZZ_SECONDS", "60"))
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def fuzz(souk, phase, token=None):
    """One phase of schemathesis: `coverage` tries every documented boundary, `fuzzing` what it invents. Each set of routes
    gets one phase on one engine and the other phase on the other one."""
    command = [
        os.path.join(os.path.dirname(sys.executable), "schemathesis"), "run", souk.url + "/api/openapi.json",
        "--checks", CHECKS, "--max-examples", "12", "--phases", phase, "--seed", "20",
        "--max-time", str(SECONDS), "--max-failures", "5", "--no-shrink", "--request-timeout", "20",
        "--suppress-health-check", "all", "--warnings", "off",
        # Ending the session that the run itself uses would turn everything after it into 401.
        "--exclude-path", "/api/v1/sessions/current", "--exclude-path", "/api/v1/me",
        "--exclude-path", "/api/v1/me/password",
    ]
    if token:
        command += ["-H", f"Authorization: Bearer {token}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS * 5 + 120, cwd=souk.folder)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.mark.parametrize("souk", ["sqlite"], indirect=True)
def test_document_is_valid(souk):
    document = requests.get(souk.url + "/api/openapi.json", timeout=30).json()
    assert document["openapi"].startswith("3.1")
    openapi_spec_validator.validate(document)


def test_public_routes_answer_as_documented(souk, client):
    fuzz(souk, "coverage" if souk.engine == "sqlite" else "fuzzing")


def test_signed_in_routes_answer_as_documented(souk, client):
    souk.make_admin()
    admin = client().sign_in("admin@example.com")
    open_shop(client, souk, admin, "Fuzz", "fuzz@example.com")
    fuzz(souk, "fuzzing" if souk.engine == "sqlite" else "coverage", admin.token)
