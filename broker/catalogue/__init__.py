"""The service catalogue: a hall as data, its loader and its checker. Imports only terms, settings and errors of ours."""

from broker.catalogue.catalogue import Catalogue, catalogue_hash
from broker.catalogue.errors import CatalogueBroken, CatalogueError, UnknownCode
from broker.catalogue.load import load

__all__ = ["Catalogue", "CatalogueBroken", "CatalogueError", "UnknownCode", "catalogue_hash", "load"]
