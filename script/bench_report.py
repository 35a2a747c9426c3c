"""What the weekly report costs at scale: requests, CPU seconds and memory for 100, 1,000 and 10,000 open items.

    .venv/bin/python script/bench_report.py [SIZE ...]

Each size runs in a process of its own against ready-made pages, so that the
figures are ours and not the local GitHub's. Beside it the floor, which asks
for the same pages and reads their JSON, and no more; and the plain way, which
walks the same items as PyGithub's objects. Peak memory is what the walk adds
to the imports. Called by script/bench; see docs/performance.md.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100, 1_000, 10_000)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def node(number: int) -> dict[str, Any]:
    """An open action item as GraphQL gives it."""
    sys.path.insert(0, str(ROOT))
    from postmortem_gh.documents import item
    from postmortem_gh.values.problems import Place
    from postmortem_gh.values.records import ActionItem

    promise = ActionItem(
        key=f"item-{number}", title=f"Do thing {number}", due=NOW.date(), said_at=Place(field="action_items")
    )
    body = item.body(
        promise,
        key="1",
        parent_id="I_1",
        parent_number=1,
        parent_url="https://github.com/acme/shop/issues/1",
        source_title="It broke",
    )
    stamp = "2026-11-01T09:00:00Z"
    return {
        "id": f"I_kwDO{number:08}", "number": number, "url": f"https://github.com/acme/shop/issues/{number}",
        "title": promise.title, "body": body, "state": "OPEN", "stateReason": None,
        "createdAt": stamp, "closedAt": None, "userContentEdits": {"nodes": []}, "viewerDidAuthor": True,
        "parent": {"id": "I_1", "number": 1, "title": "It broke", "url": "https://github.com/acme/shop/issues/1"},
        "assignees": {"nodes": [{"login": "alice"}]},
        "labels": {"nodes": [{"name": "action-item"}, {"name": "priority: P1"}]},
        "blockedBy": {"nodes": []}, "comments": {"pageInfo": {"hasNextPage": False, "endCursor": None}, "nodes": []},
        "timelineItems": {"nodes": [{"__typename": "AssignedEvent", "createdAt": stamp, "actor": {"__typename": "User", "login": "alice"}}]},
    }  # fmt: skip


def page(first: int, size: int) -> bytes:
    """One GraphQL answer: up to a hundred open items from ``first`` on."""
    last = min(first + 100, size)
    none = {"pageInfo": {"hasNextPage": False, "endCursor": None}, "nodes": []}
    repository = {
        "id": "R_1", "name": "shop", "url": "https://github.com/acme/shop", "visibility": "PRIVATE", "isArchived": False,
        "hasIssuesEnabled": True, "owner": {"login": "acme"}, "defaultBranchRef": {"name": "main", "target": {"oid": "a" * 40}},
        "labels": none, "pinnedIssues": {"nodes": []}, "settings": None, "templates": None, "documents": None,
        "indexDraft": None, "indexBranch": None, "reports": {"nodes": []}, "closed": none, "postmortems": none,
        "nearMisses": none, "pullRequests": none,
        "open": {"pageInfo": {"hasNextPage": last < size, "endCursor": str(last)}, "nodes": [node(n + 1) for n in range(first, last)]},
    }  # fmt: skip
    return json.dumps({"data": {"viewer": {"login": "github-actions"}, "repository": repository}}).encode()


def rest_page(first: int, size: int, url: str) -> tuple[bytes, str]:
    """The same items as REST gives them, with the address of the next page."""
    user = {
        "login": "alice",
        "id": 1,
        "node_id": "U_1",
        "type": "User",
        "url": f"{url}/users/alice",
        "html_url": "https://github.com/alice",
        "site_admin": False,
    }
    label = {
        "id": 1,
        "node_id": "L_1",
        "url": f"{url}/repos/acme/shop/labels/action-item",
        "name": "action-item",
        "color": "0052cc",
        "default": False,
        "description": "",
    }
    last = min(first + 100, size)
    rows = [
        {
            "url": f"{url}/repos/acme/shop/issues/{n + 1}", "repository_url": f"{url}/repos/acme/shop", "id": n + 1, "node_id": f"I_{n}",
            "number": n + 1, "title": f"Do thing {n + 1}", "user": user, "labels": [label], "state": "open", "locked": False,
            "assignee": user, "assignees": [user], "milestone": None, "comments": 0, "created_at": "2026-11-01T09:00:00Z",
            "updated_at": "2026-11-01T09:00:00Z", "closed_at": None, "author_association": "MEMBER", "body": "- **Due:** 2026-11-24\n" * 8,
            "html_url": f"https://github.com/acme/shop/issues/{n + 1}", "state_reason": None,
        }
        for n in range(first, last)
    ]  # fmt: skip
    link = (
        f'<{url}/repos/acme/shop/issues?per_page=100&state=open&after={last}>; rel="next"'
        if last < size
        else ""
    )
    return json.dumps(rows).encode(), link


def serve(size: int) -> ThreadingHTTPServer:
    """Ready-made pages on loopback; made before the clock starts."""
    graphql = {str(first): page(first, size) for first in range(0, size, 100)}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            self._send(graphql[asked["variables"].get("openAfter") or "0"])

        def do_GET(self) -> None:
            url = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]  # an HTTPServer
            if "/issues" in self.path:
                first = (
                    int(self.path.rpartition("after=")[2].partition("&")[0]) if "after=" in self.path else 0
                )
                self._send(*rest_page(first, size, url))
            else:
                self._send(
                    json.dumps(
                        {"full_name": "acme/shop", "url": f"{url}/repos/acme/shop", "name": "shop"}
                    ).encode()
                )

        def _send(self, body: bytes, link: str = "") -> None:
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            if link:
                self.send_header("link", link)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def ours(url: str) -> int:
    """Observe and decide, as the scheduled run does; the number of requests."""
    from postmortem_gh.github_api.transport import connect
    from postmortem_gh.values.where import Where
    from postmortem_gh.workflow import follow_up

    connection = connect({"GITHUB_API_URL": url, "GITHUB_GRAPHQL_URL": f"{url}/graphql", "GITHUB_TOKEN": "t"})
    run = follow_up.Run(
        connection=connection, where=Where(owner="acme", name="shop", run="repository"), dry_run=True, today=NOW.date()
    )  # fmt: skip
    follow_up.report(run, NOW)
    return connection.requests


def floor(url: str) -> int:
    """The same pages, asked for and read as JSON: whatever is made of them comes on top."""
    from postmortem_gh.github_api.documents import document
    from postmortem_gh.github_api.transport import connect

    connection = connect({"GITHUB_API_URL": url, "GITHUB_GRAPHQL_URL": f"{url}/graphql", "GITHUB_TOKEN": "t"})
    after: str | None = None
    while after is not None or not connection.requests:
        data = connection.graphql(document("report"), {"openAfter": after}).data or {}
        info = data["repository"]["open"]["pageInfo"]
        after = info["endCursor"] if info["hasNextPage"] else None
    return connection.requests


def walk(url: str) -> int:
    """The plain way: PyGithub's objects, one by one."""
    import github

    hub = github.Github(
        auth=github.Auth.Token("t"),
        base_url=url,
        per_page=100,
        seconds_between_requests=None,
        seconds_between_writes=None,
        lazy=True,
    )
    found = [
        (
            issue.number,
            issue.title,
            issue.body,
            [each.login for each in issue.assignees],
            [each.name for each in issue.labels],
        )
        for issue in hub.get_repo("acme/shop").get_issues(state="open")
    ]
    return (len(found) + 99) // 100


