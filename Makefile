# make demo          set everything up and run the main job on seeds/, then serve until Ctrl-C
# make demo SERVE=0  the same, stopping before it serves
# make test          set everything up, check style and types, run the tests
# make editor        bring in the query editor of the SPARQL page, where npm is there (demo, test and wheel do it)
# make comunica      bring in the client for the test of federated queries (heavy: 500 packages)
# make docs          write the generated pages of docs/ again
# make bench         measure read, map, write, load, validate
# make trial         score the readers on a corpus (CORPUS=folder), where there is one

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SERVE ?= 1
PORT ?= 8080
CORPUS ?= ../shared/corpus
NPM := $(shell command -v npm)
BROWSER := $(firstword $(foreach name,chromium chromium-browser google-chrome,$(shell command -v $(name))))
EDITOR := resrdf/serve/static/yasgui/yasgui.min.js
COMUNICA := web/comunica/node_modules/.ready
DRIVER := $(VENV)/.browser

.PHONY: demo test lint docs bench trial wheel editor comunica driver clean

demo: $(READY) editor
	@echo '$$ resrdf build seeds -o demo'
	@$(BIN)/resrdf build seeds -o demo --force
	@echo
	@echo '$$ resrdf validate demo/graphs'
	@$(BIN)/resrdf validate demo/graphs
	@echo
	@echo '$$ resrdf query paragraph-text --store demo --param resolution=1386 --param paragraph=3'
	@$(BIN)/resrdf query paragraph-text --store demo --param resolution=1386 --param paragraph=3 --format table
	@echo
	@echo 'To go on: . $(BIN)/activate, so that resrdf is found'
ifneq ($(SERVE),0)
	@echo
	@echo '$$ resrdf serve demo --port $(PORT)'
	@$(BIN)/resrdf serve demo --port $(PORT)
endif

test: lint editor driver
	$(BIN)/pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(READY)
	$(BIN)/python docs/make_ontology_page.py

bench: $(READY)
	$(BIN)/python benchmarks/bench.py

trial: $(READY)
	$(BIN)/python benchmarks/trial.py $(CORPUS)

wheel: $(READY) editor
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

ifeq ($(NPM),)
editor:
	@test -e $(EDITOR) || echo "no npm here: the SPARQL page keeps its plain form (for the editor, on Debian: apt-get install npm)"
else
editor: | $(READY)
	@$(MAKE) --silent --no-print-directory $(EDITOR) || echo "no query editor: npm could not bring it in; the SPARQL page keeps its plain form"
endif

$(EDITOR): web/package-lock.json web/bring_editor.py
	@echo "bringing in the query editor (once)"
	@cd web && $(NPM) ci --silent
	@$(BIN)/python web/bring_editor.py
	@touch $@

comunica: $(COMUNICA)

$(COMUNICA): web/comunica/package-lock.json
	@echo "bringing in Comunica (once)"
	@cd web/comunica && $(NPM) ci --silent
	@touch $@

ifeq ($(BROWSER),)
driver:
	@echo "no chromium here: the tests in a browser are skipped (on Debian: apt-get install chromium)"
else
driver: | $(READY)
	@$(MAKE) --silent --no-print-directory $(DRIVER) || echo "no driver for the browser could be installed: the tests in a browser are skipped"
endif

$(DRIVER): $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group browser
	@touch $@

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "resrdf needs Python 3.11 or newer; name one with make PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { echo "no virtual environment could be made; on Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }
	@echo "setting up $(VENV) (once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev --editable .
	@touch $@

clean:
	rm -rf $(VENV) web/node_modules web/comunica/node_modules resrdf/serve/static/yasgui demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
