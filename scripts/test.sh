#!/usr/bin/env bash
# Runs every test: Swift's against SQLite and a PostgreSQL of its own, then the Python journeys against the program,
# several at once. What it starts it stops. Logs and pictures go to artifacts/. Exits non-zero when anything failed.
#
#   scripts/test.sh          everything
#   scripts/test.sh AREA     one area: Ordering for Tests/OrderingTests, shop_life for JourneyTests/test_shop_life.py
#
# SOUK_JOURNEY_WORKERS says how many journeys run at once. A journey waits half of its time, for a browser or a program,
# so one more than there are cores keeps them busy.
set -uo pipefail
cd "$(dirname "$0")/.."
area="${1:-}"
workers="${SOUK_JOURNEY_WORKERS:-$(($(nproc) + 1))}"
test_limit_seconds=2400

swift_filter=()
journeys=Tests/JourneyTests
if [ -n "$area" ]; then
  swift_filter=(--filter "^${area}Tests\\.")
  journeys="Tests/JourneyTests/test_$area.py"
  [ -d "Tests/${area}Tests" ] || [ -f "$journeys" ] || {
    echo "There is neither Tests/${area}Tests nor $journeys." >&2
    exit 1
  }
fi

mkdir -p artifacts
rm -f artifacts/swift-test.log artifacts/journeys.xml

scripts/python-setup.sh &
python_setup=$!
scripts/swift-tests.sh build || exit 1
wait "$python_setup" || exit 1

# With our process id it ends with us, however we end.
SOUK_TEST_POSTGRES_URL=$(scripts/test-postgres.sh start $$) || { echo "PostgreSQL did not start." >&2; exit 1; }
export SOUK_TEST_POSTGRES_URL

# The slowest of the tests whose ends the log tells, with their seconds.
slowest_swift_tests() {
  echo "Slowest Swift tests (they run beside each other):"
  grep -aoE 'Test .* (passed|failed) after [0-9.]+ seconds' artifacts/swift-test.log \
    | grep -avE '^Test (run|case) ' | sed -E 's/^Test (.*) (passed|failed) after ([0-9.]+) seconds$/\3 s  \1/' \
    | sort -rn | head -10
}

result=0
if [ -z "$area" ] || [ -d "Tests/${area}Tests" ]; then
  timeout "$test_limit_seconds" scripts/swift-tests.sh run "${swift_filter[@]}" </dev/null 2>&1 \
    | tee artifacts/swift-test.log || result=1
  slowest_swift_tests
fi

if [ -z "$area" ] || [ -f "$journeys" ]; then
  timeout "$test_limit_seconds" .venv/bin/python -m pytest "$journeys" -n "$workers" \
    --junitxml=artifacts/journeys.xml </dev/null || result=1
fi
exit $result
