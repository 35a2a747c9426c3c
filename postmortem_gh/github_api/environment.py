"""Which GitHub, and with which token: the variables of a job, looked at in one pass.

Used by transport and workflow/event. Addresses come from the environment
alone, never from a file or an event's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from postmortem_gh.errors import ConfigurationError, docs
from postmortem_gh.values.lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where GitHub is."""

    api_url: str
    graphql_url: str
    token: str = field(repr=False)


class Wrong(NamedTuple):
    """One thing about the environment that cannot be right: what, why, and how to mend it."""

    what: str
    why: str
    fix: str

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"


def addresses(environment: Mapping[str, str]) -> Addresses:
    """The addresses and the token; raises with all that is wrong."""
    wrong = problems(environment)
    if wrong:
        refuse(wrong)
    return Addresses(api_url=_api(environment), graphql_url=_graphql(environment), token=_token(environment))


def problems(environment: Mapping[str, str]) -> list[Wrong]:
    """All that is wrong with them."""
    wrong = []
    token = _token(environment)
    if not token:
        wrong.append(
            Wrong(
                "there is no token",
                "POSTMORTEM_TOKEN, GITHUB_TOKEN and GH_TOKEN are not set",
                "set GITHUB_TOKEN (in a job: `token: ${{ github.token }}`)",
            )
        )
    elif not token.isascii() or not token.isprintable() or " " in token:
        wrong.append(
            Wrong("the token is none", "it holds blanks or letters that no token has", "copy it again")
        )
    api, graphql = _split(_api(environment)), _split(_graphql(environment))
    for name, parts in (("GITHUB_API_URL", api), ("GITHUB_GRAPHQL_URL", graphql)):
        if parts.scheme not in ("http", "https") or not parts.hostname:
            wrong.append(
                Wrong(
                    f"{name} is no http address",
                    f"it is “{parts.geturl()[:80]}”",
                    "leave it out for github.com, whose address is https://api.github.com",
                )
            )
    if api.hostname and graphql.hostname and api.hostname != graphql.hostname:
        wrong.append(
            Wrong(
                "GITHUB_GRAPHQL_URL names another host than GITHUB_API_URL",
                "the token goes to one host alone",
                "leave GITHUB_GRAPHQL_URL out, or let both name the same server",
            )
        )
    return wrong


def refuse(wrong: list[Wrong]) -> None:
    """Raise one error that holds all of ``wrong``."""
    if len(wrong) == 1:
        what, why, fix = wrong[0]
    else:
        what, why = "the environment is not that of a job", "; ".join(map(str, wrong))
        fix = "; ".join(dict.fromkeys(each.fix for each in wrong))
    raise ConfigurationError(what, why, fix, docs("configuration#environment"))


def _token(environment: Mapping[str, str]) -> str:
    names = ("POSTMORTEM_TOKEN", "GITHUB_TOKEN", "GH_TOKEN")
    return next((value for name in names if (value := environment.get(name, "").strip())), "")


def _split(address: str) -> SplitResult:
    """The parts of an address; none of them where it cannot be read at all, as `http://[` or a port of 99999."""
    nothing = SplitResult("", "", address, "", "")
    try:
        parts = urlsplit(address)
        reachable = parts.port != 0
    except ValueError:
        return nothing
    return parts if reachable else nothing


def _api(environment: Mapping[str, str]) -> str:
    return (environment.get("GITHUB_API_URL") or "https://api.github.com").strip().rstrip("/")


def _graphql(environment: Mapping[str, str]) -> str:
    said = (environment.get("GITHUB_GRAPHQL_URL") or "").strip().rstrip("/")
    # A server's REST lives under /api/v3 and its GraphQL under /api/graphql.
    return said or _api(environment).removesuffix("/v3") + "/graphql"
