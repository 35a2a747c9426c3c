"""A plain read-only page view of a world, for whoever wants to look around after the demo."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from postmortem_gh.local_github import markdown, pulls
from postmortem_gh.local_github.exchange import Response
from postmortem_gh.local_github.model import (
    Comment,
    Issue,
    PullRequest,
    Repository,
    Review,
    ReviewComment,
    User,
)
from postmortem_gh.local_github.state import State

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
EMOJI = {
    "THUMBS_UP": "👍",
    "THUMBS_DOWN": "👎",
    "LAUGH": "😄",
    "HOORAY": "🎉",
    "CONFUSED": "😕",
    "HEART": "❤️",
    "ROCKET": "🚀",
    "EYES": "👀",
}


def page(world: State, path: str) -> Response:
    """The page at a path, or a 404."""
    parts = [unquote(p) for p in path.strip("/").split("/") if p]
    if parts == ["-", "style.css"]:
        return Response(
            200, {"Content-Type": "text/css; charset=utf-8"}, (Path(__file__).parent / "web.css").read_bytes()
        )
    raw = _raw(world, parts)
    if raw is not None:
        headers = {"Content-Type": "text/plain; charset=utf-8", "X-Content-Type-Options": "nosniff"}
        return Response(200, headers, raw)
    body = _body(world, parts)
    status = 200 if body is not None else 404
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(status, headers, _whole(parts, body or "<h1>Nothing here</h1>").encode())


def _whole(parts: list[str], body: str) -> str:
    at = "/".join(parts[:2])
    links = f'<a href="/">local GitHub</a><a href="/{_q(at)}"><b>{_e(at)}</b></a>' if len(parts) >= 2 else ""
    if len(parts) >= 2:
        links += f'<a href="/{_q(at)}/issues">Issues</a><a href="/{_q(at)}/pulls">Pull requests</a>'
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{_e("/".join(parts)) or "local GitHub"}</title>'
        '<link rel="stylesheet" href="/-/style.css"></head>'
        f"<body><header>{links}</header>{body}</body></html>"
    )


def _e(text: object) -> str:
    return html.escape(str(text))


def _q(path: str) -> str:
    return quote(path, safe="/")


def _body(world: State, parts: list[str]) -> str | None:
    if not parts:
        names = sorted(r.full_name for r in world.repositories.values())
        return (
            "<h1>Repositories</h1><ul>"
            + "".join(f'<li><a href="/{_q(n)}">{_e(n)}</a></li>' for n in names)
            + "</ul>"
        )
    repository = world.find_repository(parts[0], parts[1]) if len(parts) > 1 else None
    if repository is None:
        return _account(world, parts)
    match parts[2:]:
        case []:
            return _repository(world, repository)
        case ["issues"]:
            return _list(repository, pulls_only=False)
        case ["pulls"]:
            return _list(repository, pulls_only=True)
        case ["issues" | "pull", number] if number.isdecimal():
            return _issue(world, repository, int(number))
        case ["blob" | "tree", *rest]:
            return _file(world, repository, rest)
    return None


def _account(world: State, parts: list[str]) -> str | None:
    user = world.find_user(parts[0]) if len(parts) == 1 else None
    return None if user is None else f"<h1>{_e(user.login)}</h1><p>{_e(user.name or '')}</p>"


def _repository(world: State, repository: Repository) -> str:
    head = f"<h1>{_e(repository.full_name)} <span class='label'>{_e(repository.visibility)}</span></h1>"
    branches = [r.removeprefix("refs/heads/") for r in sorted(repository.refs)]
    links = " · ".join(f'<a href="/{_q(repository.full_name)}/tree/{_q(b)}">{_e(b)}</a>' for b in branches)
    listing = (
        _file(world, repository, [repository.default_branch])
        if repository.refs
        else "<p>This repository is empty.</p>"
    )
    return f"{head}<p class='muted'>Branches: {links}</p>{listing or ''}"


# ── issues ──


def _list(repository: Repository, *, pulls_only: bool) -> str:
    found = sorted(
        (i for i in repository.issues.values() if i.is_pull is pulls_only), key=lambda i: -i.number
    )
    found.sort(key=lambda i: (i not in repository.pinned, not i.is_open))
    rows = "".join(f'<li class="issue">{_line(i)}</li>' for i in found)
    return f"<h1>{'Pull requests' if pulls_only else 'Issues'}</h1><ul>{rows or '<li>None</li>'}</ul>"


def _line(issue: Issue) -> str:
    pin = "📌 " if issue in issue.repository.pinned else ""
    owners = f"<span class='muted'>{_names(issue.assignees)}</span>"
    return f"{pin}{_state(issue)} {_link(issue)} {_labels(issue)} {owners}"


def _link(issue: Issue) -> str:
    kind = "pull" if issue.is_pull else "issues"
    target = f"/{_q(issue.repository.full_name)}/{kind}/{issue.number}"
    return f'<a href="{target}">{_e(issue.title)}</a> #{issue.number}'


def _state(issue: Issue) -> str:
    refused = issue.state == "CLOSED" and (issue.is_pull or issue.state_reason == "NOT_PLANNED")
    kind = "refused" if refused else issue.state.lower()
    return f'<span class="state {kind}">{_e(issue.state.title())}</span>'


def _labels(issue: Issue) -> str:
    return " ".join(f'<span class="label">{_e(x.name)}</span>' for x in issue.labels)


def _names(users: list[User]) -> str:
    return ", ".join(_e(u.login) for u in users)


def _who(user: User | None) -> str:
    if user is None or user.deleted:
        return "ghost"
    return f"<b>{_e(user.login)}</b>" + (' <span class="label">bot</span>' if user.kind == "Bot" else "")


def _issue(world: State, repository: Repository, number: int) -> str | None:
    issue = repository.issues.get(number)
    if issue is None:
        there = repository.gone.get(number, "")
        return f'<p>Moved to <a href="{_e(there)}">{_e(there)}</a></p>' if there else None
    facts = [("Labels", _labels(issue)), ("Assignees", _names(issue.assignees))]
    facts.append(("Parent", _link(issue.parent) if issue.parent else ""))
    shown = "".join(f"<p class='muted'>{name}: {value}</p>" for name, value in facts if value)
    children = "".join(f'<li class="issue">{_line(i)}</li>' for i in issue.sub_issues)
    boxes = [_box(issue, issue.body, repository)] + [_comment(c) for c in issue.comments]
    boxes += _of_pull(world, issue) if isinstance(issue, PullRequest) else []
    return (
        f"<h1>{_e(issue.title)} <span class='muted'>#{issue.number}</span></h1><p>{_state(issue)}</p>{shown}"
        + (f"<div class='box'><h2>Sub-issues</h2><div><ul>{children}</ul></div></div>" if children else "")
        + "".join(boxes)
    )


def _box(written: Any, body: str, repository: Repository) -> str:
    reactions = " ".join(f"<span class='label'>{EMOJI[r.content]}</span>" for r in written.reactions)
    edited = " · edited" if written.edits else ""
    at = written.created_at.strftime("%Y-%m-%d %H:%M")
    shown = (
        markdown.render(body, repository=repository.full_name)
        or "<p class='muted'>No description provided.</p>"
    )
    return (
        f"<div class='box'><h2>{_who(written.author)} · {at}{edited} {reactions}</h2><div>{shown}</div></div>"
    )


def _comment(comment: Comment) -> str:
    shown = _box(comment, comment.body, comment.repository)
    if comment.minimized_reason:
        return f"<details><summary>hidden as {_e(comment.minimized_reason)}</summary>{shown}</details>"
    return shown


def _of_pull(world: State, pull: PullRequest) -> list[str]:
    changed = pulls.files_of(world, pull)
    head = f"<p>{_e(pull.head_name)} into {_e(pull.base_name)}</p>"
    files = "".join(
        f"<div class='box'><h2>{_file_link(pull, f['path'])} <span class='add'>+{f['additions']}</span> "
        f"−{f['deletions']}</h2><div><pre>{_e(f['patch'])}</pre></div></div>"
        for f in changed
    )
    return [head, *(_review(r) for r in pull.reviews), f"<h2>Files changed ({len(changed)})</h2>", files]


def _file_link(pull: PullRequest, path: str) -> str:
    target = f"/{pull.repository.full_name}/blob/{pull.head_oid}/{path}"
    return f'<a href="{_e(_q(target))}">{_e(path)}</a>'


def _review(review: Review) -> str:
    threads = "".join(
        f"<p class='muted'>{_e(c.thread.path)} line {_e(c.thread.line)}{_resolved(c)}</p>"
        + markdown.render(c.body, repository=review.repository.full_name)
        for c in review.comments
    )
    return (
        _box(review, review.body, review.repository).removesuffix("</div></div>") + f"{threads}</div></div>"
    )


def _resolved(comment: ReviewComment) -> str:
    return " · resolved" if comment.thread.is_resolved else ""


# ── files ──


def _place(world: State, repository: Repository, rest: list[str]) -> tuple[str, str, tuple[str, str]] | None:
    """(branch or commit, path, what is there): a branch's name may hold slashes."""
    for cut in range(len(rest), 0, -1):
        name, path = "/".join(rest[:cut]), "/".join(rest[cut:])
        oid = repository.refs.get(f"refs/heads/{name}") or (name if name in world.git.commits else None)
        if oid is not None:
            found = world.git.find(world.git.commits[oid].tree, path)
            return (name, path, found) if found else None
    return None


