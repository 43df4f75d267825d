"""docs/serve-api.md, made of the OpenAPI document: python -m tests.serve.write_api."""

from __future__ import annotations

from typing import Any

from crawler.serve.api.openapi import document
from tests import places

PAGE = places.DOCS / "serve-api.md"
_HEAD = """# The server's API

Written by `make schemas` from the OpenAPI document, which [`wiretrace serve`](serve.md) gives at `/api/openapi.json` with every key of every answer; rows are those of the
[exports](export-formats.md). Everything is read-only. Lists answer with `total`, `note` and `items`. What is refused has a status of 4xx and one key, `error`. With a token: `Authorization: Bearer TOKEN`.
"""


def page() -> str:
    """Return the page."""
    parts = [_HEAD]
    for path, methods in document()["paths"].items():
        for method, about in methods.items():
            parts.append(f"## {method.upper()} {path}\n\n{about['summary']}.\n")
            if rows := list(_rows(about)):
                parts.append("| parameter | type | means |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _rows(about: dict[str, Any]) -> list[str]:
    if "requestBody" in about:
        body = about["requestBody"]["content"]["application/json"]["schema"]
        return [
            _row(name, each, each.get("description", ""), name in body["required"])
            for name, each in body["properties"].items()
        ]
    return [
        _row(each["name"], each["schema"], each.get("description", "in the path"), each["required"])
        for each in about["parameters"]
    ]


def _row(name: str, schema: dict[str, Any], means: str, required: bool) -> str:
    bounds = [
        f"{word} {schema[key]}"
        for key, word in (("minimum", "from"), ("maximum", "to"), ("maxLength", "characters at most:"))
        if key in schema
    ]
    default = [] if required else [f"default {schema['default']}" if schema.get("default") != "" else "may be left out"]
    return f"| `{name}` | {', '.join([schema['type'], *bounds, *default])} | {means} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
