"""The console on the web: the clerk's caller, the manager's wall, notices, public boards. One folder a page."""

from caller.console.accounts import Accounts, Credentials, mint
from caller.console.app import ConsoleApp, create_app
from caller.console.serving import RunningConsole, serve

__all__ = ["Accounts", "ConsoleApp", "Credentials", "RunningConsole", "create_app", "mint", "serve"]
