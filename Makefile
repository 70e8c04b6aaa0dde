# `make hartlepool` runs the main job on the bundled report, `make test` all tests; both set up .venv first.
# Needs Python 3.11 or newer, git and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
GRAPH := graph

.PHONY: help hartlepool test check format questions accuracy model bench bench-check endurance smoke site docs clean

help:            ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*##/\1\t/p' $(MAKEFILE_LIST)

hartlepool: .venv/.user   ## build the graph of the bundled report, show what was found
	$(BIN)/findingsgraph build reports/hartlepool-2014.txt --out $(GRAPH)
	@$(BIN)/findingsgraph verify --graph $(GRAPH)
	@$(BIN)/findingsgraph query judgements-in-words --graph $(GRAPH) --format table
	@$(BIN)/findingsgraph query most-named-in-weaknesses --graph $(GRAPH) --format table
	@$(BIN)/findingsgraph export svg --network agencies --graph $(GRAPH) -o $(GRAPH)/agencies.svg
	@echo "The picture of who stands together: $(GRAPH)/agencies.svg"
	@echo "Ask:  $(BIN)/findingsgraph query statements -p agency=police   (all questions: $(BIN)/findingsgraph queries)"

test: .venv/.dev     ## set up and run all tests; what is skipped is named with its reason
	$(BIN)/pytest

check: .venv/.dev    ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy -p findingsgraph
	$(BIN)/lint-imports

format: .venv/.dev   ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/.dev     ## write what the documented commands print into the pages, and the pictures
	$(BIN)/python tests/docs_commands.py --write
	$(BIN)/python -m findingsgraph.ontology.derived page > docs/reference/ontology.md
	$(BIN)/python -m findingsgraph.ontology.derived diagram > docs/pictures/ontology.svg
	$(BIN)/python -m findingsgraph.queries.reference > docs/reference/queries.md
	$(BIN)/findingsgraph build reports/hartlepool-2014.txt --out build/pictures
	$(BIN)/findingsgraph export png --network agencies --graph build/pictures -o docs/pictures/hartlepool-network.png
	$(BIN)/findingsgraph export png --chart themes --graph build/pictures -o docs/pictures/hartlepool-themes.png

questions: .venv/.dev ## answer the national questions again from all reports beside the project
	$(BIN)/python tests/docs_commands.py --write docs/questions.md

accuracy: .venv/.dev ## measure against the labelled reports beside the project
	$(BIN)/python benchmarks/accuracy.py --write $(if $(BECAUSE),--because '$(BECAUSE)')

bench: .venv/.dev    ## measure speed and memory, write docs/benchmarks.md
	$(BIN)/python -m findingsgraph.benchmarks

bench-check: .venv/.dev  ## measure again; fails where a ratio is a fifth worse than recorded
	$(BIN)/python -m findingsgraph.benchmarks --check

smoke: .venv/.dev     ## install wheel and source distribution into empty environments, and use them
	$(BIN)/python tests/smoke.py

site: .venv/.dev      ## write the documentation site into site/
	$(BIN)/sphinx-build -q -W --keep-going -b html docs site

endurance: .venv/.dev ## long trials: damage, kills, full disks, readers beside builds
	$(BIN)/python -m findingsgraph.benchmarks.endurance --write

model: .venv/.train  ## train again what loaders/reading ships, from the labels beside the project
	$(BIN)/python -m findingsgraph.loaders.training.stance
	$(BIN)/python -m findingsgraph.loaders.training.themes
	$(BIN)/python -m findingsgraph.loaders.training.terms

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "findingsgraph needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv

.venv/.user: pyproject.toml | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --editable .
	@touch $@

.venv/.dev: pyproject.toml | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --editable . --group dev
	@touch $@ .venv/.user

.venv/.train: pyproject.toml | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/pip install --quiet --editable . --group train
	@touch $@

clean:           ## remove what was built
	rm -rf $(GRAPH) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
