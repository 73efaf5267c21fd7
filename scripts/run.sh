#!/usr/bin/env bash
# `make run`: sets up what is missing, then serves the demo (or a real installation) with gunicorn.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

export HOST=${HOST:-127.0.0.1} PORT=${PORT:-8000}
choose_demo

echo "Starting Trygglogg"
ensure_python runtime
ensure_pwa
"$VENV/bin/python" scripts/port_is_free.py "$HOST" "$PORT" || exit 1
prepare

echo
echo "  Trygglogg is at http://$HOST:$PORT"
echo "  Stop with Ctrl+C."
echo
# exec, so that a stop reaches gunicorn itself and not a shell in between.
exec "$VENV/bin/python" -m gunicorn --no-control-socket --log-level warning wsgi:app
