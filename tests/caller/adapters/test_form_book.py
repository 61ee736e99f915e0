"""`hallctl forms` writes the hall's forms as one book, or says in one sentence why it cannot."""

import json
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

from scripts.hallctl.__main__ import make_app
from tests.caller.papers import reference


def told(*words: str) -> tuple[int, dict[str, object]]:
    done = CliRunner().invoke(make_app("forms"), ["forms", *words, "--json"])
    return done.exit_code, json.loads(done.stdout)


@pytest.mark.req("K-07", "H-04")
def test_the_book_has_a_chapter_for_each_department_with_forms_and_every_form_once(tmp_path: Path) -> None:
    catalogue, target = reference(), tmp_path / "forms.pdf"
    asking = {service.department for service in catalogue.services} | {package.lead for package in catalogue.packages}
    code, facts = told(str(target))
    assert (code, facts["forms"]) == (0, len(catalogue.forms))
    with pikepdf.open(target) as book, book.open_outline() as outline:
        chapters = [str(item.title) for item in outline.root]
        forms = [str(form.title) for item in outline.root for form in item.children]
    assert chapters == facts["chapters"]
    assert set(chapters) <= {catalogue.department(department).name_zh for department in asking}
    assert sorted(forms) == sorted(form.name_zh for form in catalogue.forms)


@pytest.mark.req("H-04")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("/nowhere/forms.pdf",), "/nowhere/forms.pdf cannot be written (No such file"),
        (("forms.pdf", "--catalogue", "/nowhere"), "run hallctl catalogue check /nowhere"),
    ],
)
def test_what_keeps_a_book_from_being_written_is_one_sentence(words: tuple[str, ...], said: str) -> None:
    code, facts = told(*words)
    assert code == 1
    assert said in str(facts["error"])
