# Two commands: `make run` and `make test`. Everything they need goes into .venv and var/.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TALKS ?= 1000

.PHONY: run test bench sample pictures clean

run: $(VENV)/installed
	@exec $(BIN)/python -m conference.start

test: $(VENV)/tested-with
	@$(BIN)/python -m tests.run

bench: $(VENV)/installed
	@$(BIN)/python -m tests.bench.run

sample: $(VENV)/installed
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py make_sample --talks $(TALKS)

pictures: $(VENV)/tested-with
	@$(BIN)/python -m pytest -q tests/browser/pictures.py

$(VENV)/installed: requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "plenary: python3 is missing. Install it: sudo apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' || { echo "plenary: $$($(PYTHON) --version) is not one of 3.11 to 3.14. Name another: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "plenary: python3-venv is missing. Install it: sudo apt install python3-venv"; exit 1; }
	@[ -w . ] || { echo "plenary: this folder cannot be written. Give yourself the right: sudo chown -R $$USER ."; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt || { echo "plenary: the packages could not be installed. Is there a network? Then run it again."; exit 1; }
	@touch $@

$(VENV)/tested-with: $(VENV)/installed tests/requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt || { echo "plenary: the tests' packages could not be installed. Is there a network? Then run it again."; exit 1; }
	@touch $@

clean:
	rm -rf $(VENV) var
