"""Check that commit subjects read `area: what is now true` in at most 72 characters.

Without arguments: the commits that origin/main lacks, or the last 20. `--message FILE`: one
message that is about to be committed, which is how the commit-msg hook calls it.
"""

import re
import subprocess
import sys
from pathlib import Path

SUBJECT = re.compile(r"[a-z0-9_.-]+(/[a-z0-9_.-]+)*: \S.*[^.\s]")
# What git itself writes or takes apart again.
BY_GIT = re.compile(r"(Merge|Revert) |(fixup|squash|amend)! ")
LIMIT = 72


def fault(subject: str) -> str | None:
    """Say what is wrong with a subject, or None."""
    if BY_GIT.match(subject):
        return None
    if len(subject) > LIMIT:
        return f"{len(subject)} characters; {LIMIT} at most"
    if not SUBJECT.fullmatch(subject):
        return 'reads not like "area: what is now true", without a full stop'
    return None


def git(*arguments: str) -> str | None:
    """Give what git prints, or None where it refuses, as outside a repository."""
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)  # noqa: S607  the git on PATH is the one the user works with
    return done.stdout if done.returncode == 0 else None


def subjects_of_branch() -> list[str]:
    """Give the subjects to judge, newest first."""
    own = git("log", "--no-merges", "--format=%s", "origin/main..HEAD")
    listed = own or git("log", "--no-merges", "--format=%s", "--max-count=20")
    return (listed or "").splitlines()


def main(arguments: list[str]) -> int:
    """Give the exit code, after a line for every fault."""
    if arguments[:1] == ["--message"]:
        lines = Path(arguments[1]).read_text(encoding="utf-8").splitlines()
        subjects = [line for line in lines if not line.startswith("#")][:1]
    else:
        subjects = subjects_of_branch()
    faults = [(subject, said) for subject in subjects if (said := fault(subject))]
    for subject, said in faults:
        print(f"{subject!r}: {said}", file=sys.stderr)
    if not faults and not arguments:
        print(f"{len(subjects)} subjects have the agreed form.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
