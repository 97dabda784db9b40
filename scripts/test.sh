#!/usr/bin/env bash
# Runs every test: Swift's against SQLite and a PostgreSQL of its own, then the Python journeys against the program.
# What it starts it stops. Logs and pictures go to artifacts/. Exits non-zero when anything failed.
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p artifacts
rm -f artifacts/swift-test.log artifacts/journeys.xml

test_limit_seconds=2400

scripts/python-setup.sh || exit 1
swift build --build-tests || exit 1

# With our process id it ends with us, however we end.
SOUK_TEST_POSTGRES_URL=$(scripts/test-postgres.sh start $$) || { echo "PostgreSQL did not start." >&2; exit 1; }
export SOUK_TEST_POSTGRES_URL

result=0
timeout "$test_limit_seconds" swift test --skip-build </dev/null 2>&1 | tee artifacts/swift-test.log || result=1

if compgen -G 'Tests/JourneyTests/test_*.py' >/dev/null; then
  timeout "$test_limit_seconds" .venv/bin/python -m pytest Tests/JourneyTests -q -p no:cacheprovider \
    --junitxml=artifacts/journeys.xml </dev/null || result=1
fi
exit $result
