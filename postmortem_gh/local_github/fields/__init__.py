"""How GraphQL's fields are read off the world, a module for each kind of record."""

from __future__ import annotations

from postmortem_gh.local_github.fields import (
    accounts,
    git_objects,
    issues,
    pulls,
    repositories,
    roots,
    texts,
    timelines,
)
from postmortem_gh.local_github.fields.registry import FIELDS, type_name

MODULES = (accounts, git_objects, issues, pulls, repositories, roots, texts, timelines)

__all__ = ["FIELDS", "MODULES", "type_name"]
