# The two commands a newcomer needs are `make run` and `make test`; both set everything up first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test setup setup-test parts check lint format bench requirements sample clean help

run: setup  ## crawl the bundled fixture world, track copies, write the report
	$(BIN)/wiretrace demo

setup: $(VENV)/.setup  ## make .venv with the runtime dependencies and the command

$(VENV)/.setup: pyproject.toml requirements/run.txt
	@echo "setup: .venv with the runtime dependencies"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Wiretrace needs Python 3.11 or newer; say make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

setup-test: $(VENV)/.setup-test
$(VENV)/.setup-test: $(VENV)/.setup requirements/test.txt
	@echo "setup: tools and libraries for the tests"
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

parts: setup-test  ## get Chromium and PostgreSQL for the tests, and say plainly what could not be had
	@$(BIN)/python tests/parts.py

test: setup setup-test parts lint  ## every check and every test
	$(BIN)/python -m pytest

lint: setup-test  ## style, types, directions of imports, dependencies
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry . --no-ansi

format: setup-test
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

bench: setup-test  ## speed and quality beside named peers, in one run
	$(BIN)/python -m benchmarks

requirements:  ## compile the pinned requirements again (needs uv)
	cd requirements && for name in run test; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --no-header --no-annotate $$name.in --output-file $$name.txt; done

sample: setup  ## write the committed sample report again
	$(BIN)/wiretrace demo --out reports/sample

clean:
	rm -rf $(VENV) build dist reports/demo

help:
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'
