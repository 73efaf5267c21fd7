# `make` alone prints what there is. Every recipe is one small script, so that each can be read,
# and tried, by itself. Variables may follow: make run PORT=8001 HOST=0.0.0.0 PYTHON=python3.13
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help setup run dev check format test test-server test-pwa e2e bench migration lock release clean

help: ## this list
	@echo "Trygglogg"
	@grep -E '^[a-z0-9-]+:.*##' Makefile | sed -E 's/^([a-z0-9-]+):[^#]*## ?(.*)/  make \1|\2/' \
	  | awk -F'|' '{ printf "%-24s %s\n", $$1, $$2 }'

run: ## set up what is missing and serve the demo on http://127.0.0.1:8000
	@exec scripts/run.sh

test: ## everything: checks, server on both databases, phone, browser journeys
	@exec scripts/test.sh

setup: ## what a developer needs, once: packages and the check of commit messages
	@exec scripts/setup.sh

dev: ## server and Vite with demo data, both reloading on save
	@exec scripts/dev.sh

check: ## static checks: ruff, mypy, tsc, eslint, prettier, drift, committed files, commits
	@exec scripts/check.sh

format: ## lay out Python and TypeScript as `make check` wants it
	@exec scripts/format.sh

test-server: ## only the server's tests and the migrations', on SQLite and PostgreSQL
	@exec scripts/test.sh server

test-pwa: ## only the phone's tests
	@exec scripts/test.sh pwa

e2e: ## only the journeys in a real browser
	@exec scripts/test.sh e2e

bench: ## print speed ratios as JSON
	@exec scripts/bench.sh

migration: ## make migration name=add_something: a new numbered migration from the models
	@exec scripts/migration.sh "$(name)"

lock: ## fix the versions and hashes of the Python packages anew
	@exec scripts/lock.sh

release: ## a wheel with server, migrations and the built phone's side in dist/
	@exec scripts/release.sh

clean: ## remove what the commands made; the database in instance/ stays
	rm -rf .venv .tools build dist pwa/node_modules tests/e2e/node_modules pwa/dist pwa/coverage
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis
