"""Where to look: what an event said, before anything was read from GitHub.

Made by workflow/event, read by github_api/observe. An event's payload is a
photograph (a re-run replays it): it only says where to look, and lets the
first query ask for what the body of that moment names.
"""

from __future__ import annotations

from typing import Literal

from postmortem_gh.values.lean import dataclass

# What GitHub calls those who belong to a repository. Only a hint for what is worth asking; rights are read.
# https://docs.github.com/graphql/reference/enums#commentauthorassociation
MEMBERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
Run = Literal["postmortem", "item", "repository", "pull request"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """One repository, and one issue of it unless the run is about the whole repository."""

    owner: str
    name: str
    run: Run = "postmortem"
    number: int | None = None
    event: str = ""  # `issues`, `issue_comment`, `schedule`, `workflow_dispatch`
    action: str = ""  # `opened`, `edited`, …
    title: str = ""  # as photographed
    body: str = ""
    stranger: str = ""  # who filed, unless the payload calls them a member: their other forms are counted

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"
