"""Mutations of branches and commits."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from postmortem_gh.local_github import commits
from postmortem_gh.local_github.fields.registry import GitObject, GitRef, repository_for
from postmortem_gh.local_github.model import Repository
from postmortem_gh.local_github.mutations.registry import Input, get, mutation
from postmortem_gh.local_github.refusals import unprocessable
from postmortem_gh.local_github.session import Session


@mutation
def create_ref(session: Session, given: Input) -> dict[str, Any]:
    repository = get(session, given["repositoryId"], Repository)
    return {"ref": GitRef(repository, commits.create_ref(session, repository, given["name"], given["oid"]))}


@mutation
def update_ref(session: Session, given: Input) -> dict[str, Any]:
    ref = get(session, given["refId"], GitRef, "Ref")
    commits.update_ref(session, ref.repository, ref.full_name, given["oid"], force=bool(given.get("force")))
    return {"ref": ref}


@mutation
def delete_ref(session: Session, given: Input) -> dict[str, Any]:
    ref = get(session, given["refId"], GitRef, "Ref")
    commits.delete_ref(session, ref.repository, ref.full_name)
    return {}


@mutation
def create_commit_on_branch(session: Session, given: Input) -> dict[str, Any]:
    repository, branch = _branch(session, given["branch"])
    changes, message = given.get("fileChanges") or {}, given["message"]
    additions = {a["path"]: _content(a) for a in changes.get("additions") or ()}
    deletions = [d["path"] for d in changes.get("deletions") or ()]
    made = commits.commit_on_branch(
        session,
        repository,
        branch,
        given["expectedHeadOid"],
        message["headline"],
        message.get("body") or "",
        additions,
        deletions,
    )
    ref = GitRef(repository, commits.HEADS + branch.removeprefix(commits.HEADS))
    return {"commit": GitObject(repository, "commit", made.oid), "ref": ref}


def _content(addition: Input) -> bytes:
    try:
        return base64.b64decode(addition["contents"], validate=True)
    except binascii.Error:
        raise unprocessable(f"contents of {addition['path']} is not valid Base64") from None  # own words


def _branch(session: Session, given: Input) -> tuple[Repository, str]:
    if given.get("id"):
        ref = get(session, given["id"], GitRef, "Ref")
        return ref.repository, ref.full_name
    owner, _, name = (given.get("repositoryNameWithOwner") or "").partition("/")
    return repository_for(session, owner, name), given.get("branchName") or ""
