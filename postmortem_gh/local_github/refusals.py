"""What GitHub says when it refuses: one exception, and its literal sentences.

An operation raises `Refused`; `graphql.py` shows it as an entry of `errors`
with a type, `rest.py` as a status and a body. Sentences are GitHub's own where
they are known; where no source gives one, it is plain and marked `own words`.
"""

from __future__ import annotations

from typing import Any

BY_INTEGRATION = "Resource not accessible by integration"
ARCHIVED = "Repository was archived so is read-only."
ISSUES_OFF = "Issues has been disabled in this repository."
NO_PULLS = "GitHub Actions is not permitted to create or approve pull requests."
TOO_LONG = "body is too long (maximum is 65536 characters)"
COMMENT_TOO_LONG = "Body is too long (maximum is 65536 characters)"
LOCKED = "Unable to create comment because issue is locked."
SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. "
    "If you reach out to GitHub Support for help, please include the request ID."
)
ONE_PARENT = (
    "An error occured while adding the sub-issue to the parent issue. "
    "Issue may not contain duplicate sub-issues and Sub issue may only have one parent"
)


class Refused(Exception):
    """GitHub did not do it. `kind` is GraphQL's error type, `status` the REST answer's."""

    def __init__(
        self,
        kind: str,
        message: str,
        status: int = 422,
        errors: list[Any] | None = None,
        rest: str | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.status = status
        self.errors = errors
        self.rest_message = rest or message
        self.headers: dict[str, str] = {}


def not_found(message: str) -> Refused:
    return Refused("NOT_FOUND", message, 404, rest="Not Found")


def no_node(node_id: object) -> Refused:
    return not_found(f"Could not resolve to a node with the global id of '{node_id}'.")


def by_integration() -> Refused:
    return Refused("FORBIDDEN", BY_INTEGRATION, 403)


def forbidden(message: str) -> Refused:
    return Refused("FORBIDDEN", message, 403)


def gone(message: str) -> Refused:
    return Refused("NOT_FOUND", message, 410)


def invalid(message: str, resource: str, field: str, code: str = "custom", rest_error: Any = None) -> Refused:
    """422 `Validation Failed` with its list of errors; in GraphQL the sentence alone."""
    error = rest_error or {"resource": resource, "code": code, "field": field, "message": message}
    return Refused("UNPROCESSABLE", message, 422, errors=[error], rest="Validation Failed")


def unprocessable(message: str, status: int = 422) -> Refused:
    return Refused("UNPROCESSABLE", message, status)


def stale(expected: str) -> Refused:
    # Two blanks: as GitHub writes it.
    return Refused(
        "STALE_DATA", f'Expected branch to point to "{expected}" but it did not.  Pull and try again.', 409
    )