def _raw(world: State, parts: list[str]) -> bytes | None:
    repository = world.find_repository(parts[0], parts[1]) if len(parts) > 3 and parts[2] == "raw" else None
    place = _place(world, repository, parts[3:]) if repository else None
    return world.git.blobs[place[2][1]] if place and place[2][0] == "blob" else None


def _file(world: State, repository: Repository, rest: list[str]) -> str | None:
    place = _place(world, repository, rest)
    if place is None:
        return None
    name, path, (kind, oid) = place
    base = f"/{repository.full_name}"
    title = f"<p class='muted'>{_e(name)} / {_e(path)}</p>"
    if kind == "tree":
        prefix = f"{path}/" if path else ""
        rows = "".join(
            f'<li><a href="{_e(_q(f"{base}/{k}/{name}/{prefix}{n}"))}">{_e(n)}</a></li>'
            for n, (k, _) in world.git.trees[oid].items()
        )
        return f"{title}<ul>{rows}</ul>"
    content = world.git.blobs[oid].decode(errors="replace")
    raw = f'<p><a href="{_e(_q(f"{base}/raw/{name}/{path}"))}">raw</a></p>'
    shown = _markdown_file(content) if path.endswith(".md") else f"<pre>{_e(content)}</pre>"
    return f"{title}{raw}<div class='box'><div>{shown}</div></div>"


def _markdown_file(content: str) -> str:
    """Front matter becomes a table, as on GitHub."""
    text = content.replace("\r\n", "\n")
    if text.startswith("---\n") and "\n---\n" in text[3:]:
        head, _, text = text[4:].partition("\n---\n")
        return _front_matter(head) + markdown.render(text, is_file=True)
    return markdown.render(text, is_file=True)


def _front_matter(head: str) -> str:
    import yaml

    try:
        values = yaml.safe_load(head)
    except yaml.YAMLError:
        return f"<pre>{_e(head)}</pre>"
    return _table(values) if isinstance(values, dict) else f"<pre>{_e(head)}</pre>"


def _table(value: Any) -> str:
    if isinstance(value, dict):
        heads = "".join(f"<th>{_e(k)}</th>" for k in value)
        cells = "".join(f"<td>{_table(v)}</td>" for v in value.values())
        return f"<table><thead><tr>{heads}</tr></thead><tbody><tr>{cells}</tr></tbody></table>"
    if isinstance(value, list):
        return (
            "".join(_table(v) for v in value)
            if any(isinstance(v, dict) for v in value)
            else _e(", ".join(map(str, value)))
        )
    return "" if value is None else _e(value)
