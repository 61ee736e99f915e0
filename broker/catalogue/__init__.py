"""The service catalogue: a hall as data, its loader and its checker. Of ours it imports only `broker.terms`."""

from broker.catalogue.catalogue import Catalogue, catalogue_hash
from broker.catalogue.errors import CatalogueBroken, CatalogueError, UnknownCode
from broker.catalogue.load import load
from broker.catalogue.schema import schema_text

__all__ = ["Catalogue", "CatalogueBroken", "CatalogueError", "UnknownCode", "catalogue_hash", "load", "schema_text"]
