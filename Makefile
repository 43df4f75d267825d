# The two commands a newcomer needs are `make run` and `make test`; both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --quiet
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test audit torture setup setup-test setup-docs docs parts check lint format bench bench-quality requirements sample schemas rules versions clean help

run: setup  ## crawl the bundled fixture world, track copies, write the report
	$(BIN)/wiretrace demo

setup: $(VENV)/.setup  ## make .venv with the runtime dependencies and the command

$(VENV)/.setup: pyproject.toml requirements/run.txt
	@command -v $(PYTHON) >/dev/null || { echo "setup: there is no $(PYTHON) here; say make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "setup: Wiretrace needs Python 3.11 or newer, $(PYTHON) is $$($(PYTHON) -V 2>&1); say make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "setup: .venv with the runtime dependencies, some 75 packages, about a minute"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

setup-test: $(VENV)/.setup-test
$(VENV)/.setup-test: $(VENV)/.setup requirements/test.txt
	@echo "setup: tools and libraries for the tests, Spark among them (460 MB to fetch, 490 MB on disk)"
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

setup-docs: $(VENV)/.setup-docs
$(VENV)/.setup-docs: $(VENV)/.setup-test requirements/docs.txt
	@echo "setup: Sphinx for the documentation"
	@$(PIP) --require-hashes -r requirements/docs.txt
	@touch $@

docs: setup-docs  ## build the documentation as a site below build/docs/html; a warning is an error
	$(BIN)/python -m tests.project.build_site build/docs

parts: setup-test  ## get Chromium, PostgreSQL and Java for the tests, and say plainly what could not be had
	@$(BIN)/python tests/parts.py

# Three at a time on two cores, module by module (tests/conftest.py): slow tests wait for processes of theirs half the time.
WORKERS ?= 3
PYTEST := $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadscope --no-loadscope-reorder

check: lint  ## while you work: style, types, directions of imports and the fast tests, in a minute and a quarter
	$(PYTEST) -m "not slow and not browser and not postgres"

test: setup setup-test setup-docs parts lint  ## before you push: everything, the slow tests with Chromium and PostgreSQL too
	@$(BIN)/python -m tests.audit --told
	$(PYTEST)

audit: setup-test  ## ask what is publicly known against the pinned versions; fails where something is
	@$(BIN)/python -m tests.audit

lint: setup-test  ## style, types, directions of imports, dependencies
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry . --no-ansi

format: setup-test  ## fix what lint would complain about, where a machine can
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

ROW ?= all
torture: setup-test  ## hostile input and kills by the thousand (an hour); make torture ROW=kills runs one row
	$(BIN)/python -m tests.torture $(ROW)

bench: setup-test  ## speed and quality next to named peers, in one run (some minutes)
	$(BIN)/python -m benchmarks

bench-quality: setup-test  ## links and stories on the labeled sets next to the project
	$(BIN)/python -m benchmarks quality rods

requirements:  ## compile the pinned requirements again (needs uv)
	cd requirements && for name in run test docs; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --no-header --no-annotate $$name.in --output-file $$name.txt; done

schemas: setup-test  ## write the published JSON schemas and the tables of export keys again
	$(BIN)/python -m tests.tables.write_schemas
	$(BIN)/python -m tests.reports.write_report_format
	$(BIN)/python -m tests.serve.write_api

rules: setup-test  ## write docs/rules.md again, from the table of rules
	$(BIN)/python -m tests.tracking.write_rules

versions: setup-test  ## raise and record the versions whose code changed: make versions WHY="what is read otherwise"
	$(BIN)/python -m tests.project.write_versions "$$WHY"

sample: setup  ## write the committed sample report again
	@rm -rf build/sample
	@mkdir -p build reports/sample
	$(BIN)/wiretrace demo --out build/sample
	cp build/sample/report.html build/sample/stories.csv reports/sample/

clean:
	rm -rf $(VENV) build dist reports/demo

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'
