#!/usr/bin/env bash
# `make test`: the checks, and every test on the real things. `test.sh server|pwa|e2e` runs a part.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source scripts/stages.sh
source scripts/checks.sh

part=${1:-all}
wants() { [[ $part == all || $part == "$1" ]]; }

# Tests must not meet the caller's installation.
unset DATABASE_URL TRYGGLOGG_HOME TRYGGLOGG_SECRET_KEY TRYGGLOGG_PUBLIC_URL
unset TRYGGLOGG_DEMO TRYGGLOGG_DEMO_PASSWORD HOST PORT

echo "Getting ready"
ensure_python dev
if [[ $part == all ]]; then ensure_uv; fi # check_tree.py asks the pip beside it
if wants pwa || wants e2e; then ensure_npm; fi
if wants e2e; then
  ensure_pwa
  ensure_lighthouse
  step "Chromium" scripts/browser.sh
  CHROMIUM=$(scripts/browser.sh)
  export CHROMIUM
fi

server_tests() { "$VENV/bin/python" -m pytest -n logical --maxprocesses 4 --dist worksteal; }
phone_tests() { npm test --prefix pwa; }
journeys() { "$VENV/bin/python" -m pytest tests/e2e; }

if [[ $part == all ]]; then check_stages; fi
if wants server; then stage "server and migrations, both engines" server_tests; fi
if wants pwa; then stage "phone" phone_tests; fi
if wants e2e; then stage "journeys in Chromium" journeys; fi
summarise
