"""Every outside system as a sandbox (沙箱): the default, until a hall connects the real one.

They answer from the catalogue's fictional people and can be slow, dead or failing on command.
"""

from caller.adapters.sandbox.databases import SandboxDatabases
from caller.adapters.sandbox.dials import Dials, Mode
from caller.adapters.sandbox.licences import SandboxLibrary
from caller.adapters.sandbox.messages import SandboxMessenger, SandboxOutbox
from caller.adapters.sandbox.seal import SandboxSealer

__all__ = ["Dials", "Mode", "SandboxDatabases", "SandboxLibrary", "SandboxMessenger", "SandboxOutbox", "SandboxSealer"]
