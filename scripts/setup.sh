#!/usr/bin/env bash
# Installs what is missing of the named groups in packages.debian.txt. Does nothing when nothing is missing.
#   scripts/setup.sh build [test|run ...]
set -euo pipefail
cd "$(dirname "$0")/.."

packages_of() {
  awk -v group="[$1]" '/^\[/ { inside = ($0 == group); next } inside && NF && !/^#/ { print $1 }' packages.debian.txt
}

missing_of() {
  for package in "$@"; do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || echo "$package"
  done
}

wanted=()
for group in "$@"; do
  while read -r package; do wanted+=("$package"); done < <(packages_of "$group")
done

if ! command -v dpkg-query >/dev/null; then
  echo "This is not Debian. Souk needs what these packages hold: ${wanted[*]}" >&2
  exit 0
fi

mapfile -t missing < <(missing_of "${wanted[@]}")
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Install these packages as root first: ${missing[*]}" >&2; exit 1; }
  as_root=(sudo)
fi
echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q </dev/null
"${as_root[@]}" apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null
