#!/usr/bin/env bash
# `make dev`: the server with its debugger and Vite, both reloading when a file is saved.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export HOST=${HOST:-127.0.0.1} PORT=${PORT:-8000}
export TRYGGLOGG_SERVER=http://$HOST:$PORT
choose_demo

ensure_python dev
ensure_npm
"$VENV/bin/python" scripts/port_is_free.py "$HOST" "$PORT" || exit 1
prepare

run_flask run --debug --host "$HOST" --port "$PORT" &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
npm run dev --prefix pwa -- --host "$HOST"
