# The commands of this repository. Each one sets up what it needs first.
.PHONY: run test test-area check words format bench dist clean

# Builds, and serves on http://127.0.0.1:8080 with a demo catalogue if the database is empty.
run:
	@scripts/require-swift.sh
	@scripts/setup.sh build
	swift build -c release --product souk
	exec .build/release/souk serve --demo

# All tests, on SQLite and on a PostgreSQL of their own: units, stores, journeys through the API and a browser.
test:
	@scripts/require-swift.sh
	@scripts/setup.sh build test
	@scripts/test.sh

# One area's tests alone, on both engines: make test-area AREA=Ordering, or AREA=shop_life for a file of journeys.
test-area:
	@scripts/require-swift.sh
	@scripts/setup.sh build test
	@scripts/test.sh "$(AREA)"

# Layout, style and layering; seconds once it is built.
check:
	@scripts/require-swift.sh
	@scripts/setup.sh build
	@scripts/check.sh

# Brings the catalogues of all languages up to date with the sentences in the code.
words:
	@scripts/require-swift.sh
	@scripts/setup.sh build
	@scripts/swift-tests.sh build
	python3 scripts/words.py update

# Lays all sources out.
format:
	swift format --in-place --parallel -r $(wildcard Sources Tests Benchmarks) Package.swift

# Measures the program on each engine and prints a table.
bench:
	@scripts/require-swift.sh
	@scripts/setup.sh build test bench
	Benchmarks/run
	Benchmarks/run --no-build --million

# The program with its resources as dist/souk-<version>-<machine>.tar.gz.
dist:
	@scripts/require-swift.sh
	@scripts/setup.sh build
	@scripts/dist.sh

clean:
	rm -rf .build .venv dist artifacts
