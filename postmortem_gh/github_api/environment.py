"""Which GitHub, and with which token: the variables of a job, looked at in one pass.

Used by transport and workflow/event. Addresses come from the environment
alone, never from a file or an event's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from urllib.parse import urlsplit

from postmortem_gh.errors import ConfigurationError, docs
from postmortem_gh.values.lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where GitHub is."""

    api_url: str
    graphql_url: str
    token: str = field(repr=False)


def addresses(environment: Mapping[str, str]) -> Addresses:
    """The addresses and the token; raises with all that is wrong."""
    wrong = problems(environment)
    if wrong:
        refuse(wrong)
    return Addresses(api_url=_api(environment), graphql_url=_graphql(environment), token=_token(environment))


def problems(environment: Mapping[str, str]) -> list[str]:
    """All that is wrong with them, one sentence each."""
    wrong = []
    token = _token(environment)
    if not token:
        wrong.append("there is no token: set GITHUB_TOKEN (in a job: `token: ${{ github.token }}`)")
    elif not token.isascii() or not token.isprintable() or " " in token:
        wrong.append("the token holds blanks or letters that no token has: copy it again")
    api, graphql = urlsplit(_api(environment)), urlsplit(_graphql(environment))
    for name, parts in (("GITHUB_API_URL", api), ("GITHUB_GRAPHQL_URL", graphql)):
        if parts.scheme not in ("http", "https") or not parts.hostname:
            wrong.append(f"{name} is no http address: https://api.github.com is github.com's")
    if api.hostname and graphql.hostname and api.hostname != graphql.hostname:
        wrong.append(
            "GITHUB_GRAPHQL_URL names another host than GITHUB_API_URL, and the token goes to one host alone"
        )
    return wrong


def refuse(wrong: list[str]) -> None:
    """Raise one error that holds all of ``wrong``."""
    raise ConfigurationError(
        "the environment is not that of a job" if len(wrong) > 1 else wrong[0].partition(":")[0],
        "; ".join(wrong),
        "let action.yml start the command, or set these variables as a job has them",
        docs("configuration#environment"),
    )


def _token(environment: Mapping[str, str]) -> str:
    names = ("POSTMORTEM_TOKEN", "GITHUB_TOKEN", "GH_TOKEN")
    return next((value for name in names if (value := environment.get(name, "").strip())), "")


def _api(environment: Mapping[str, str]) -> str:
    return (environment.get("GITHUB_API_URL") or "https://api.github.com").strip().rstrip("/")


def _graphql(environment: Mapping[str, str]) -> str:
    said = (environment.get("GITHUB_GRAPHQL_URL") or "").strip().rstrip("/")
    # A server's REST lives under /api/v3 and its GraphQL under /api/graphql.
    return said or _api(environment).removesuffix("/v3") + "/graphql"
