#!/usr/bin/env bash
# Layout by swift format, then the house rules by TidyTests.
set -euo pipefail
cd "$(dirname "$0")/.."
folders=()
for folder in Sources Tests Benchmarks; do [ -d "$folder" ] && folders+=("$folder"); done
swift format lint --strict --parallel -r "${folders[@]}" Package.swift
swift build --build-tests
swift test --skip-build --filter TidyTests
