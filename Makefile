# `make` or `make help` lists the commands
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help run test lint format golden samples bench shots issues-doc bundle bundle-test

help:  ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

# A stamp for each list of requirements: an unchanged list costs nothing at the next start
$(VENV)/.runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/.runtime  ## set up what is missing and start the dashboard on http://127.0.0.1:8501
	$(PY) -m streamlit run server.py --server.port $(PORT)

test: $(VENV)/.dev  ## set up what is missing and run every test
	$(PY) -m pytest $(ARGS)

lint: $(VENV)/.dev  ## ruff, mypy and the import contracts
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: $(VENV)/.dev  ## order imports and mend what ruff can mend
	$(VENV)/bin/ruff check --fix .

golden: $(VENV)/.dev  ## rewrite the loader's expected readings; review the diff
	$(PY) -m tests.loaders.golden

samples: $(VENV)/.runtime  ## write the sample city's workbooks anew (same bytes each time)
	$(PY) data/samples/make_samples.py

issues-doc: $(VENV)/.runtime  ## write docs/issues.md from the issue catalogue
	$(PY) -m indicators.issue_document

bundle: $(VENV)/.runtime  ## one folder in dist/ that installs without a network (ARGS="--pythons 3.11 3.12")
	$(PY) -m delivery dist/duibiao $(ARGS)

bundle-test: $(VENV)/.runtime  ## install from dist/duibiao without a network and start it (Linux)
	$(PY) -m delivery.trial dist/duibiao

shots: $(VENV)/.dev  ## screenshots of every page, slide and state into docs/pictures (ARGS="gaps phone": some of them)
	$(PY) -m benchmarks.shots $(ARGS)

bench: $(VENV)/.dev  ## timing, ratios in one run; never part of the tests
	$(PY) -m benchmarks
