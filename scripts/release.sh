#!/usr/bin/env bash
# `make release`: dist/*.whl, which carries the server, its migrations and the built phone's side.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

ensure_python dev
ensure_uv
ensure_pwa
[[ -z $(git status --porcelain) ]] || die "Commit first: a release is made of what is committed."

rm -rf build dist
mkdir -p build/release
git archive HEAD | tar -x -C build/release
# The server looks for the phone's side beside its own modules before it looks in a checkout.
cp -R pwa/dist build/release/server/pwa
step "The wheel" "$UV" build --wheel --no-build-isolation --python "$VENV/bin/python" \
  --out-dir dist build/release
"$VENV/bin/python" scripts/check_wheel.py build/release dist/*.whl
rm -rf build
ls -l dist/*.whl
