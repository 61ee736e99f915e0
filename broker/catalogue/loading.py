"""Folder of TOML files → checked catalogue, or all its errors at once. A broken catalogue never starts a hall."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.checks import Finding, check
from broker.catalogue.errors import CatalogueBroken, CatalogueError
from broker.catalogue.places import line_of
from broker.catalogue.reading import RawCatalogue, read_folder
from broker.catalogue.typing_errors import typing_findings

_FILE_OF_ABSENT_KEY = {"clients": "devices.toml", "window_roles": "staff.toml", "window_rules": "staff.toml"}
"""Where a key that no file holds would be written, where the file has another name than the key."""


def load(folder: Path) -> Catalogue:
    """Read, type and check the catalogue in `folder`.

    Raises CatalogueBroken with every error found, sorted by file and line: files that are not TOML, keys that are
    unknown or missing, values of a wrong type; and, once every value can be read, everything that the checks find.
    """
    return examine(read_folder(folder))


def examine(raw: RawCatalogue) -> Catalogue:
    """Type and check what was read. Raises CatalogueBroken as `load` does."""
    try:
        catalogue = Catalogue.model_validate_json(raw.as_json())
    except ValidationError as error:
        found = typing_findings(error, raw.tree)
        if not raw.complete:
            found = [(rule, finding) for rule, finding in found if not _is_missing_key(rule, finding)]
        raise CatalogueBroken(sorted([*raw.errors, *_placed(raw, found)], key=_in_order)) from None
    found = [(each.name, finding) for each, finding in check(catalogue)] if raw.complete else []
    if raw.errors or found:
        raise CatalogueBroken(sorted([*raw.errors, *_placed(raw, found)], key=_in_order))
    return catalogue


def _is_missing_key(rule: str, finding: Finding) -> bool:
    return rule == "types.missing" and "." not in finding.key and "[" not in finding.key


def _in_order(error: CatalogueError) -> tuple[str, int, str]:
    return error.file, error.line or 0, error.key


def _placed(raw: RawCatalogue, findings: Iterable[tuple[str, Finding]]) -> Iterator[CatalogueError]:
    for rule, finding in findings:
        top = finding.key.split("[", 1)[0].split(".", 1)[0]
        file = raw.file_of.get(top, _FILE_OF_ABSENT_KEY.get(top, f"{top}.toml"))
        yield CatalogueError(
            file=file,
            key=finding.key,
            reason_zh=finding.zh,
            reason_en=finding.en,
            rule=rule,
            line=line_of(raw.texts.get(file, ""), finding.key),
        )
