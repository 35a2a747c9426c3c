"""Records as REST and webhooks show them: JSON objects with all that GitHub's OpenAPI asks for."""

from __future__ import annotations

from postmortem_gh.local_github.rest_shapes.accounts import (
    full_organisation,
    full_user,
    login_of,
    organisation,
    time,
    user,
)
from postmortem_gh.local_github.rest_shapes.events import event
from postmortem_gh.local_github.rest_shapes.git import commit, content, git_commit, ref
from postmortem_gh.local_github.rest_shapes.issues import (
    REST_REACTIONS,
    app_of,
    comment,
    issue,
    reaction,
    rollup,
)
from postmortem_gh.local_github.rest_shapes.pulls import diff_entry, full_pull, pull, review, review_comment
from postmortem_gh.local_github.rest_shapes.repositories import (
    api_of,
    full_repository,
    label,
    milestone,
    permissions,
    repository,
)

__all__ = [
    "REST_REACTIONS",
    "api_of",
    "app_of",
    "comment",
    "commit",
    "content",
    "diff_entry",
    "event",
    "full_organisation",
    "full_pull",
    "full_repository",
    "full_user",
    "git_commit",
    "issue",
    "label",
    "login_of",
    "milestone",
    "organisation",
    "permissions",
    "pull",
    "reaction",
    "ref",
    "repository",
    "review",
    "review_comment",
    "rollup",
    "time",
    "user",
]
