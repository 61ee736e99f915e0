"""`forms`: writes every form of a hall as one book by department, ready to be printed and laid out (K-07)."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from broker.catalogue import Catalogue, CatalogueBroken, load
from broker.messages import Language
from caller.adapters.documents import FontsMissing, TypstPapers
from caller.application.documents.heads import Press
from caller.application.documents.lists import form_book
from caller.application.documents.sheets import FormBook
from scripts.hallctl.rig import Refused
from scripts.hallctl.telling import AsJson, refusals_told, tell
from scripts.rig.configs import CATALOGUE, FONTS

app = typer.Typer()

Target = Annotated[Path, typer.Argument(metavar="FILE", help="the PDF to write")]
Folder = Annotated[Path, typer.Option("--catalogue", metavar="DIR", help="the hall's folder of *.toml files")]
Tongue = Annotated[Language, typer.Option("--language", help="zh-Hans, zh-Hant, en")]


@app.command("forms")
def write_forms(
    target: Target, *, catalogue: Folder = CATALOGUE, language: Tongue = "zh-Hans", as_json: AsJson = False
) -> None:
    """Write all forms as one book with contents by department: hallctl forms forms.pdf."""
    with refusals_told(as_json=as_json):
        book = form_book(Press(_hall(catalogue), language, datetime.now(UTC), sandbox=False))
        _write(target, book)
        facts = {
            "file": str(target),
            "chapters": [chapter.department for chapter in book.chapters],
            "forms": sum(len(chapter.forms) for chapter in book.chapters),
        }
        tell(facts, f"{target}: {facts['forms']} forms of {len(book.chapters)} departments", as_json=as_json)


def _hall(folder: Path) -> Catalogue:
    try:
        return load(folder)
    except CatalogueBroken as broken:
        raise Refused(f"{folder} has {len(broken.errors)} errors: run hallctl catalogue check {folder}") from broken


def _write(target: Path, book: FormBook) -> None:
    try:
        target.write_bytes(TypstPapers(FONTS).render(book))
    except FontsMissing as missing:
        raise Refused(str(missing)) from missing
    except OSError as fault:
        raise Refused(f"{target} cannot be written ({fault.strerror})") from fault
