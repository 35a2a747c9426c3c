"""Whole worlds: copied for the next trial, dumped to JSON for a fixture, loaded again.

Records point at each other in circles, so they are written flat: each by its
node id, with references in place of pointers.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, TypeVar

from postmortem_gh.local_github import faults, git, limits, logs, model
from postmortem_gh.local_github.access import Token
from postmortem_gh.local_github.model import Repository, Thing
from postmortem_gh.local_github.state import State

Kept = TypeVar("Kept", bound=State)

VERSION = 1
PLAIN = (str, int, float, bool, type(None))
LOOSE = (Token, model.Rule, faults.Faults, logs.Request, logs.Write, logs.Notification)


FIELD_NAMES: dict[type, tuple[str, ...]] = {}


def names_of(kind: Any) -> tuple[str, ...]:
    """A record's fields, without the way back to the world."""
    if kind not in FIELD_NAMES:
        FIELD_NAMES[kind] = tuple(f.name for f in fields(kind) if f.name != "world")
    return FIELD_NAMES[kind]


# ── copies ──


def copy(world: Kept) -> Kept:
    """A twin that shares nothing but git's objects, which never change."""
    world.read_texts()
    twin = type(world)(world.now, world.url)
    twin.tick, twin.last_id, twin.git = world.tick, world.last_id, world.git.copy()
    clones: dict[int, Any] = {id(world): twin}
    for thing in _reachable(world):
        clones[id(thing)] = object.__new__(type(thing))
    for original, clone in [(t, clones[id(t)]) for t in _reachable(world)]:
        for name in names_of(type(original)):
            setattr(clone, name, _twin(getattr(original, name), clones))
        if isinstance(clone, Repository):
            clone.world = twin
    twin.things = {key: clones[id(t)] for key, t in world.things.items()}
    for name in (
        "users",
        "repositories",
        "moved",
        "tokens",
        "told",
        "requests",
        "writes",
        "faults",
        "bot",
    ):
        setattr(twin, name, _twin(getattr(world, name), clones))
    twin.limits = limits.Limits(
        enforced=world.limits.enforced,
        hourly=world.limits.hourly,
        creations_a_minute=world.limits.creations_a_minute,
        creations_an_hour=world.limits.creations_an_hour,
    )
    return twin


def _reachable(world: State) -> list[Thing]:
    """All records: the registered ones, and those that only history still points at."""
    found: dict[int, Thing] = {id(t): t for t in world.things.values()}
    waiting = list(found.values())
    while waiting:
        thing = waiting.pop()
        for name in names_of(type(thing)):
            for inner in _things_in(getattr(thing, name)):
                if id(inner) not in found:
                    found[id(inner)] = inner
                    waiting.append(inner)
    return list(found.values())


def _things_in(value: Any) -> list[Thing]:
    if isinstance(value, Thing):
        return [value]
    if isinstance(value, dict):
        return [t for v in value.values() for t in _things_in(v)]
    if isinstance(value, list | tuple):
        return [t for v in value for t in _things_in(v)]
    return []


