"""What a query costs in points, and whether its pages are within bounds.

https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api:
each connection needs `first` or `last`, at most 100; the points are the number
of requests that the nested connections stand for, divided by 100.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphql import DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode, SelectionSetNode

MOST_NODES = 500_000


@dataclass(slots=True)
class Price:
    requests: int = 0
    nodes: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)

    @property
    def cost(self) -> int:
        return max(1, round(self.requests / 100))


class _Walk:
    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: dict[str, Any]) -> None:
        from graphql import FragmentDefinitionNode

        self.schema, self.variables, self.price = schema, variables, Price()
        self.fragments = {
            d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
        }

    def selections(self, chosen: SelectionSetNode | None, kind: Any, times: int, path: list[str]) -> None:
        from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode

        for one in chosen.selections if chosen else ():
            if isinstance(one, FieldNode):
                self.one_field(one, kind, times, path)
            elif isinstance(one, InlineFragmentNode):
                condition = getattr(one, "type_condition", None)  # none in `... @include(if: $x) { … }`
                inner = self.schema.get_type(condition.name.value) if condition else kind
                self.selections(one.selection_set, inner, times, path)
            elif isinstance(one, FragmentSpreadNode):
                fragment = self.fragments[one.name.value]
                inner = self.schema.get_type(fragment.type_condition.name.value)
                self.selections(fragment.selection_set, inner, times, path)

    def one_field(self, node: FieldNode, kind: Any, times: int, path: list[str]) -> None:
        from graphql import get_named_type

        definition = getattr(kind, "fields", {}).get(node.name.value)
        if definition is None or node.selection_set is None:
            return
        inner = get_named_type(definition.type)
        here = [*path, node.alias.value if node.alias else node.name.value]
        if inner.name.endswith("Connection"):
            size = self.size_of(node, here)
            self.price.requests += times
            self.price.nodes += times * size
            times *= size
        self.selections(node.selection_set, inner, times, here)

    def size_of(self, node: FieldNode, path: list[str]) -> int:
        given = {a.name.value: self.value(a.value) for a in node.arguments}
        name = node.name.value
        for bound in ("first", "last"):
            if given.get(bound) is not None:
                size = given[bound]
                if size > 100:
                    asked = f"Requesting {size} records on the `{name}` connection"
                    message = f"{asked} exceeds the `{bound}` limit of 100 records."
                    self.refuse("EXCESSIVE_PAGINATION", message, path)
                return int(size)
        message = f"You must provide a `first` or `last` value to properly paginate the `{name}` connection."
        self.refuse("MISSING_PAGINATION_BOUNDARIES", message, path)
        return 0

    def value(self, node: Any) -> Any:
        from graphql import IntValueNode, VariableNode

        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value)
        return int(node.value) if isinstance(node, IntValueNode) else None

    def refuse(self, kind: str, message: str, path: list[str]) -> None:
        self.price.errors.append({"type": kind, "path": path, "message": message})


def price(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: dict[str, Any],
) -> Price:
    walk = _Walk(schema, document, variables)
    for definition in operation.variable_definitions or ():
        default = definition.default_value
        if default is not None:
            walk.variables = {definition.variable.name.value: walk.value(default), **walk.variables}
    root = schema.mutation_type if operation.operation.value == "mutation" else schema.query_type
    walk.selections(operation.selection_set, root, 1, [])
    if walk.price.nodes > MOST_NODES:
        asked = f"This query requests up to {walk.price.nodes:,} possible nodes"
        message = f"{asked} which exceeds the maximum limit of {MOST_NODES:,}."
        walk.price.errors.append({"type": "MAX_NODE_LIMIT_EXCEEDED", "message": message})
    return walk.price
