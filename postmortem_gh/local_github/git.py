"""Git's objects with their true names, and the trees and differences made of them.

The store is append-only and shared between copies of a world: an object never
changes, and its name is the hash of what is in it, as in git itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    oid: str
    tree: str
    parents: tuple[str, ...]
    message: str
    author_name: str
    author_email: str
    author_login: str | None
    at: datetime
    signed: bool


def object_name(kind: str, content: bytes) -> str:
    # Git names objects by SHA-1; nothing secret hangs on it.
    return hashlib.sha1(
        b"%s %d\0" % (kind.encode(), len(content)) + content, usedforsecurity=False
    ).hexdigest()


class Store:
    """Blobs, trees and commits of a whole world (GitHub shares them between forks as well)."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}
        self.trees: dict[str, dict[str, tuple[str, str]]] = {EMPTY_TREE: {}}  # name → (kind, oid)
        self.commits: dict[str, Commit] = {}

    def copy(self) -> Store:
        twin = Store()
        twin.blobs, twin.trees, twin.commits = dict(self.blobs), dict(self.trees), dict(self.commits)
        return twin

    def blob(self, content: bytes) -> str:
        oid = object_name("blob", content)
        self.blobs[oid] = content
        return oid

    def tree(self, entries: Mapping[str, tuple[str, str]]) -> str:
        ordered = sorted(entries.items(), key=lambda e: e[0] + ("/" if e[1][0] == "tree" else ""))
        content = b"".join(
            (b"40000" if kind == "tree" else b"100644") + b" " + name.encode() + b"\0" + bytes.fromhex(oid)
            for name, (kind, oid) in ordered
        )
        oid = object_name("tree", content)
        self.trees[oid] = dict(ordered)
        return oid

    def commit(
        self,
        tree: str,
        parents: tuple[str, ...],
        message: str,
        author: tuple[str, str, str | None],
        at: datetime,
        *,
        signed: bool,
    ) -> Commit:
        name, mail, login = author
        stamp = f"{name} <{mail}> {int(at.timestamp())} +0000"
        lines = [f"tree {tree}", *(f"parent {p}" for p in parents), f"author {stamp}", f"committer {stamp}"]
        oid = object_name("commit", ("\n".join(lines) + f"\n\n{message}").encode())
        made = Commit(
            oid=oid,
            tree=tree,
            parents=parents,
            message=message,
            author_name=name,
            author_email=mail,
            author_login=login,
            at=at,
            signed=signed,
        )
        self.commits[oid] = made
        return made

    def changed(self, tree: str, changes: Mapping[str, bytes | None]) -> str:
        """The tree after writing (bytes) or deleting (None) each path."""
        here: dict[str, tuple[str, str]] = dict(self.trees[tree])
        below: dict[str, dict[str, bytes | None]] = {}
        for path, content in changes.items():
            head, _, rest = path.partition("/")
            if rest:
                below.setdefault(head, {})[rest] = content
            elif content is None:
                here.pop(head, None)
            else:
                here[head] = ("blob", self.blob(content))
        for head, inner in below.items():
            kind, oid = here.get(head, ("tree", EMPTY_TREE))
            new = self.changed(oid if kind == "tree" else EMPTY_TREE, inner)
            if new == EMPTY_TREE:
                here.pop(head, None)
            else:
                here[head] = ("tree", new)
        return self.tree(here)

    def find(self, tree: str, path: str) -> tuple[str, str] | None:
        """(kind, oid) of what lies at the path; the empty path is the tree itself."""
        found = ("tree", tree)
        for part in [p for p in path.split("/") if p]:
            if found[0] != "tree" or part not in self.trees[found[1]]:
                return None
            found = self.trees[found[1]][part]
        return found

    def files(self, tree: str, prefix: str = "") -> Iterator[tuple[str, str]]:
        """(path, blob) of every file below."""
        for name, (kind, oid) in self.trees[tree].items():
            if kind == "tree":
                yield from self.files(oid, f"{prefix}{name}/")
            else:
                yield prefix + name, oid

    def difference(self, old: str, new: str) -> dict[str, tuple[str | None, str | None]]:
        """path → (blob before, blob after) of what differs between two trees."""
        if old == new:
            return {}
        before, after = dict(self.files(old)), dict(self.files(new))
        paths = sorted(before.keys() | after.keys())
        return {p: (before.get(p), after.get(p)) for p in paths if before.get(p) != after.get(p)}

    def ancestors(self, oid: str) -> list[str]:
        """The commit and all before it, newest first along first parents, each once."""
        seen: dict[str, None] = {}
        waiting = [oid]
        while waiting:
            current = waiting.pop(0)
            if current not in seen and current in self.commits:
                seen[current] = None
                waiting.extend(self.commits[current].parents)
        return list(seen)

    def merge_base(self, one: str, two: str) -> str | None:
        theirs = set(self.ancestors(two))
        return next((oid for oid in self.ancestors(one) if oid in theirs), None)