def _twin(value: Any, clones: dict[int, Any]) -> Any:
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Thing):
        return clones[id(value)]
    if isinstance(value, list):
        return [_twin(v, clones) for v in value]
    if isinstance(value, dict):
        return {k: _twin(v, clones) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(_twin(v, clones) for v in value)
    if isinstance(value, LOOSE) and is_dataclass(value):
        made = object.__new__(type(value))
        for name in names_of(type(value)):
            object.__setattr__(made, name, _twin(getattr(value, name), clones))
        return made
    return value  # moments, spans, modes: they never change


# ── JSON ──


def dump(world: State) -> dict[str, Any]:
    """Without requests, limits and faults: those belong to a run, not to the world."""
    world.read_texts()
    store = world.git
    reachable = _reachable(world)
    return {
        "version": VERSION,
        "now": world.now.isoformat(),
        "url": world.url,
        "last_id": world.last_id,
        "things": {t.node_id: [type(t).__name__, _fields(t)] for t in reachable},
        "registered": list(world.things),
        "users": {k: u.node_id for k, u in world.users.items()},
        "repositories": {k: r.node_id for k, r in world.repositories.items()},
        "moved": {k: r.node_id for k, r in world.moved.items()},
        "tokens": {k: _fields(t) for k, t in world.tokens.items()},
        "bot": world.bot.node_id,
        "writes": [_fields(w) for w in world.writes],
        "notifications": [_fields(n) for n in world.notifications],
        "git": {
            "blobs": {oid: base64.b64encode(b).decode() for oid, b in store.blobs.items()},
            "trees": {oid: {n: list(e) for n, e in t.items()} for oid, t in store.trees.items()},
            "commits": {oid: _fields(c) for oid, c in store.commits.items()},
        },
    }


def _fields(record: Any) -> dict[str, Any]:
    return {name: _plain(getattr(record, name)) for name in names_of(type(record))}


def _plain(value: Any) -> Any:
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, datetime):
        return {"$time": value.isoformat()}
    if isinstance(value, Thing):
        return {"$ref": value.node_id}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, tuple):
        return {"$tuple": [_plain(v) for v in value]}
    if isinstance(value, dict):
        return {"$dict": [[k, _plain(v)] for k, v in value.items()]}
    if isinstance(value, model.Rule):
        return {"$rule": _fields(value)}
    raise TypeError(f"cannot dump {type(value).__name__}")


def load(kind: type[Kept], dumped: Mapping[str, Any]) -> Kept:
    if dumped["version"] != VERSION:
        raise ValueError(f"a dump of version {dumped['version']}; this program knows {VERSION}")
    world = kind(datetime.fromisoformat(dumped["now"]), dumped["url"])
    world.last_id = dumped["last_id"]
    blanks = {key: object.__new__(getattr(model, kind)) for key, (kind, _) in dumped["things"].items()}
    read = _reader(blanks)
    for key, (_, given) in dumped["things"].items():
        for name, value in given.items():
            setattr(blanks[key], name, read(value))
        if isinstance(blanks[key], Repository):
            blanks[key].world = world
    world.things = {key: blanks[key] for key in dumped["registered"]}
    for name in ("users", "repositories", "moved"):
        setattr(world, name, {k: blanks[v] for k, v in dumped[name].items()})
    world.bot = blanks[dumped["bot"]]
    world.tokens = {k: Token(**_read_all(t, read)) for k, t in dumped["tokens"].items()}
    world.writes = [logs.Write(**_read_all(w, read)) for w in dumped["writes"]]
    world.told = [logs.Notification(**_read_all(n, read)) for n in dumped["notifications"]]
    _load_git(world.git, dumped["git"], read)
    return world


def _load_git(store: git.Store, dumped: Mapping[str, Any], read: Callable[[Any], Any]) -> None:
    store.blobs = {oid: base64.b64decode(b) for oid, b in dumped["blobs"].items()}
    store.trees = {oid: {n: (e[0], e[1]) for n, e in t.items()} for oid, t in dumped["trees"].items()}
    store.commits = {oid: git.Commit(**_read_all(c, read)) for oid, c in dumped["commits"].items()}


def _read_all(given: Mapping[str, Any], read: Callable[[Any], Any]) -> dict[str, Any]:
    return {name: read(value) for name, value in given.items()}


def _reader(blanks: Mapping[str, Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, list):
            return [read(v) for v in value]
        if not isinstance(value, dict):
            return value
        ((kind, inner),) = value.items()
        if kind == "$time":
            return datetime.fromisoformat(inner)
        if kind == "$ref":
            return blanks[inner]
        if kind == "$tuple":
            return tuple(read(v) for v in inner)
        if kind == "$rule":
            return model.Rule(**_read_all(inner, read))
        return {k: read(v) for k, v in inner}

    return read
