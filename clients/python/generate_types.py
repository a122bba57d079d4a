"""Makes satchel_client/types.py of the API's description: generate_types.py OPENAPI.JSON > types.py"""

import json
import sys
import textwrap

PLAIN = {"string": "str", "integer": "int", "boolean": "bool", "number": "float"}

HEAD = '''"""What goes over the wire, as docs/openapi.yaml says. Made by generate_types.py."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict
'''

# What an upload sends is written piece by piece, and never held as a whole.
STREAMED = {"Upload", "UploadForm", "UploadedFile"}


def hint(schema: dict) -> str:
    """The type of a value."""
    if "allOf" in schema:
        [schema_of] = schema["allOf"]
        named = hint(schema_of)
    elif "$ref" in schema:
        named = schema["$ref"].rsplit("/", 1)[1]
    elif "enum" in schema:
        named = f"Literal[{', '.join(json.dumps(value) for value in schema['enum'] if value is not None)}]"
    elif schema["type"] == "array":
        named = f"list[{hint(schema['items'])}]"
    else:
        named = PLAIN[schema["type"]]
    return f"{named} | None" if schema.get("nullable") else named


def comment(text: str, indent: str) -> str:
    return "".join(f"{indent}# {line}\n" for line in textwrap.wrap(text, 100))


def definition(name: str, schema: dict) -> str:
    if "properties" not in schema:
        return f"\n{name} = {hint(schema)}\n"
    required = schema.get("required", [])
    lines = f"\n\nclass {name}(TypedDict):\n"
    for field, of in schema["properties"].items():
        lines += comment(of.get("description", ""), "    ")
        lines += f"    {field}: {hint(of)}\n" if field in required else f"    {field}: NotRequired[{hint(of)}]\n"
    return lines


def main(path: str) -> None:
    with open(path, encoding="utf-8") as file:
        schemas = json.load(file)["components"]["schemas"]
    kept = {name: schema for name, schema in schemas.items() if name not in STREAMED}
    aliases = {name: schema for name, schema in kept.items() if "properties" not in schema}
    print(HEAD + "".join(definition(*it) for it in (aliases | kept).items()), end="")


main(sys.argv[1])
