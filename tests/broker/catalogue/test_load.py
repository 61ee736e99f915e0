"""Reading the files: what is not TOML, stands twice, is misspelt or of a wrong type is named with file and key."""

import shutil
from pathlib import Path

import pytest

from broker.catalogue import CatalogueBroken, CatalogueError, load
from broker.catalogue.checks import CHECKS, check
from tests.broker.catalogue.editing import REFERENCE, Edit, at, edited, errors_of, reference, reference_catalogue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REFERENCE, tmp_path / "hall"))


def _errors(folder: Path) -> tuple[CatalogueError, ...]:
    with pytest.raises(CatalogueBroken) as broken:
        load(folder)
    return broken.value.errors


def _replace(path: Path, old: str, new: str) -> int:
    """Change one place of a file and give its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.req("H-01")
def test_the_reference_hall_is_right() -> None:
    assert load(REFERENCE) == reference_catalogue()
    assert not list(check(reference_catalogue()))
    assert len(CHECKS) > 200


@pytest.mark.req("H-01")
def test_one_broken_reference_is_refused_with_file_line_and_reason(folder: Path) -> None:
    line = _replace(folder / "queues.toml", 'section = "S08"', 'section = "S88"')
    (error,) = (each for each in _errors(folder) if each.rule == "references.queues.section")
    assert (error.file, error.line, error.key) == ("queues.toml", line, "queues[K].section")
    assert error.reason == "“S88”不在版块之列 / S88 is not one of the sections"
    assert str(error).startswith(f"queues.toml:{line}  queues[K].section  ")


def test_a_file_that_is_not_toml_is_named_with_its_line_and_the_others_are_still_read(folder: Path) -> None:
    line = _replace(
        folder / "queues.toml", 'section = "S08", service_minutes = 12 }', 'section = "S08, service_minutes'
    )
    _replace(folder / "kiosks.toml", 'code = "K05", place_zh = ', 'code = "K05", plaice_zh = ')
    errors = _errors(folder)
    toml = next(error for error in errors if error.rule == "files.toml")
    assert (toml.file, toml.line) == ("queues.toml", line)
    assert {(e.rule, e.key) for e in errors if e is not toml} == {
        ("types.missing", "kiosks[K05].place_zh"),
        ("types.extra_forbidden", "kiosks[K05].plaice_zh"),
    }


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    path = folder / "roles.toml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert [(error.file, error.rule) for error in _errors(folder)] == [("roles.toml", "files.encoding")]


def test_a_key_in_two_files_is_named(folder: Path) -> None:
    (folder / "zz.toml").write_text("reference_date = 2026-11-24\n", encoding="utf-8")
    assert [(e.file, e.key, e.rule) for e in _errors(folder)] == [("zz.toml", "reference_date", "files.key_twice")]


def test_an_unknown_key_is_named(folder: Path) -> None:
    (folder / "zz.toml").write_text("colour = 1\n", encoding="utf-8")
    (error,) = _errors(folder)
    assert (error.file, error.line, error.key, error.rule) == ("zz.toml", 1, "colour", "types.extra_forbidden")


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    assert {error.rule for error in _errors(tmp_path)} == {"files.none"}


def test_a_missing_file_leaves_its_keys_missing(folder: Path) -> None:
    (folder / "calendar.toml").unlink()
    (error,) = _errors(folder)
    assert (error.file, error.key, error.rule) == ("calendar.toml", "calendar", "types.missing")


@pytest.mark.parametrize(
    ("path", "value", "key", "kind"),
    [
        ("windows[W44].floor", "1", None, "int_type"),
        ("windows[W44].type", "palace", None, "literal_error"),
        ("windows[W44].queues", "K", None, "tuple_type"),
        ("windows[W44].queues", [], None, "too_short"),
        ("windows[W44].name_zh", 44, None, "string_type"),
        ("kiosks[K05].open_24h", "no", None, "bool_type"),
        ("hall.area_10k_m2", "wide", None, "float_type"),
        ("hall.hours.workdays", ["09:00-12:00", "13-17"], "hall.hours.workdays[2]", "string_pattern_mismatch"),
        ("calendar.holidays", ["2026-13-01"], "calendar.holidays[1]", "date_parsing"),
        ("services[GJJ-001].service_minutes", 0, None, "greater_than"),
        ("services[GJJ-001].legal", -1, None, "greater_than_equal"),
        ("distribution.share_of_priority_max", 1.5, None, "less_than_equal"),
        ("staff[4401].no", "44011", "staff[44011].no", "string_pattern_mismatch"),
        ("forms[F-HYG-NEW].groups[3].title_zh", 1, None, "string_type"),
        ("trees[WJW-001].nodes[q1].options[1].go", 7, None, "string_type"),
        ("trees[WJW-001].nodes[q1].options[1]", {"zh": "是", "en": "Yes"}, None, "union_tag_not_found"),
        ("hall", 7, None, "model_type"),
        ("fields", [], None, "dict_type"),
    ],
)
def test_a_wrong_type_is_named_in_words(path: str, value: object, key: str | None, kind: str) -> None:
    (error,) = errors_of(edited(Edit(path, value)))
    assert (error.rule, error.key) == (f"types.{kind}", key or path)
    assert error.file == reference().file_of[path.split("[", maxsplit=1)[0].split(".", maxsplit=1)[0]]
    assert "Input should" not in error.reason


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("services[GJJ-001].situations[purchase].form", "form = "),
        ("windows[W44].floor", 'code = "W44"'),
        ("distribution.classes", "classes = "),
        ("fields.p_name.from", "p_name = "),
        ("groups.agent.when", 'when = "agent"'),
        ("trees[WJW-001].nodes[q2].options", 'id = "q2"'),
        ("staff[4401].windows", 'no = "4401"'),
        ("clients[N-S08].devices[LED-44].driver", 'code = "LED-44"'),
        ("window_roles.cashier", "cashier = "),
        ("reference_date", "reference_date = "),
    ],
)
def test_the_line_of_an_error_is_where_a_clerk_looks(path: str, wanted: str) -> None:
    holder = path.rpartition(".")[0]
    wrong: object = [None] if holder else "never"
    assert at(path)
    error = next(error for error in errors_of(edited(Edit(path, wrong))) if error.key.startswith(path))
    assert error.line is not None
    lines = reference().texts[error.file].splitlines()
    assert wanted in lines[error.line - 1]
