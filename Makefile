# make run: all set-up, then the main job on inbox_samples/.  make test: all set-up, then all tests.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint setup setup-dev setup-oauth setup-signatures setup-bench samples clean

run: setup
	$(BIN)/adhesion run

test: setup-dev lint
	$(BIN)/python -m pytest -n auto --dist worksteal

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The sample messages are in the repository; this makes them again (needs LibreOffice for the flat PDFs).
samples: setup-dev
	$(BIN)/python tests/samples/build.py

setup: $(VENV)/.run
setup-dev: $(VENV)/.dev
# Whether a digitally signed PDF was changed since: 21 more packages.
setup-signatures: $(VENV)/.signatures
# What the benchmarks need besides: producers of forms, and programs to compare with.
setup-bench: $(VENV)/.bench
# For whoever administers a mailbox that asks for OAuth (Microsoft 365, Google): what signing in there needs besides.
setup-oauth: $(VENV)/.oauth

$(VENV)/.run: requirements/run.lock pyproject.toml scripts/system-packages
	PYTHON=$(PYTHON) scripts/system-packages run
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	PYTHON=$(PYTHON) scripts/system-packages test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	touch $@

$(VENV)/.oauth: requirements/oauth.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/oauth.lock
	touch $@

$(VENV)/.signatures: requirements/signatures.lock $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/signatures.lock
	touch $@

$(VENV)/.bench: requirements/bench.lock $(VENV)/.dev
	PYTHON=$(PYTHON) scripts/system-packages bench
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock
	touch $@

clean:
	rm -rf $(VENV) outputs
