"""GraphQL's mutations: decode the input, do the act, give the payload."""

from __future__ import annotations

from postmortem_gh.local_github.mutations import branches, comments, issues, pulls
from postmortem_gh.local_github.mutations.registry import MUTATIONS

MODULES = (branches, comments, issues, pulls)  # importing them registers their mutations

__all__ = ["MODULES", "MUTATIONS"]