def measure(way: str, url: str) -> None:
    """In a process of its own: warm the imports, then count."""
    import github  # noqa: F401  all ways need it; imports are not the question here

    from postmortem_gh.cli import SELDOM
    from postmortem_gh.workflow import follow_up  # noqa: F401  warms the imports

    if way != "walk":
        gc.set_threshold(SELDOM)  # as the command line does
    before = peak()
    started = time.process_time()
    requests = {"ours": ours, "floor": floor, "walk": walk}[way](url)
    spent = time.process_time() - started
    print(json.dumps({"requests": requests, "cpu": spent, "mib": peak() - before}))


def peak() -> float:
    """The most memory that this process had at once, in MiB. Not `ru_maxrss`: a parent's is handed down to it."""
    # https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(arguments: list[str]) -> None:
    """Every size, all ways, in turn."""
    if arguments[:1] == ["--measure"]:
        sys.path.insert(0, str(ROOT))
        measure(arguments[1], arguments[2])
        return
    print(f"{'items':>8}  {'way':<14} {'requests':>8} {'CPU s':>8} {'MiB above imports':>18}")
    for size in [int(each) for each in arguments] or SIZES:
        server = serve(size)
        for way, name in (("ours", "report"), ("floor", "its pages"), ("walk", "PyGithub walk")):
            command = [sys.executable, __file__, "--measure", way, f"http://127.0.0.1:{server.server_port}"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(done.stderr)
            found = json.loads(done.stdout.splitlines()[-1])
            print(f"{size:>8}  {name:<14} {found['requests']:>8} {found['cpu']:>8.3f} {found['mib']:>18.1f}")
        server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1:])
