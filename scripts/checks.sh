# The static checks, as stages; sourced by check.sh and test.sh.

drift() {
  local home
  home=$(mktemp -d)
  (
    unset DATABASE_URL
    export TRYGGLOGG_HOME=$home TRYGGLOGG_DEMO=1
    run_flask db upgrade && run_flask db check
  )
  local code=$?
  rm -rf "$home"
  return $code
}

check_stages() {
  stage "ruff: faults" "$VENV/bin/python" -m ruff check .
  stage "ruff: layout" "$VENV/bin/python" -m ruff format --check .
  stage "mypy: types" "$VENV/bin/python" -m mypy
  stage "shellcheck: scripts" "$VENV/bin/shellcheck" scripts/*.sh scripts/hooks/* .ci/run
  stage "TypeScript, eslint, prettier" npm run check --prefix pwa
  stage "migrations lead to the models" drift
  stage "what is committed" "$VENV/bin/python" scripts/check_tree.py
  stage "commit subjects" "$VENV/bin/python" scripts/check_commits.py
}
