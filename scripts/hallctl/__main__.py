"""`hallctl`: every verb of the technicians' command line. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.

Only the module of the verb that was typed is imported: `hallctl card` need not wait for the catalogue and the journal.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from types import MappingProxyType

import typer

MODULES = MappingProxyType(
    {
        "cards": ("card", "uncard", "badge"),
        "screens": ("tap", "show", "paper"),
        "papers": ("scan", "papers", "draw"),
        "pads": ("key", "rate"),
        "approvals": ("approve", "prove"),
        "scenario": ("scenario",),
        "faults": ("break", "fix", "doctor"),
        "clock": ("clock",),
        "journal": ("journal", "verify"),
        "catalogue": ("catalogue",),
        "forms": ("forms",),
        "contract": ("contract",),
        "simulate": ("simulate",),
        "bench": ("bench",),
    }
)
"""Module → the verbs it brings, in the order of the help."""


def make_app(verb: str | None) -> typer.Typer:
    """Give the command line with the module of one verb, or with all of them when that is no verb."""
    app = typer.Typer(
        name="hallctl",
        help="Work and examine a hall. Verbs that need a running one find it through --state.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_group)
    chosen = [module for module, verbs in MODULES.items() if verb in verbs] or list(MODULES)
    for module in chosen:
        app.add_typer(_verbs(module))
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one verb."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    make_app(words[0] if words else None)(words)


def _group() -> None:
    """Work and examine a hall. Verbs that need a running one find it through --state."""


def _verbs(module: str) -> typer.Typer:
    found: object = import_module(f"scripts.hallctl.{module}").app
    if not isinstance(found, typer.Typer):
        raise TypeError(f"scripts.hallctl.{module}.app is no Typer app")
    return found


if __name__ == "__main__":
    main()
