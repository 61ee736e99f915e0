"""`hallctl catalogue` says what is wrong in words and in JSON, and ends with the exit code that tells."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scripts.hallctl.catalogue import app
from tests.broker.catalogue.editing import REFERENCE, reference_catalogue


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def broken_folder(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(REFERENCE, tmp_path / "hall"))
    path = folder / "services.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('queue = "K"', 'queue = "Z"', 1), encoding="utf-8")
    return folder


@pytest.mark.req("H-01", "H-04")
def test_check_of_the_reference_hall() -> None:
    result = _run("check")
    assert result.exit_code == 0
    assert "目录正确" in result.stdout


@pytest.mark.req("H-01")
def test_show_counts_the_hall() -> None:
    result = _run("show")
    assert result.exit_code == 0
    assert result.stdout.strip() == ("53 departments, 10 sections, 64 windows, 14 kiosks, 361 items + 22 packages")
    assert json.loads(_run("show", "--json").stdout)["hash"] == reference_catalogue().revision_hash


@pytest.mark.req("H-01", "H-04")
def test_check_of_a_broken_hall(broken_folder: Path) -> None:
    result = _run("check", str(broken_folder))
    assert result.exit_code == 1
    assert "services[GJJ-001].queue" in result.stdout
    assert "“Z”不在队列之列" in result.stdout


@pytest.mark.req("H-01")
def test_check_as_json(broken_folder: Path) -> None:
    result = _run("check", str(broken_folder), "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 1
    assert report["ok"] is False
    error = next(each for each in report["errors"] if each["key"] == "services[GJJ-001].queue")
    assert (error["file"], error["rule"]) == ("services.toml", "references.services.queue")
    assert json.loads(_run("check", str(REFERENCE), "--json").stdout)["ok"] is True


def test_show_of_a_broken_hall(broken_folder: Path) -> None:
    result = _run("show", str(broken_folder))
    assert result.exit_code == 1
    assert "hallctl catalogue check" in result.output
    assert not result.stdout


def test_check_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    result = _run("check", str(tmp_path / "nowhere"))
    assert result.exit_code == 1
    assert "没有 *.toml 文件" in result.stdout


def test_schema_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    target = tmp_path / "schema" / "catalogue.json"
    assert _run("schema", str(target)).exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["properties"]["windows"]
