#!/usr/bin/env bash
# Layout by swift format beside the build, then the house rules by TidyTests and the catalogues of all languages. The
# build is the one that `make test` uses.
set -euo pipefail
cd "$(dirname "$0")/.."
folders=()
for folder in Sources Tests Benchmarks; do [ -d "$folder" ] && folders+=("$folder"); done
swift format lint --strict --parallel -r "${folders[@]}" Package.swift &
lint=$!
scripts/swift-tests.sh build || { kill "$lint" 2>/dev/null; exit 1; }
wait "$lint"
scripts/swift-tests.sh run --filter TidyTests
python3 scripts/words.py check
