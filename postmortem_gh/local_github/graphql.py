"""The GraphQL interface: one request in, GitHub's kind of answer out.

graphql-core executes our cut of GitHub's schema against the world. Around it
stand GitHub's own habits: HTTP 200 with `errors`, types on errors, pages of at
most 100 that must be asked for, points, and mutations that run in order, each
on its own.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postmortem_gh.local_github.refusals import Refused
from postmortem_gh.local_github.session import Session

if TYPE_CHECKING:
    from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

MOST_NODES = 500_000
FOLDER = Path(__file__).parent


class Torn(BaseException):
    """The request was cut in the middle of its mutations: what ran stays done."""


@dataclass(frozen=True, slots=True)
class Parsed:
    document: DocumentNode | None
    errors: tuple[dict[str, Any], ...]


@lru_cache(maxsize=1)
def schema() -> GraphQLSchema:
    """The schema with its resolvers, built once a process (about 0.1 s)."""
    from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLUnionType, build_schema

    from postmortem_gh.local_github.fields import type_name

    text = "\n".join((FOLDER / name).read_text() for name in ("schema.graphql", "schema-additions.graphql"))
    made = build_schema(text, assume_valid=True, assume_valid_sdl=True)
    for kind in made.type_map.values():
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for name, field in kind.fields.items():
                field.resolve = _mutation(name) if kind is made.mutation_type else _resolver(kind.name, name)
        elif isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            kind.resolve_type = lambda value, *_: type_name(value)
    for scalar in ("DateTime", "GitTimestamp"):
        made.type_map[scalar].serialize = _show_time  # type: ignore[attr-defined]  # both are scalars
    return made


def _show_time(value: Any) -> Any:
    return value if isinstance(value, str) else value.strftime("%Y-%m-%dT%H:%M:%SZ")


def _resolver(kind: str, name: str) -> Any:
    from postmortem_gh.local_github.fields import FIELDS

    found = FIELDS.get(f"{kind}.{name}")
    if found is not None:
        wanted = found.__code__.co_argcount
        if wanted == 1:
            return lambda source, _info, **_args: found(source)
        if wanted == 2:
            return lambda source, info, **_args: found(source, info.context)
        return lambda source, info, **args: found(source, info.context, args)
    return partial(_attribute, re.sub(r"([A-Z])", lambda m: "_" + m[1].lower(), name), name)


def _attribute(snake: str, name: str, source: Any, _info: Any, **_args: Any) -> Any:
    return source.get(name) if isinstance(source, dict) else getattr(source, snake)


def _mutation(name: str) -> Any:
    from postmortem_gh.local_github.mutations import MUTATIONS

    act = MUTATIONS[name]

    def run(_source: Any, info: Any, **args: Any) -> dict[str, Any]:
        session: Session = info.context
        given: dict[str, Any] = args["input"]
        _cut(session)
        session.doing = name[0].upper() + name[1:]
        return {"clientMutationId": given.get("clientMutationId"), **act(session, given)}

    return run


def _cut(session: Session) -> None:
    """Ends the request, or fails this alias, when the faults say so."""
    left = session.answers.get("aliases_left")
    if isinstance(left, int):
        if left <= 0:
            raise Torn
        session.answers["aliases_left"] = left - 1
    until = session.answers.get("aliases_until_failure")
    if isinstance(until, int):
        session.answers["aliases_until_failure"] = until - 1
        if until == 0:
            raise Refused("", "Something went wrong while executing your query.")


# ── reading the request ──


@lru_cache(maxsize=512)
def parsed(query: str) -> Parsed:
    """Parsed and validated once for each text."""
    from graphql import GraphQLError, parse, validate

    try:
        document = parse(query)
    except GraphQLError as error:
        return Parsed(None, (_plain(error),))
    found = validate(schema(), document)
    return Parsed(document, tuple(_plain(e) for e in found))


# graphql-core's sentences → GitHub's sentence and code.
SAYINGS = (
    (
        r"Cannot query field '(\w+)' on type '(\w+)'",
        "Field '{0}' doesn't exist on type '{1}'",
        "undefinedField",
    ),
    (
        r"Unknown argument '(\w+)' on field '\w+\.(\w+)'",
        "Field '{1}' doesn't accept argument '{0}'",
        "argumentNotAccepted",
    ),
    (r"Unknown type '(\w+)'", "No such type {0}, so it can't be a fragment condition", "undefinedType"),
    (
        r"Field '(\w+)' is not defined by type '(\w+)'",
        "InputObject '{1}' doesn't accept argument '{0}'",
        "argumentNotAccepted",
    ),
)


def _plain(error: Any) -> dict[str, Any]:
    """A parse or validation error: no type, no data, a code among the extensions."""
    at = [{"line": loc.line, "column": loc.column} for loc in error.locations or ()]
    for pattern, saying, code in SAYINGS:
        if found := re.match(pattern, error.message):
            return {"message": saying.format(*found.groups()), "locations": at, "extensions": {"code": code}}
    return {"message": error.message, "locations": at}


def operation_of(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    from graphql import OperationDefinitionNode

    found = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    named = [d for d in found if name is None or (d.name and d.name.value == name)]
    return named[0] if len(named) == 1 else None


@dataclass(slots=True)
class Question:
    """A request understood so far as the rest needs it: kind, root names, price."""

    document: DocumentNode
    operation: OperationDefinitionNode
    variables: dict[str, Any]
    names: tuple[str, ...]
    cost: int
    nodes: int
    errors: list[dict[str, Any]]

    @property
    def is_write(self) -> bool:
        return self.operation.operation.value == "mutation"

    @property
    def name(self) -> str | None:
        return self.operation.name.value if self.operation.name else None


def understand(body: bytes) -> Question | dict[str, Any]:
    """The question, or the answer that refuses it (validation errors come with HTTP 200)."""
    try:
        sent = json.loads(body)
        query = sent["query"]
    except (ValueError, KeyError, TypeError):
        return {
            "message": "Problems parsing JSON",
            "documentation_url": "https://docs.github.com/graphql",
            "status": 400,
        }
    if not isinstance(query, str):
        return {"errors": [{"message": "A query attribute must be specified and must be a string."}]}
    known = parsed(query)
    if known.document is None or known.errors:
        return {"errors": list(known.errors)}
    operation = operation_of(known.document, sent.get("operationName"))
    if operation is None:
        return {"errors": [{"message": "An operation name is required"}]}
    variables = sent.get("variables") or {}
    from postmortem_gh.local_github.price import price

    priced = price(schema(), known.document, operation, variables)
    names = tuple(s.name.value for s in operation.selection_set.selections if hasattr(s, "name"))
    return Question(known.document, operation, variables, names, priced.cost, priced.nodes, priced.errors)


# ── answering ──


def answer(session: Session, question: Question) -> dict[str, Any]:
    """`{"data": …}`, with `errors` beside it where a part failed."""
    from graphql import execute_sync

    if question.errors:
        return {"errors": question.errors}
    session.answers.update(cost=question.cost, nodes=question.nodes)
    result = execute_sync(
        schema(),
        question.document,
        variable_values=question.variables,
        context_value=session,
        operation_name=question.name,
    )
    shown: dict[str, Any] = {"data": result.data}
    if result.errors:
        shown["errors"] = [_shown(error) for error in result.errors]
        if result.data is None and not any(isinstance(e.original_error, Refused) for e in result.errors):
            del shown["data"]
    return shown


def _shown(error: Any) -> dict[str, Any]:
    original = error.original_error
    at = [{"line": loc.line, "column": loc.column} for loc in error.locations or ()]
    if isinstance(original, Refused):
        kind = {"type": original.kind} if original.kind else {}
        return {**kind, "path": error.path, "locations": at, "message": original.message}
    if original is not None and not error.message.startswith(("Cannot return null", "Variable")):
        raise original  # a bug of this stand-in: loud, not an answer
    return {"message": error.message, "locations": at, **({"path": error.path} if error.path else {})}


def limited(message: str) -> dict[str, Any]:
    return {"errors": [{"type": "RATE_LIMITED", "message": message}]}
