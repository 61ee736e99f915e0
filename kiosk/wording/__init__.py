"""Everything a kiosk says, in three languages: one file per language, and the names of the catalogue in each."""

from kiosk.wording.languages import WORDINGS, wording
from kiosk.wording.names import Named, name_in, text_in
from kiosk.wording.numbers import form_for
from kiosk.wording.script import to_traditional
from kiosk.wording.texts import Wording

__all__ = ["WORDINGS", "Named", "Wording", "form_for", "name_in", "text_in", "to_traditional", "wording"]
