"""Print one hash over the names and contents of files and folders, so a step knows it is done.

Usage: fingerprint.py PATH… Left out is what the steps themselves make.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

MADE_BY_STEPS = {"node_modules", "dist", "coverage", "test", "__pycache__"}


def files_under(path: Path) -> Iterator[Path]:
    """Yield a file itself, or the files below a folder in an order that is stable."""
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name not in MADE_BY_STEPS)
        yield from (Path(folder) / name for name in sorted(names))


def fingerprint(paths: list[Path]) -> str:
    """Give a SHA-256 that changes when a file comes, goes, is renamed or changes."""
    total = hashlib.sha256()
    for path in paths:
        for file in files_under(path):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            total.update(f"{file.as_posix()}\0{content}\n".encode())
    return total.hexdigest()


if __name__ == "__main__":
    print(fingerprint([Path(argument) for argument in sys.argv[1:]]))
