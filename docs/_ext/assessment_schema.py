"""Derives ``docs/assessment.schema.json`` from the classes that the engine builds.

python docs/_ext/assessment_schema.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from gravida.engine.assessment import Assessment

SCHEMA = Path(__file__).parents[1] / "assessment.schema.json"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of an assessment. Every field is required, and there are no others."""
    derived = TypeAdapter(Assessment).json_schema(ref_template="#/$defs/{model}")
    parts = {name: _closed(part) for name, part in sorted(derived.pop("$defs").items())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:gravida:assessment",
        **_closed(derived),
        "$defs": parts,
    }


def _closed(part: dict[str, Any]) -> dict[str, Any]:
    """Drop the titles that only repeat a name, and let no field in that is not named."""
    fields = {
        name: {key: value for key, value in about.items() if key != "title"}
        for name, about in part["properties"].items()
    }
    head = {key: part[key] for key in ("title", "description", "type") if key in part}
    return {**head, "additionalProperties": False, "required": part["required"], "properties": fields}


def text() -> str:
    """Return the file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(text(), encoding="utf-8")
