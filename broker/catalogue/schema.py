"""The JSON schema of the catalogue's files, for editors; a test keeps the written copy equal to the models."""

import json

from broker.catalogue.contents import Contents


def schema_text() -> str:
    """Give the schema as the text that is kept in `config/schema/catalogue.schema.json`."""
    schema = Contents.model_json_schema(by_alias=True)
    del schema["required"]  # one file holds some of the keys: an editor shall not miss the others in it
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "The catalogue of a hall: each config/hall/*.toml holds some of these keys"
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
