"""Personal data at rest."""

from caller.adapters.vault.vault import SqlVault

__all__ = ["SqlVault"]
