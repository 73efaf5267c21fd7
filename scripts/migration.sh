#!/usr/bin/env bash
# `make migration name=add_what`: a numbered migration out of what the models say and the last one doesn't.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

name=${1:-}
[[ $name =~ ^[a-z][a-z0-9_]*$ ]] || die "Say what it does: make migration name=add_something"

ensure_python dev
last=$(cat migrations/.current-alembic-head)
number=$((10#${last%%_*} + 1))
revision=$(printf '%04d_%s' "$number" "$name")

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
unset DATABASE_URL
export TRYGGLOGG_HOME=$home TRYGGLOGG_DEMO=1
run_flask db upgrade
run_flask db migrate --rev-id "$revision" --message "${name//_/ }"
printf '%s\n' "$revision" >migrations/.current-alembic-head
"$VENV/bin/python" -m ruff format "migrations/versions/$revision.py"
echo "Read and rewrite migrations/versions/$revision.py: its docstring says why, and downgrade reverses."
