# The two commands of this repository are `make report` and `make test`; `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
# What of JupyterLab would use the network: news and newer versions, and the list of extensions. Its search for
# language servers runs npm, which looks for a newer version of itself.
ONLINE := @jupyterlab/apputils-extension:announcements @jupyterlab/extensionmanager-extension:plugin \
	@jupyterlab/lsp-extension:plugin

.PHONY: report test hostile lab bench format constraints clean help

report: .venv/.installed ## regenerate reports/ from corpus/
	$(BIN)/sidelight report

test: .venv/.installed-dev ## format, lint, types, notebooks, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/nbstripout --verify notebooks/*.ipynb
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

hostile: .venv/.installed-dev ## the long form of the suite of hostile input, kills and interrupts, and JupyterLab
	SIDELIGHT_HOSTILE=long $(BIN)/python -m pytest --numprocesses auto --dist load tests/hostile \
		tests/validation/test_jupyterlab.py tests/network/test_even_hand.py

lab: .venv/.installed ## open JupyterLab on notebooks/
	$(BIN)/jupyter lab --notebook-dir=. --LabApp.default_url=/lab/tree/notebooks

bench: .venv/.installed-dev ## run the benchmarks, each a ratio against a peer in one run
	for file in tests/benchmarks/bench_*.py; do $(BIN)/python $$file || exit 1; done

format: .venv/.installed-dev ## rewrite code and notebooks the way `make test` wants them
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/nbstripout notebooks/*.ipynb

constraints: .venv/.installed-dev ## renew the pinned versions in constraints.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --upgrade \
		--no-emit-find-links --custom-compile-command "make constraints" --quiet --output-file constraints.txt

clean: ## remove the virtual environment and caches
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

.venv/.installed: .venv/.packages
	$(BIN)/jupyter labextension disable --level=sys_prefix $(ONLINE)
	$(BIN)/jupyter server extension disable --sys-prefix jupyter_lsp
	touch $@

.venv/.packages: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

.venv/.installed-dev: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@
