"""The public page behind the QR of a printed certificate."""

from caller.console.verify.routes import VerifyPage

__all__ = ["VerifyPage"]
