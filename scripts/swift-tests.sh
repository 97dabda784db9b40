#!/usr/bin/env bash
# The one place that builds the program with its tests, and runs what was built:
#
#   scripts/swift-tests.sh build                      for make test, make check and make words
#   scripts/swift-tests.sh run [--filter PATTERN]     without building
#
# No debugging information is made: a debugger wants it, tests don't, and writing it costs time and disk in every build.
# (The index has to stay: SwiftPM looks for tests in it.) All commands must say the same, running included: SwiftPM plans
# anew when flags differ from the last ones, and compiles every file again that was compiled with others. So does a plain
# `swift build` or `swift test` beside this; give it these flags, or a --scratch-path of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
flags=(-debug-info-format none)

command="${1:-}"
[ $# -eq 0 ] || shift
case "$command" in
  build) exec swift build --build-tests "${flags[@]}" "$@" ;;
  run) exec swift test --skip-build "${flags[@]}" "$@" ;;
  *)
    echo "usage: scripts/swift-tests.sh build | run [--filter PATTERN]" >&2
    exit 2
    ;;
esac
