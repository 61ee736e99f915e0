"""The service catalogue: a hall as data, its loader and its checker. Of ours it imports only `broker.terms`.

The loader with its checks and the schema are imported when somebody asks for them: a kiosk, which is given its
catalogue over the bus, starts sooner without them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from broker.catalogue.catalogue import Catalogue, catalogue_hash
from broker.catalogue.errors import CatalogueBroken, CatalogueError, UnknownCode

if TYPE_CHECKING:
    from broker.catalogue.loading import load
    from broker.catalogue.schema import schema_text

__all__ = ["Catalogue", "CatalogueBroken", "CatalogueError", "UnknownCode", "catalogue_hash", "load", "schema_text"]

_LATE = {"load": "broker.catalogue.loading", "schema_text": "broker.catalogue.schema"}


def __getattr__(name: str) -> object:
    """Import what is needed late. Raises AttributeError for a name that is not there."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_LATE[name]), name)
    globals()[name] = found
    return found
