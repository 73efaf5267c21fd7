# Shared by the scripts behind the Makefile; sourced, never run. Works with bash 3.2 and newer.

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TOOLS=$ROOT/.tools
STAMPS=$TOOLS/stamps
LOGS=$TOOLS/logs
VENV=$ROOT/.venv
cd "$ROOT"

# A virtual environment or module paths of the caller must not leak into ours.
unset VIRTUAL_ENV PYTHONPATH PYTHONHOME NODE_PATH
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 FLASK_SKIP_DOTENV=1 PYTHONDONTWRITEBYTECODE=
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
# Whoever points pip at a mirror means uv too.
if [[ -n ${PIP_INDEX_URL:-} && -z ${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-} ]]; then
  export UV_DEFAULT_INDEX=$PIP_INDEX_URL
fi

die() {
  printf '\n' >&2
  printf '%s\n' "$@" >&2
  exit 1
}

# step NAME COMMAND…: one line on the screen, everything else in a log that is shown on failure.
step() {
  local name=$1 start=$SECONDS log
  shift
  mkdir -p "$LOGS"
  log=$LOGS/$(printf '%s' "$name" | tr -c '[:alnum:]' '-').log
  printf '  %s … ' "$name"
  if "$@" >"$log" 2>&1 </dev/null; then
    printf 'done (%d s)\n' "$((SECONDS - start))"
  else
    printf 'failed\n\n' >&2
    tail -n 40 "$log" >&2
    die "\"$name\" failed; its whole output is in ${log#"$ROOT"/}."
  fi
}

# The first Python that is new enough; PYTHON=… overrides.
find_python() {
  local candidate
  for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
      "$candidate" -c 'import sys; print(sys.executable)'
      return
    fi
  done
  die "Python 3.11 or newer is needed, and none was found." \
    "Debian and Ubuntu: apt-get install python3 python3-venv; macOS: brew install python." \
    "Another one than on PATH: make run PYTHON=/path/to/python3."
}

minor_version() { "$1" -c 'import sys; print(*sys.version_info[:2])' 2>/dev/null; }
fingerprint() { "$BASE_PYTHON" "$ROOT/scripts/fingerprint.py" "$@"; }
is_stamped() { [[ -f $1 && $(cat "$1") == "$2" ]]; }
stamp() {
  mkdir -p "$(dirname "$1")"
  printf '%s\n' "$2" >"$1"
}

# ensure_python runtime|dev: .venv holds what that lock names. The dev lock includes the runtime's.
ensure_python() {
  local wanted=$1 lock=requirements.txt print version
  [[ $wanted == dev ]] && lock=requirements-dev.txt
  BASE_PYTHON=$(find_python) || exit 1
  print=$(fingerprint requirements.txt "$lock")
  if [[ $wanted == runtime ]] && is_stamped "$VENV/.stamp-dev" \
    "$(fingerprint requirements.txt requirements-dev.txt)"; then
    wanted=dev
    print=$(cat "$VENV/.stamp-dev")
  fi
  version=$(minor_version "$BASE_PYTHON")
  if is_stamped "$VENV/.stamp-$wanted" "$print" && [[ $(minor_version "$VENV/bin/python") == "$version" ]]; then
    return
  fi
  ensure_uv
  rm -f "$VENV"/.stamp-*
  if [[ $(minor_version "$VENV/bin/python") != "$version" ]]; then
    step "Python environment in .venv" "$UV" venv --clear --python "$BASE_PYTHON" "$VENV"
  fi
  step "Python packages ($wanted)" \
    "$UV" pip sync --require-hashes --python "$VENV/bin/python" "$lock"
  stamp "$VENV/.stamp-$wanted" "$print"
}

# uv comes by pip into a virtual environment of its own, by hash like everything else.
ensure_uv() {
  local print
  UV=$TOOLS/venv/bin/uv
  print=$(fingerprint requirements-tools.txt)
  if is_stamped "$TOOLS/venv/.stamp" "$print" && "$UV" --version >/dev/null 2>&1; then
    return
  fi
  "$BASE_PYTHON" -c 'import venv, ensurepip' 2>/dev/null || die \
    "This Python ($BASE_PYTHON) comes without venv or pip." \
    "Debian and Ubuntu: apt-get install python3-venv; or name another Python: PYTHON=/path/to/python3."
  rm -rf "$TOOLS/venv"
  step "Tools in .tools" "$BASE_PYTHON" -m venv "$TOOLS/venv"
  step "uv, which installs the rest" "$TOOLS/venv/bin/python" -m pip install \
    --disable-pip-version-check --require-hashes --no-deps -r requirements-tools.txt
  stamp "$TOOLS/venv/.stamp" "$print"
}

# ensure_node: `node` (20.19 or newer, which Vite needs) and `npm` are on PATH afterwards.
ensure_node() {
  local print
  if command -v npm >/dev/null 2>&1 && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null; then
    return
  fi
  print=$(fingerprint requirements-node.txt)
  if ! is_stamped "$TOOLS/node/.stamp" "$print"; then
    ensure_uv
    rm -rf "$TOOLS/node"
    step "Node (none on PATH that is 20.19 or newer)" "$UV" pip install --require-hashes \
      --no-deps --python "$TOOLS/venv/bin/python" --target "$TOOLS/node" -r requirements-node.txt
    "$TOOLS/venv/bin/python" scripts/link_node.py "$TOOLS/node"
    stamp "$TOOLS/node/.stamp" "$print"
  fi
  export PATH="$TOOLS/node/bin:$PATH"
}

# ensure_npm: pwa/node_modules is what the lock file says.
ensure_npm() {
  local print
  ensure_node
  print=$(fingerprint pwa/package.json pwa/package-lock.json pwa/.npmrc)-$(node --version)
  is_stamped pwa/node_modules/.stamp "$print" && return
  step "Packages of the phone's side" npm ci --prefix pwa --no-audit --no-fund
  stamp pwa/node_modules/.stamp "$print"
}

# ensure_lighthouse: tests/e2e/node_modules is what its own lock file says; only the journeys want it.
ensure_lighthouse() {
  local print
  ensure_node
  print=$(fingerprint tests/e2e/package.json tests/e2e/package-lock.json)-$(node --version)
  is_stamped tests/e2e/node_modules/.stamp "$print" && return
  step "Lighthouse" npm ci --prefix tests/e2e --no-audit --no-fund
  stamp tests/e2e/node_modules/.stamp "$print"
}

# ensure_pwa: pwa/dist is built from the sources as they are, with a .gz and a .br beside each file.
ensure_pwa() {
  local print
  print=$(fingerprint pwa requirements.txt)
  if [[ -f pwa/dist/index.html ]] && is_stamped "$STAMPS/pwa" "$print"; then
    return
  fi
  ensure_npm
  rm -f "$STAMPS/pwa"
  step "The phone's side, built" npm run build --prefix pwa
  step "Compressed copies of its files" "$VENV/bin/python" -m whitenoise.compress --quiet pwa/dist
  stamp "$STAMPS/pwa" "$print"
}

# The demo unless the caller decides otherwise; `make run TRYGGLOGG_DEMO=0` runs a real installation.
choose_demo() { export TRYGGLOGG_DEMO=${TRYGGLOGG_DEMO-1}; }
run_flask() { "$VENV/bin/python" -m flask --app wsgi "$@"; }
# The database at migration head, in a demo filled, and its accounts on the screen.
prepare() { "$VENV/bin/python" -m scripts.prepare; }
