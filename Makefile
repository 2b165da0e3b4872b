# Each target sets itself up: Python 3.11 or newer and make are all it takes.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: report preview test test-package test-notebooks lab check mutate prove lint bench release lock

report: .venv/ready  ## the briefing, in reports/
	$(BIN)/wicreport build

preview: .venv/ready  ## the briefing in the browser, built again as its parts are saved
	$(BIN)/wicreport preview

test: test-package test-notebooks  ## unit tests, full builds in scratch folders, every notebook

test-package: .venv/ready
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

test-notebooks: .venv/ready  ## each against its committed outputs
	$(BIN)/python -m pytest -p no:cacheprovider --nbval --nbval-cell-timeout 300 notebooks

lab: .venv/ready  ## JupyterLab on the notebooks
	$(BIN)/jupyter lab --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate --LabApp.news_url=None notebooks

check: .venv/ready  ## are notebooks and reports what the sources give today?
	$(BIN)/wicreport check

mutate: .venv/ready  ## is each of hundreds of changes to documents, findings and reports met as it must be?
	$(BIN)/python -m tests.mutations

prove: .venv/ready  ## every attack on the project, for some hours; the counts go into notebooks/proofs.json
	$(BIN)/python -m tests.proofs
	$(BIN)/python -m tests.mutations
	$(BIN)/python -m tests.kills
	$(BIN)/python -m tests.pressures
	$(BIN)/python -m tests.reproductions
	$(BIN)/python -m tests.fuzzing

lint: .venv/ready  ## style, types, import direction, docstrings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

bench: .venv/ready  ## builds beside the stock road of the same tools, the preview, many documents beside other ways
	$(BIN)/python -m tests.benchmark_builds
	$(BIN)/python -m tests.benchmark_previews
	$(BIN)/python -m tests.benchmark_corpora

release: .venv/ready  ## the package and its bill of materials (CycloneDX), in dist/
	mkdir -p dist
	$(BIN)/python -c "from flit_core import buildapi; buildapi.build_wheel('dist'); buildapi.build_sdist('dist')"
	$(BIN)/python .ci/bill_of_materials.py > dist/bill-of-materials.json

lock:  ## requirements.txt from what pyproject.toml declares (needs uv)
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.txt

.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes --requirement requirements.txt
	$(BIN)/python -m compileall -qq -j 0 .venv wicreport tests  # on all cores, where pip takes one
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
