#!/usr/bin/env bash
# `make format`: lays out both languages as the checks want it.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

ensure_python dev
ensure_npm
"$VENV/bin/python" -m ruff check --fix-only --quiet .
"$VENV/bin/python" -m ruff format .
npm run format --prefix pwa
