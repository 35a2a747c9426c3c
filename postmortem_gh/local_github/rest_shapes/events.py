"""Entries of an issue's events and timeline in JSON."""

from __future__ import annotations

from postmortem_gh.local_github.model import Event
from postmortem_gh.local_github.rest_shapes.accounts import Json, time, user
from postmortem_gh.local_github.rest_shapes.issues import issue
from postmortem_gh.local_github.rest_shapes.repositories import api_of
from postmortem_gh.local_github.state import State


def event(world: State, thing: Event) -> Json:
    """An entry of an issue's events or timeline."""
    api = f"{api_of(world, thing.subject.repository)}/issues/events/{thing.id}"
    shown: Json = {
        "id": thing.id,
        "node_id": thing.node_id,
        "url": api,
        "actor": user(world, thing.actor),
        "event": thing.kind,
        "commit_id": None,
        "commit_url": None,
        "created_at": time(thing.created_at),
        "performed_via_github_app": None,
    }
    if thing.kind == "cross-referenced":
        for name in ("id", "node_id", "url", "commit_id", "commit_url", "performed_via_github_app"):
            del shown[name]
    return shown | _facts(world, thing)


def _facts(world: State, thing: Event) -> Json:
    """What only events of this kind have."""
    facts = thing.facts
    match thing.kind:
        case "labeled" | "unlabeled":
            return {"label": {"name": facts["label"].name, "color": facts["label"].color}}
        case "assigned" | "unassigned":
            return {"assignee": user(world, facts["assignee"]), "assigner": user(world, thing.actor)}
        case "renamed":
            return {"rename": {"from": facts["previous"], "to": facts["current"]}}
        case "closed":
            reason = facts.get("reason")
            return {"state_reason": reason and reason.lower()} | _by_commit(world, thing, facts.get("closer"))
        case "referenced":
            return _by_commit(world, thing, facts["source"])
        case "cross-referenced":
            source = {"type": "issue", "issue": issue(world, facts["source"])}
            return {"source": source, "updated_at": time(thing.created_at)}
        case "milestoned" | "demilestoned":
            return {"milestone": {"title": facts["title"]}}
        case "locked":
            return {"lock_reason": facts["reason"] and facts["reason"].lower().replace("_", " ")}
    return {}


def _by_commit(world: State, thing: Event, oid: object) -> Json:
    if not isinstance(oid, str):
        return {}
    return {"commit_id": oid, "commit_url": f"{api_of(world, thing.subject.repository)}/commits/{oid}"}
