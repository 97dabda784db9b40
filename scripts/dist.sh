#!/usr/bin/env bash
# A release build that carries Swift's own libraries in it, packed with the resources it reads.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --product souk --static-swift-stdlib
built=$(swift build -c release --static-swift-stdlib --show-bin-path)
version=$(git describe --tags --always --dirty 2>/dev/null || echo unversioned)
name="souk-$version-$(uname -m)"
rm -rf "dist/$name"
mkdir -p "dist/$name"
cp "$built/souk" "dist/$name/"
cp -R "$built"/*.resources "dist/$name/"
cp packages.debian.txt README.md "dist/$name/"
strip "dist/$name/souk"
tar -C dist -czf "dist/$name.tar.gz" "$name"
echo "dist/$name.tar.gz"
