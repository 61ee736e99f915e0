"""Folder of TOML files → checked catalogue, or all its errors at once. A broken catalogue never starts a hall."""

from pathlib import Path

from pydantic import ValidationError

from broker.catalogue.catalogue import Catalogue
from broker.catalogue.errors import CatalogueBroken, CatalogueError
from broker.catalogue.reading import read_folder


def load(folder: Path) -> Catalogue:
    """Read, type and check the catalogue in `folder`.

    Raises CatalogueBroken with every error found: files that are not TOML, keys that are unknown or missing, values
    of a wrong type, and, once all that is right, everything the checks find.
    """
    raw = read_folder(folder)
    if raw.errors:
        raise CatalogueBroken(raw.errors)
    try:
        return Catalogue.model_validate_json(raw.as_json())
    except ValidationError as error:
        raise CatalogueBroken(
            [CatalogueError("", ".".join(map(str, e["loc"])), e["msg"], e["msg"], e["type"]) for e in error.errors()]
        ) from None
