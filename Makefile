# The project's verbs; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help site test check format golden bench build dist clean

SWIFT ?= swift
OUT ?= public

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: build ## install what is missing, build, and render catalog/ to public/
	.build/release/modelhub build --out $(OUT)

build: ## build the modelhub program (release) at .build/release/modelhub
	@scripts/require-swift $(SWIFT)
	@scripts/install-packages build
	$(SWIFT) build --configuration release --product modelhub --static-swift-stdlib

test: ## install what the tests need, and run them all
	@scripts/require-swift $(SWIFT)
	@scripts/install-packages build test
	@scripts/install-python-tools python .build-python
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

check: test ## what CI runs: tests, formatting, layers, docs
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests
	scripts/check-layers
	.build/debug/modelhub validate --strict

format: ## lay the Swift sources out
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

golden: ## write the expected outputs of the golden tests anew; read the diff before you commit
	MODELHUB_GOLDEN=write $(SWIFT) test

bench: build ## measure import, validate and build against floors on generated catalogs
	@scripts/install-python-tools bench .build-python-bench
	@python3 Benchmarks/bench.py

dist: build ## make the Debian package and the archive in dist/, and try both where nothing else is installed
	@scripts/install-packages dist
	scripts/make-dist .build/release/modelhub
	lintian --fail-on error dist/*.deb
	scripts/check-dist

clean: ## remove what was built
	rm -rf .build .build-dist dist $(OUT)
