# refexport: the targets that people and CI use. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
PYTEST = $(BIN)/python -m pytest -q --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder
WORKERS ?= auto
OUTS := $(shell sed -n '/^\[refexport.export\]/,/^$$/s/^"\(build[^"]*\)".*/\1/p' entries.toml)

.DEFAULT_GOAL := help
.PHONY: help bib enrich check quick test lint docs bench clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

bib: $(OUTS)  ## the bibliography in all formats, into build/
	@:

# What is there and newer than what it is made of costs nothing. A registry that did not answer (3) is asked again next
# time; export says if something lacks.
build/.bib.stamp: .venv/run.stamp entries.toml $(wildcard entries.lock.json)
	@$(BIN)/refexport enrich; code=$$?; { [ $$code -eq 0 ] || [ $$code -eq 3 ]; } && \
	  $(BIN)/refexport export && { [ $$code -eq 3 ] || touch $@; }

$(OUTS): | build/.bib.stamp
	@test -f $@ || $(BIN)/refexport export

enrich: .venv/run.stamp  ## ask the registries for what the lock lacks
	@$(BIN)/refexport enrich

check: .venv/run.stamp  ## what is missing or wrong in entries.toml
	@$(BIN)/refexport check

quick: .venv/test.stamp  ## the tests that need no outside program and no long search: a minute
	@REFEXPORT_QUICK=1 $(PYTEST) -m "not slow and not program and not shared" $(PYTEST_FLAGS)

test: .venv/test.stamp  ## all tests (those that need an absent program skip, saying which)
	@$(PYTEST) $(PYTEST_FLAGS)

lint: .venv/lint.stamp  ## style and types
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

docs: .venv/docs.stamp  ## the site of docs/, into build/site
	@$(BIN)/python -m sphinx -q -W --keep-going -b html docs build/site

bench: .venv/test.stamp  ## measurements, with peers in the same run where they are installed
	@$(BIN)/python -m benchmarks

clean:  ## remove what the other targets made
	rm -rf build .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.* examples/thesis/build

# A stamp stands for "installed as pyproject.toml says"; each set holds the one before it.
.venv/run.stamp: pyproject.toml
	@echo "make: setting up .venv with the Python packages of refexport, once; this may take a minute" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/test.stamp: .venv/run.stamp
	@echo "make: adding to .venv what the tests need, once" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group test
	@touch $@

.venv/docs.stamp: .venv/run.stamp
	@echo "make: adding to .venv what builds the docs, once" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group docs
	@touch $@

.venv/lint.stamp: .venv/run.stamp
	@echo "make: adding to .venv what style and types are checked with, once" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group lint
	@touch $@
