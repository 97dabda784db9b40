#!/usr/bin/env bash
# Makes .venv with what the Python tests need, unless it is there already. Who comes meanwhile waits.
set -euo pipefail
cd "$(dirname "$0")/.."
requirements=scripts/requirements-test.txt
stamp=.venv/requirements-installed.txt
mkdir -p .build
exec 9>.build/python-setup.lock
flock 9
cmp -s "$requirements" "$stamp" && exit 0
rm -rf .venv
python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check -r "$requirements" </dev/null
cp "$requirements" "$stamp"
