"""All REST routes: importing the modules that hold them registers them."""

from __future__ import annotations

from postmortem_gh.local_github import rest_issues, rest_repos
from postmortem_gh.local_github.rest import ROUTES

MODULES = (rest_issues, rest_repos)

__all__ = ["MODULES", "ROUTES"]
