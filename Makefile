# The fixed verbs of this project. Needs only make, sh and python3 (3.11 or newer, with venv).
#   make run [PORT=8000]    set everything up, seed the demo college on an empty database, serve
#   make setup              the environment and the front end, without starting anything
#   make test               the whole suite: on SQLite, then what touches locks, SQL, dates and rooms on PostgreSQL and Redis
#   make check              formatting, lint, types, layers, templates, front end, migrations, schema, translations
#   make soak SEED=n        the long suites with one seed      make bench   the budgets, as ratios
#   make reset              remove the local data (var/); asks first at a terminal
#   make coverage           which lines the suite reaches, also as pages in var/coverage
#   make lock front messages schema                            regenerate what is derived

PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
SEED ?= 1
WORKERS ?= 2
SOAK ?= tests/soak

BIN := .venv/bin
RUNTIME := .venv/runtime.stamp
DEV := .venv/dev.stamp
FRONT := node_modules/front.stamp
MESSAGES := .venv/messages.stamp
FRONT_SOURCES := $(shell find frontend -type f -not -path '*/dist/*' 2>/dev/null) $(wildcard vite.config.ts tsconfig.json)
CATALOGUES := $(shell find locale school media courses quizzes progress realtime -name '*.po' 2>/dev/null)

export PATH := $(CURDIR)/.venv/node/bin:$(PATH)

.PHONY: help setup run test soak check bench coverage reset lock front messages schema preflight dev services
.DEFAULT_GOAL := help

help:
	@sed -n '2,9s/^# \{0,1\}//p' Makefile

preflight:
	@PYTHON="$(PYTHON)" sh setup/preflight.sh

$(RUNTIME): requirements.lock setup/python.sh | preflight
	@PYTHON="$(PYTHON)" sh setup/python.sh requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@PYTHON="$(PYTHON)" sh setup/python.sh requirements-dev.lock
	@touch $@

node_modules/install.stamp: package-lock.json requirements-node.lock setup/front.sh $(RUNTIME)
	@sh setup/front.sh install
	@touch $@

$(FRONT): node_modules/install.stamp $(FRONT_SOURCES)
	@sh setup/front.sh build
	@touch $@

$(MESSAGES): setup/compile_messages.py $(CATALOGUES) $(RUNTIME)
	@$(BIN)/python setup/compile_messages.py
	@touch $@

setup: preflight $(RUNTIME) $(FRONT) $(MESSAGES)

dev: setup $(DEV)

run: setup
	@exec $(BIN)/python manage.py serve --prepare --host "$(HOST)" --port "$(PORT)"

services:
	@sh setup/services.sh

test: dev services
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile
	$(BIN)/python -m tests.services $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile -m "pg or redis"

coverage: dev services
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --cov --cov-report=term:skip-covered --cov-report=html:var/coverage

soak: dev services
	SOAK_SEED=$(SEED) $(BIN)/python -m tests.services $(BIN)/python -m pytest -q -n 0 $(SOAK)

bench: dev services
	$(BIN)/python -m tests.services $(BIN)/python -m tests.benchmarks

check: dev
	@sh setup/check.sh

front: $(FRONT)

schema: dev
	$(BIN)/python manage.py export_schema
	npm run --silent types

messages: dev
	$(BIN)/python manage.py makemessages --locale zh_Hans --locale zh_Hant --locale en --no-location --no-obsolete \
	  --ignore .venv --ignore node_modules --ignore var --ignore tests --ignore frontend
	$(BIN)/python setup/fill_english.py
	$(BIN)/python setup/compile_messages.py

lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 pyproject.toml --group dev -o requirements-dev.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --group node -o requirements-node.lock

reset:
	@if [ -t 0 ]; then \
	  printf 'This removes the local database, uploads and keys in var/. Type yes to go on: '; \
	  read answer; [ "$$answer" = yes ] || { echo "Nothing was removed."; exit 0; }; \
	fi; rm -rf var; echo "Removed var/."
