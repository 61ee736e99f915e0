"""`hallctl`: every verb of the technicians' command line. Exit codes: 0 done, 1 refused or failed, 2 wrong usage."""

import typer

from scripts.hallctl import cards, catalogue, clock, contract, faults, journal, pads, screens

app = typer.Typer(
    name="hallctl",
    help="Work and examine a hall. Verbs that need a running one find it through --state.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for verbs in (cards, screens, pads, faults, clock, journal):
    app.add_typer(verbs.app)
app.add_typer(catalogue.app)
app.add_typer(contract.app)


def main() -> None:
    """Run one verb."""
    app()


if __name__ == "__main__":
    main()
