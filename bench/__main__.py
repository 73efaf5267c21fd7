"""`make bench`: speed as ratios inside one run, printed as JSON.

Machines differ and are shared, so no absolute time is a limit here: each figure is a ratio of two
medians that were measured in turns in the same run. Absolute times stand beside for reading only.
Exits 1 when a ratio misses its limit.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from bench import progress, push
from bench.measure import Figure
from tests.databases import ENGINES, Databases


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--engine", choices=ENGINES, action="append", help="both when not given")
    parser.add_argument("--only", choices=("push", "progress"), help="everything when not given")
    options = parser.parse_args()

    figures: list[Figure] = []
    with ExitStack() as until_the_end:
        folder = Path(until_the_end.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        databases = Databases(folder, until_the_end)
        for engine in options.engine or ENGINES:
            if options.only != "progress":
                print(f"push on {engine} …", file=sys.stderr)
                figures += push.measure(databases, engine, folder)
            if options.only != "push":
                print(f"progress on {engine} …", file=sys.stderr)
                figures += progress.measure(databases, engine, folder)
    print(json.dumps([asdict(figure) for figure in figures], indent=2))
    missed = [figure for figure in figures if not figure.is_met]
    for figure in missed:
        print(f"missed: {figure.name} on {figure.engine}: {figure.ratio}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
