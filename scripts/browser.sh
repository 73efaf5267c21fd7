#!/usr/bin/env bash
# Prints the path of a Chromium for the browser journeys: one on PATH, else Debian's when we are root.
set -euo pipefail

find_browser() {
  local name
  for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
    # Some systems have a stub of that name that only tells how to install the real one.
    if command -v "$name" >/dev/null 2>&1 && "$name" --version >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
  return 1
}

find_browser && exit
if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null 2>&1; then
  {
    apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      chromium fonts-dejavu-core
  } >&2
  find_browser && exit
fi
cat >&2 <<'TXT'

The browser journeys need a Chromium, and none was found on PATH.
  Debian:        sudo apt-get install chromium
  Ubuntu:        sudo apt-get install chromium-browser
  Fedora:        sudo dnf install chromium
  another one:   make test CHROMIUM=/path/to/chrome
TXT
exit 1
