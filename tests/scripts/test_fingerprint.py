"""A step is done again exactly when something it depends on has changed."""

from pathlib import Path

from scripts.fingerprint import fingerprint


def make_sources(folder: Path) -> None:
    (folder / "src").mkdir()
    (folder / "src" / "main.ts").write_text("one")
    (folder / "package.json").write_text("{}")


def test_the_same_content_has_the_same_fingerprint(tmp_path: Path) -> None:
    make_sources(tmp_path)
    before = fingerprint([tmp_path])

    (tmp_path / "src" / "main.ts").write_text("one")

    assert fingerprint([tmp_path]) == before


def test_a_changed_a_new_and_a_renamed_file_change_it(tmp_path: Path) -> None:
    make_sources(tmp_path)
    seen = {fingerprint([tmp_path])}

    (tmp_path / "src" / "main.ts").write_text("two")
    seen.add(fingerprint([tmp_path]))
    (tmp_path / "src" / "new.ts").write_text("")
    seen.add(fingerprint([tmp_path]))
    (tmp_path / "src" / "new.ts").rename(tmp_path / "src" / "other.ts")
    seen.add(fingerprint([tmp_path]))

    assert len(seen) == 4


def test_what_the_steps_make_is_left_out(tmp_path: Path) -> None:
    make_sources(tmp_path)
    before = fingerprint([tmp_path])

    for made in ("dist", "node_modules"):
        (tmp_path / made).mkdir()
        (tmp_path / made / "index.html").write_text("built")

    assert fingerprint([tmp_path]) == before
