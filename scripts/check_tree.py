"""Check what is committed: nothing of this machine, of a registry or of a real person.

The hosts of the package registries are read from the clients' settings, so that this file names
none of them either.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent

EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}\b")
# Nobody can own a name under .invalid (RFC 2606); the demo's own addresses are at demo.invalid.
ALLOWED_EMAIL = re.compile(r".+\.invalid")
# Swedish mobile numbers, written together or in groups.
MOBILE = re.compile(r"(?<![\w-])07\d{1,2}(?:[- ]?\d){7}(?![\w-])")
# The series that PTS keeps for films and books: 070-1740605 to 070-1740699.
ALLOWED_MOBILE = re.compile(r"07017406(?:0[5-9]|[1-9]\d)")
FORBIDDEN_NAMES = {"uv.lock", ".env"}

# Asks the pip that `make` put beside uv; the pip of the tests' environment doesn't exist.
PIP_HOSTS = """
import json
from pip._internal.models.index import PyPI
print(json.dumps([PyPI.url, "https://" + PyPI.file_storage_domain]))
"""


def output_of(*command: str) -> str:
    """Give what a command prints; raises CalledProcessError when it fails."""
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def registry_hosts() -> set[str]:
    """Give the hosts that pip and npm fetch from, by their own word."""
    pip_of_tools = ROOT / ".tools" / "venv" / "bin" / "python"
    addresses: list[str] = json.loads(output_of(str(pip_of_tools), "-c", PIP_HOSTS))
    addresses.append(output_of("npm", "config", "get", "registry"))
    hosts = {urlsplit(address).hostname for address in addresses}
    return {host for host in hosts if host}


def faults_in(name: str, text: str, hosts: set[str]) -> list[str]:
    """Give a sentence for everything in a file that must not be committed."""
    faults = []
    for number, line in enumerate(text.splitlines(), start=1):
        where = f"{name}:{number}"
        faults += [f"{where}: names a package registry's host" for host in hosts if host in line]
        if str(ROOT) in line:
            faults.append(f"{where}: names the folder of this checkout")
        faults += [
            f"{where}: e-mail address {found!r}; use one at demo.invalid"
            for found in EMAIL.findall(line)
            if not ALLOWED_EMAIL.fullmatch(found)
        ]
        faults += [
            f"{where}: mobile number {found!r}; use 070-1740605 to 070-1740699"
            for found in MOBILE.findall(line)
            if not ALLOWED_MOBILE.fullmatch(re.sub(r"\D", "", found))
        ]
    return faults


def main() -> int:
    """Give the exit code, after a line for every fault."""
    names = output_of("git", "ls-files", "-z").split("\0")
    hosts = registry_hosts()
    faults: list[str] = []
    for name in filter(None, names):
        path = ROOT / name
        if path.name in FORBIDDEN_NAMES:
            faults.append(f"{name}: must not be committed")
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        faults += faults_in(name, text, hosts)
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(f"{len(names)} files hold nothing that must not be committed.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
