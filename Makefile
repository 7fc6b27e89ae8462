# One command each. `make help` lists them. Nothing here needs Node or a server.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= $(or $(SAKIMORI_DATA),var)

.DEFAULT_GOAL := help
.PHONY: help install run demo test test-sqlite test-postgresql lint types bench docs messages lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

# The build back end is locked and hashed like everything else, hence no isolated build.
$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed / Python 3.11 以上が必要です") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

install: $(VENV)/.installed ## make .venv with everything the product needs

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
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate --only-group build -o requirements-build.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml --group dev -o requirements-dev.lock

clean: ## remove .venv and caches, never data
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis dist
