#!/usr/bin/env bash
# Says how to get Swift when it is not there.
set -euo pipefail
command -v swift >/dev/null && exit 0
echo "Swift 6.2 or later is not on the PATH. Get it from https://www.swift.org/install/linux and try again." >&2
exit 1
