# One command each. `make help` lists them. Nothing here needs Node or a server.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate
DATA ?= $(or $(SAKIMORI_DATA),var)

.DEFAULT_GOAL := help
.PHONY: help install install-postgresql run demo test test-sqlite test-postgresql lint types bench docs messages lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

# The build back end is locked and hashed like everything else, hence no isolated build.
$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed / Python 3.11 以上が必要です") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-build.lock -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip uninstall --quiet --yes setuptools 2>/dev/null
	@$(BIN)/python -m compileall -q -x '/tests/' src
	@$(BIN)/python tools/warm.py
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

install: $(VENV)/.installed ## make .venv with everything the product needs

install-postgresql: install ## the driver beside it, for an installation that keeps its records in PostgreSQL
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-postgresql.lock

run: install ## serve the sample assembly on http://127.0.0.1:8000 and print the log-ins
	SAKIMORI_DATA=$(DATA) SAKIMORI_MFA_REQUIRED=false $(BIN)/sakimori serve --sample

demo: install ## make the sample assembly anew
	SAKIMORI_DATA=$(DATA) $(BIN)/sakimori demo

test: $(VENV)/.installed-dev ## all tests, on SQLite and on PostgreSQL
	$(BIN)/python tools/run_tests.py

test-sqlite: $(VENV)/.installed-dev ## all tests on SQLite
	$(BIN)/python tools/run_tests.py --only sqlite

test-postgresql: $(VENV)/.installed-dev ## tests on a real PostgreSQL
	$(BIN)/python tools/run_tests.py --only postgresql

lint: $(VENV)/.installed-dev ## style, types, import law
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy

bench: $(VENV)/.installed-dev ## measure on SQLite and PostgreSQL; writes docs/benchmarks.md
	$(BIN)/python -m benchmarks

docs: $(VENV)/.installed-dev ## build the generated pages of docs/ (settings, permissions, features)
	$(BIN)/python tools/docs.py

messages: $(VENV)/.installed-dev ## collect texts, compile the English catalogue
	$(BIN)/python tools/messages.py

lock: ## pin every dependency anew (maintainers; needs uv)
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) --group build -o requirements-build.lock
	$(LOCK) pyproject.toml --extra postgresql -o requirements-postgresql.lock
	$(LOCK) pyproject.toml --extra postgresql --group dev -o requirements-dev.lock

clean: ## remove .venv and caches, never data
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis dist
