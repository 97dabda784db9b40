#!/usr/bin/env bash
# Makes .venv with what the Python tests need, unless it is there already.
set -euo pipefail
cd "$(dirname "$0")/.."
requirements=scripts/requirements-test.txt
stamp=.venv/requirements-installed.txt
cmp -s "$requirements" "$stamp" && exit 0
rm -rf .venv
python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check -r "$requirements" </dev/null
cp "$requirements" "$stamp"
