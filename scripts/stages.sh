# Runs named stages one after the other, each with its time, and sums them up; sourced after lib.sh.

SUMMARY=
FAILED=0

# stage NAME COMMAND…: runs it with its output on the screen; a failure doesn't stop the next stages.
stage() {
  local name=$1 start=$SECONDS verdict=passed
  shift
  printf '\n=== %s\n' "$name"
  "$@" </dev/null || { verdict=FAILED; FAILED=$((FAILED + 1)); }
  SUMMARY+=$(printf '  %-34s %-7s %4d s' "$name" "$verdict" "$((SECONDS - start))")$'\n'
}

# Prints every stage with its time; ends the script with 1 if any failed.
summarise() {
  printf '\n=== Summary\n%s  %-34s %-7s %4d s\n' "$SUMMARY" "all" "" "$SECONDS"
  if ((FAILED)); then
    printf '\n%d of the stages above failed.\n' "$FAILED" >&2
    exit 1
  fi
}
