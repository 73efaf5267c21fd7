#!/usr/bin/env bash
# `make bench`: prints ratios as JSON, each measured against a baseline in the same run.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

ensure_python dev
exec "$VENV/bin/python" -m bench "$@"
