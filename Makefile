# make run and make test do everything on a machine that has python3 (3.11 or newer) with venv, make and git.
# PYTHON=python3.12 chooses the interpreter, ARGS="--lang en" is handed on to the program or to pytest.
PYTHON ?= python3
ARGS ?=
ONLY ?=
WORKERS ?= 2

VENV := .venv
PY := $(VENV)/bin/python
DONE := $(VENV)/done
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# Every package is named in the lock files, so nothing has to be resolved; docopt is built by the locked setuptools.
LOCKED := $(PIP) install --no-deps --no-build-isolation --use-pep517 --require-hashes
PO := $(wildcard locales/*/LC_MESSAGES/reception.po)
MO := $(PO:.po=.mo)
OFFSCREEN := QT_QPA_PLATFORM=offscreen

.PHONY: help setup program libraries display-libraries run test lint shots bench nightly catalogues lock wheel clean
.DELETE_ON_ERROR:

help:
	@echo "make run        opens the program (ARGS=\"--lang en\", ARGS=\"demo --rooms 60\")"
	@echo "make test       the tests (ARGS=\"-k folio\")"
	@echo "make lint       ruff, mypy, catalogues"
	@echo "make shots      pictures of every window in build/shots/"
	@echo "make bench      figures in build/bench.json (ONLY=rack)"
	@echo "make nightly    the long proofs"
	@echo "make setup      only what run and test need: environment, packages, catalogues"
	@echo "make catalogues takes new texts into locales/*.po; make lock renews requirements/"
	@echo "make wheel      the package in dist/; make clean removes what was made"

setup: libraries program $(DONE)/dev

program: $(DONE)/package $(MO)

# First of all, so that a machine where something must be installed by hand says so before the long downloads.
libraries:
	@$(PYTHON) scripts/system_libraries.py offscreen

$(DONE)/build: requirements/build.txt
	@$(PYTHON) scripts/python_check.py
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@mkdir -p $(DONE)
	@echo "Installing the build tools ..."
	@$(LOCKED) -r requirements/build.txt
	@touch $@

$(DONE)/runtime: requirements/runtime.txt $(DONE)/build
	@echo "Installing the program's packages ..."
	@$(LOCKED) -r requirements/runtime.txt
	@touch $@

$(DONE)/dev: requirements/dev.txt $(DONE)/runtime
	@echo "Installing the packages for tests and checks ..."
	@$(LOCKED) -r requirements/dev.txt
	@touch $@

# Editable: the program runs from this folder, and its command stands in .venv/bin.
$(DONE)/package: pyproject.toml hatch_build.py $(DONE)/runtime
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

# The first run compiles all languages, so that the rule finds the others up to date.
%.mo: %.po locales/catalogues.py $(DONE)/runtime
	@$(PY) locales/catalogues.py compile
	@touch $(MO)

display-libraries:
	@$(PYTHON) scripts/system_libraries.py display

run: display-libraries program
	@$(VENV)/bin/reception $(ARGS)

test: setup
	$(OFFSCREEN) $(PY) -m pytest -n $(WORKERS) -m "not nightly" $(ARGS)

nightly: setup
	$(OFFSCREEN) HYPOTHESIS_PROFILE=nightly $(PY) -m pytest -n $(WORKERS) --timeout=3600 -m nightly $(ARGS)

lint: program $(DONE)/dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) locales/catalogues.py check

shots: setup
	@$(OFFSCREEN) $(PY) -m ui.shots $(ARGS)

bench: setup
	@$(OFFSCREEN) $(PY) -m tests.bench $(if $(ONLY),--only $(ONLY)) $(ARGS)

catalogues: program
	$(PY) locales/catalogues.py update
	$(PY) locales/catalogues.py compile

lock:
	$(PYTHON) scripts/lock.py $(ARGS)

wheel: program
	$(PIP) wheel --no-deps --no-build-isolation --no-index --wheel-dir dist .

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache $(MO)
