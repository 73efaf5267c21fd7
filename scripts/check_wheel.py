"""Check that a wheel carries every file of the packages it was made of.

Usage: check_wheel.py SOURCE WHEEL. A data file whose kind pyproject.toml doesn't name would
otherwise be missed only where the wheel is installed.
"""

import sys
import zipfile
from pathlib import Path

PACKAGES = ("server", "migrations")


def missing_from(wheel: Path, source: Path) -> list[str]:
    """Give the files of the packages that the wheel lacks; hidden files are not part of them."""
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    names = [
        path.relative_to(source).as_posix()
        for package in PACKAGES
        for path in sorted((source / package).rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".pyc"
    ]
    return [name for name in names if name not in carried]


if __name__ == "__main__":
    missing = missing_from(Path(sys.argv[2]), Path(sys.argv[1]))
    for name in missing:
        print(f"{name} is not in the wheel; name its kind in pyproject.toml", file=sys.stderr)
    sys.exit(1 if missing else 0)
