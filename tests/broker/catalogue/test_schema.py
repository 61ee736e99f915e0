"""The written JSON schema is that of the models."""

from pathlib import Path

from broker.catalogue import schema_text

SCHEMA = Path(__file__).parents[3] / "config" / "schema" / "catalogue.schema.json"


def test_the_written_schema_is_not_out_of_date() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(), "run: hallctl catalogue schema"
