# make demo   the main job on the example county
# make test   everything the tests need, then all tests
# make check  style, types, layers, docstrings, catalogue, reference pages
# make bench  the benchmarks; beside other engines at SCALE=county, city, province or nation

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
SCALE  ?= county

.PHONY: demo test system check bench bench-county catalogue docs fonts characters clean
.DEFAULT_GOAL := demo

demo: $(VENV)/.product
	$(BIN)/orggraph demo out/demo

test: system $(VENV)/.test
	$(BIN)/python -m pytest -n auto --dist loadfile

# Before the packages: the kernels are compiled as orggraph is installed.
system: | $(BIN)/python
	@BIN=$(BIN) sh scripts/system.sh

check: $(VENV)/.check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/docstrings.py
	$(BIN)/python scripts/catalogue.py --check
	$(BIN)/python scripts/docs.py --check
	$(BIN)/nbstripout --verify notebooks/*.ipynb

bench: system $(VENV)/.bench
	$(BIN)/python -m benchmarks.run
	$(BIN)/python -m benchmarks.compare --scale layout --out benchmarks
	$(BIN)/python -m benchmarks.compare --scale $(SCALE) --out benchmarks

# Whether all engines still give one answer; its times say nothing.
bench-county: system $(VENV)/.bench
	$(BIN)/python -m benchmarks.compare --runs 1 --jobs 2 --seconds 120

catalogue: $(VENV)/.check
	$(BIN)/python scripts/catalogue.py

docs: $(VENV)/.check
	$(BIN)/python scripts/docs.py

fonts: $(VENV)/.check
	$(BIN)/pip install --quiet -e ".[fonts]"
	$(BIN)/python scripts/make_fonts.py

characters: $(VENV)/.check
	$(BIN)/pip install --quiet -e ".[characters]"
	$(BIN)/python scripts/make_characters.py

clean:
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Missing: Python 3.11 or newer (name it: make PYTHON=python3.12 …)"; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "Missing: the venv module (Debian: apt-get install python3-venv)"; exit 1; }

# Each stamp is one set of packages; it is made anew when the list of packages changes.
$(VENV)/.product: pyproject.toml | $(BIN)/python
	@echo "Installing orggraph …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	@echo "Installing orggraph and what its tests need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -e ".[test]"
	@touch $@

$(VENV)/.bench: pyproject.toml | $(BIN)/python
	@echo "Installing orggraph and what the benchmarks need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -e ".[bench]"
	@touch $@

$(VENV)/.check: pyproject.toml | $(BIN)/python
	@echo "Installing orggraph and what the checks need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -e ".[test,check]"
	@touch $@
