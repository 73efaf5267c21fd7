#!/usr/bin/env bash
# `make lock`: writes the requirements*.txt anew. They name hashes and no addresses, so they work
# with any index; --universal makes one file hold for every system and Python from 3.11 on.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

BASE_PYTHON=$(find_python) || exit 1
ensure_uv
for name in requirements requirements-dev requirements-tools requirements-node; do
  step "$name.txt" "$UV" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-annotate --no-header --upgrade "$name.in" --output-file "$name.txt"
done
