# make run       the dashboard; where there are no data yet, the sample city is loaded first
# make test      lint, types and all tests
# make wheelhouse  every wheel for a machine without internet (docs/server.md)
# make bill        every library with its version and licence, as CycloneDX JSON
# make nightly   2,000 messy files, 1.5 million rows
# Everything is installed into .venv; nothing else on the machine is touched.

VENV := .venv
BIN := $(VENV)/bin
# The first Python that is new enough; a .venv that is already there keeps its own.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)

.PHONY: run test nightly lint wheelhouse bill clean

run: $(VENV)/.run
	$(BIN)/python -m shirong run --sample

test: lint
	$(BIN)/pytest -n 2 --dist worksteal -m "not browser"
	$(BIN)/pytest -n 2 --dist worksteal -m browser --reruns 1 tests/browser

nightly: $(VENV)/.dev
	HYPOTHESIS_PROFILE=nightly $(BIN)/pytest tests/data/test_fuzz.py tests/data/damage tests/test_large_city.py tests/pages/test_roles.py

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

wheelhouse: $(BIN)/python
	$(BIN)/python deploy/wheelhouse.py wheelhouse

bill: $(BIN)/python
	$(BIN)/python deploy/bill_of_materials.py > bill-of-materials.json

clean:
	rm -rf $(VENV) wheelhouse .pytest_cache .mypy_cache .ruff_cache .hypothesis build shirong.egg-info sample-exports
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: installed again when the requirements change.
$(VENV)/.run: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.run

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found. Name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)
