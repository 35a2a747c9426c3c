"""Holds the embedded GitHub against GitHub's published schemas. Run by script/check-schemas.

    python tests/local_github/against_schemas.py FOLDER TRANSCRIPT

FOLDER holds the npm packages graphql-schema, openapi and openapi-webhooks;
TRANSCRIPT the files of what tests asked and were answered, one JSON list a line. Four looks:
our cut of the GraphQL schema is a part of GitHub's; every document that was sent
is valid by GitHub's own schema; every REST answer has the shape that the OpenAPI
description promises for its route and status; and so has every event.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
OURS = ROOT / "postmortem_gh" / "local_github"
ADDITIONS = (OURS / "schema-additions.graphql").read_text()


def github_schema(folder: Path) -> Any:
    from graphql import build_schema, extend_schema, parse

    text = (folder / "graphql-schema" / "schema.graphql").read_text()
    # The package defines a field twice: it is taken as it is.
    published = build_schema(text, assume_valid=True, assume_valid_sdl=True)
    return extend_schema(published, parse(ADDITIONS), assume_valid=True, assume_valid_sdl=True)


# ── our cut ──


def differences(ours: Any, theirs: Any) -> Iterator[str]:
    for name, kind in ours.type_map.items():
        other = theirs.type_map.get(name)
        if other is None:
            yield f"{name}: GitHub has no such type"
        elif type(kind) is not type(other):
            yield f"{name}: another kind of type"
        elif not name.startswith("__"):
            yield from _of_type(name, kind, other)


def _of_type(name: str, kind: Any, other: Any) -> Iterator[str]:
    if hasattr(kind, "values"):
        yield from (f"{name}: GitHub has no value {value}" for value in set(kind.values) - set(other.values))
    if hasattr(kind, "types"):
        known = {member.name for member in other.types}
        yield from (f"{name}: {m.name} is no member" for m in kind.types if m.name not in known)
    for field, definition in getattr(kind, "fields", {}).items():
        theirs = other.fields.get(field)
        if theirs is None:
            yield f"{name}.{field}: GitHub has no such field"
        elif str(theirs.type) != str(definition.type):
            yield f"{name}.{field}: {definition.type}, GitHub has {theirs.type}"
        else:
            yield from _of_arguments(f"{name}.{field}", definition, theirs)


def _of_arguments(where: str, ours: Any, theirs: Any) -> Iterator[str]:
    for name, argument in getattr(ours, "args", {}).items():
        other = theirs.args.get(name)
        if other is None or str(other.type) != str(argument.type):
            yield f"{where}({name}: {argument.type}): GitHub has {other and other.type}"
    for name, argument in getattr(theirs, "args", {}).items():
        if str(argument.type).endswith("!") and name not in ours.args:
            yield f"{where}: GitHub needs {name}"


# ── what was sent and answered ──


def exchanges(transcript: Path) -> Iterator[tuple[str, str, str, int, str]]:
    for line in (line for file in sorted(transcript.iterdir()) for line in file.open(encoding="utf-8")):
        method, path, sent, status, answered = json.loads(line)
        yield method, path, sent, status, answered


def documents(transcript: Path) -> Iterator[tuple[str, bool]]:
    """Each GraphQL document, once, and whether the embedded GitHub took it as valid."""
    seen: dict[str, bool] = {}
    for _, path, sent, _, answered in exchanges(transcript):
        if path == "/graphql" and sent.startswith("{"):
            query = json.loads(sent).get("query")
            if isinstance(query, str):
                refused = '"extensions"' in answered or (
                    '"data"' not in answered and '"type"' not in answered
                )
                seen[query] = seen.get(query, False) or not refused
    yield from seen.items()


def documents_of_ours() -> Iterator[str]:
    """What the program can send, whether a test did or not: each query of its folder, each mutation."""
    from postmortem_gh.github_api.documents import document
    from postmortem_gh.github_api.mutations import MUTATIONS

    for file in sorted((ROOT / "postmortem_gh" / "github_api" / "queries").glob("*.graphql")):
        if file.stem != "fragments":
            yield document(file.stem)
            if "\n    # names\n" in file.read_text():
                yield document(file.stem, logins=2, numbers=2)
    for known in MUTATIONS.values():
        yield f"mutation($i: {known.input_type}!) {{ {known.field}(input: $i) {{ {known.asks} }} }}"


def invalid_documents(transcript: Path, schema: Any) -> Iterator[str]:
    from graphql import parse, validate

    sent = [query for query, taken in documents(transcript) if taken]
    for query in [*documents_of_ours(), *sent]:
        for error in validate(schema, parse(query)):
            yield f"{error.message} in\n{query[:400]}"


class Description:
    """An OpenAPI file, asked for the schema of an answer."""

    def __init__(self, file: Path) -> None:
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT202012

        self.whole = json.loads(file.read_text(encoding="utf-8"))
        in_json_schemas_words(self.whole)
        resource = Resource(contents=self.whole, specification=DRAFT202012)
        self.registry = Registry().with_resource("urn:github", resource)
        self.routes = [
            (self._pattern(path), path) for path in sorted(self.whole.get("paths", {}), key=_specific)
        ]

    @staticmethod
    def _pattern(path: str) -> re.Pattern[str]:
        greedy = ("path", "ref", "branch", "basehead")
        parts = re.split(r"(\{\w+\})", path)
        made = [
            (".*" if p.strip("{}") in greedy else "[^/]+") if p.startswith("{") else re.escape(p)
            for p in parts
        ]
        return re.compile("".join(made))

    def route(self, path: str) -> str | None:
        return next((found for pattern, found in self.routes if pattern.fullmatch(path)), None)

    def schema_at(self, *keys: str) -> Any:
        pointer = "/".join(k.replace("~", "~0").replace("/", "~1") for k in keys)
        return self.validator(f"urn:github#/{pointer}")

    @cache  # noqa: B019  the description lives as long as the program
    def validator(self, reference: str) -> Any:
        from jsonschema import Draft202012Validator

        return Draft202012Validator({"$ref": reference}, registry=self.registry)

    def complaints(self, method: str, path: str, status: int, answered: str) -> Iterator[str]:
        route = self.route(path)
        promised = route and self.whole["paths"][route].get(method.lower(), {}).get("responses")
        if not promised:
            yield f"{method} {path}: GitHub has no such route"
            return
        response = promised.get(str(status))
        if response is None:
            if status < 400:
                yield f"{method} {route}: GitHub does not answer {status} (but {', '.join(promised)})"
            return
        keys = ("paths", str(route), method.lower(), "responses", str(status))
        if "$ref" in response:
            keys = tuple(response["$ref"].removeprefix("#/").split("/"))
            response = self.whole["components"]["responses"][keys[-1]]
        if "content" in response and answered:
            media = (
                "application/json"
                if "application/json" in response["content"]
                else next(iter(response["content"]))
            )
            validator = self.schema_at(*keys, "content", media, "schema")
            for error in list(validator.iter_errors(json.loads(answered)))[:3]:
                yield f"{method} {route} {status}: {_said(error)}"


def _specific(path: str) -> tuple[int, str]:
    """Routes with fewer blanks first: /search/issues before /{a}/{b}."""
    return path.count("{"), path


def _said(error: Any) -> str:
    """The deepest of the reasons, with its place."""
    while error.context:
        error = min(error.context, key=lambda e: (len(e.context or ()), -len(e.absolute_path)))
    return f"{'.'.join(map(str, error.absolute_path)) or 'the answer'}: {error.message[:300]}"


def in_json_schemas_words(value: Any) -> None:
    """OpenAPI 3.0's `nullable`, in place. A `oneOf` is taken as `anyOf`: GitHub's own choices overlap."""
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            waiting.extend(current.values())
            if isinstance(current.get("oneOf"), list):
                current["anyOf"] = current.pop("oneOf")
            if current.get("nullable") is True:
                rest = {k: current.pop(k) for k in list(current)}
                del rest["nullable"]
                current["anyOf"] = [rest, {"type": "null"}]
        elif isinstance(current, list):
            waiting.extend(current)


def wrong_answers(transcript: Path, description: Description) -> Iterator[str]:
    for method, path, _, status, answered in exchanges(transcript):
        # Tests ask for what no route is (a name that is missing), and follow redirects by number.
        odd = path == "/graphql" or "//" in path or path.startswith("/repositories/")
        if not odd and status not in (401, 304) and status < 500:
            yield from description.complaints(method, path, status, answered)


def wrong_events(folder: Path) -> Iterator[str]:
    from tests.local_github.events import all_events

    description = Description(folder / "openapi-webhooks" / "generated" / "api.github.com.json")
    schemas = description.whole["components"]["schemas"]
    for event in all_events():
        name = f"webhook-{event.name.replace('_', '-')}-{event.action}"
        if name not in schemas:
            yield f"{name}: GitHub sends no such event"
            continue
        for error in list(description.schema_at("components", "schemas", name).iter_errors(event.payload))[
            :3
        ]:
            yield f"{name}: {_said(error)}"


def main(folder: Path, transcript: Path) -> int:
    from postmortem_gh.local_github.graphql import schema

    theirs = github_schema(folder)
    looks = {
        "our cut of the schema": list(differences(schema(), theirs)),
        "documents sent": list(invalid_documents(transcript, theirs)),
        "REST answers": list(
            wrong_answers(transcript, Description(folder / "openapi" / "generated" / "api.github.com.json"))
        ),
        "events": list(wrong_events(folder)),
    }
    asked = Counter("GraphQL" if e[1] == "/graphql" else "REST" for e in exchanges(transcript))
    kinds = sum(1 for _ in documents(transcript))
    print(
        f"looked at {asked['GraphQL']} GraphQL requests ({kinds} documents) and {asked['REST']} REST requests"
    )
    for look, found in looks.items():
        print(f"{'ok  ' if not found else 'FAIL'} {look}: {len(found)} differences")
        for line, times in Counter(found).most_common(40):
            print(f"     {line}" + (f" ({times} times)" if times > 1 else ""))
    return 1 if any(looks.values()) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
