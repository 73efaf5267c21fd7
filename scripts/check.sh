#!/usr/bin/env bash
# `make check`: everything that needs no running of the program's own tests.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source scripts/stages.sh
source scripts/checks.sh

ensure_python dev
ensure_uv # check_tree.py asks the pip beside it
ensure_npm
check_stages
summarise
