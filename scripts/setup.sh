#!/usr/bin/env bash
# Everything a developer needs, once: both languages' packages and the check of commit messages.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

echo "Setting up Trygglogg"
ensure_python dev
ensure_npm
if git rev-parse --git-dir >/dev/null 2>&1; then
  git config core.hooksPath scripts/hooks
fi
echo "Ready. Next: make run, make dev or make test."
