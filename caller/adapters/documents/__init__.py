"""Documents on paper: set by Typst as PDF/A, signed by pyHanko."""

from caller.adapters.documents.pdf_sealer import PdfSealer
from caller.adapters.documents.sandbox_key import SealKey, mint_seal
from caller.adapters.documents.typst_papers import FontsMissing, TypstPapers

__all__ = ["FontsMissing", "PdfSealer", "SealKey", "TypstPapers", "mint_seal"]
