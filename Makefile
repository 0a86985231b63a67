# Each target prepares what it needs: Python 3.11 or later with venv, and make, are enough.
#
#   make run        ouvre l'assistant sur une nouvelle lettre (ARGS="…" pour les options)
#   make demo       écrit la lettre de démonstration dans tous les formats (OUT=demo)
#   make test       lint, types, couches, tests
#   make bench      table des durées
#   make soak       essais longs, avec leurs chiffres
#   make wheelhouse tout ce qu'il faut pour une installation sans réseau
#   make lint       la partie rapide de « make test »
#   make schema     schéma JSON d'une lettre (NOM=lettre)
#   make clean      efface ce qui se reconstruit

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
OUT ?= demo
NOM ?= lettre
WORKERS ?= 2
ARGS ?=

BIN := $(VENV)/bin
BASE := $(VENV)/.base-installed
PDF := $(VENV)/.pdf-installed
DEV := $(VENV)/.dev-installed

# The first Python that is recent enough and able to make an environment. `PYTHON=…` chooses another.
USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
FIND_PYTHON = for name in python3.13 python3.12 python3.11 python3; do \
	if "$$name" -c '$(USABLE)' 2>/dev/null; then command -v "$$name"; break; fi; done
PYTHON ?= $(shell $(FIND_PYTHON))

.PHONY: help run demo test lint bench soak wheelhouse schema clean tools check-python

help:
	@sed -n 's/^#   //p' Makefile

check-python:
	@if [ -z "$(PYTHON)" ] || ! "$(PYTHON)" -c '$(USABLE)' 2>/dev/null; then \
	  echo "Il faut Python 3.11 ou plus récent, avec le module venv." >&2; \
	  echo "Sous Debian ou Ubuntu, en administrateur : apt-get install python3 python3-venv" >&2; \
	  echo "Un autre Python peut être indiqué : make PYTHON=/chemin/python3.12 …" >&2; \
	  exit 2; fi

$(VENV)/bin/python: | check-python
	@echo "Création de l'environnement $(VENV) avec $(PYTHON)"
	@"$(PYTHON)" -m venv $(VENV)

$(BASE): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# Where typst has no wheel, the demonstration goes without the PDF files, and says so.
$(PDF): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[pdf]' \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@ $(BASE)

$(DEV): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(BASE) $(PDF)

run: $(BASE)
	@$(BIN)/lls nouvelle $(ARGS)

demo: $(PDF)
	@$(BIN)/lls demo -o "$(OUT)"

schema: $(BASE)
	@$(BIN)/lls schema "$(NOM)"

# The layers first: the shortest message for the deepest fault.
lint: $(DEV)
	$(BIN)/lint-imports --no-logo
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: $(DEV) tools lint
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report=term $(ARGS)

# Only a CI machine is given system tools; on a seat the tests that need them are skipped, with the reason.
tools:
ifeq ($(CI),true)
	@bash .ci/run tools
endif

bench: $(DEV)
	@$(BIN)/python -m bench $(ARGS)

soak: $(DEV)
	LLS_SOAK=1 $(BIN)/python -m pytest -m soak --timeout=0 $(ARGS)

wheelhouse: check-python
	@rm -rf wheelhouse build/wheelhouse-env
	@"$(PYTHON)" -m venv build/wheelhouse-env
	build/wheelhouse-env/bin/python -m pip wheel --quiet --disable-pip-version-check --wheel-dir wheelhouse '.[all]'
	@rm -rf build/wheelhouse-env
	@echo "Sur le poste sans réseau (même système, même version de Python) :"
	@echo "  python3 -m venv lls && lls/bin/pip install --no-index --find-links wheelhouse lls-drafter"

clean:
	rm -rf $(VENV) build dist wheelhouse demo htmlcov .coverage .coverage.* \
	  .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find lls_drafter tests bench -name __pycache__ -type d -prune -exec rm -rf {} +
