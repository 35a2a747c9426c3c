"""GraphQL as GitHub speaks it: batches, errors, types, pages, points; and what fakes get wrong."""

from __future__ import annotations

import base64
import json
import subprocess
from datetime import timedelta

import pytest

from tests.local_github.busy import Hub, quiet

REPOSITORY = 'repository(owner: "acme", name: "shop")'


@pytest.fixture
def hub() -> Hub:
    return quiet()


def error(answer):
    return answer["errors"][0]


# ── batches ──


def test_aliases_run_in_order_each_alone_and_the_good_stay_done(hub):
    answer = hub.graphql(
        """mutation($r: ID!) {
          one: createIssue(input: {repositoryId: $r, title: "One"}) { issue { number } }
          bad: createIssue(input: {repositoryId: $r, title: " "}) { issue { number } }
          two: createIssue(input: {repositoryId: $r, title: "Two"}) { issue { number } }
        }""",
        r=hub.shop.node_id,
    )

    assert [answer["data"][k] and answer["data"][k]["issue"]["number"] for k in ("one", "bad", "two")] == [
        1,
        None,
        2,
    ]
    assert error(answer)["path"] == ["bad"]
    assert error(answer)["type"] == "UNPROCESSABLE"


def test_branch_commit_pull_request_and_items_fit_into_one_request(hub):
    head = hub.shop.refs["refs/heads/main"]
    parent = hub.world.as_person("alice").opens_issue("acme/shop", "Incident").about
    items = "\n".join(
        f'i{n}: createIssue(input: {{repositoryId: $r, title: "Item {n}", parentIssueId: $p}}) {{ issue {{ parent {{ number }} }} }}'
        for n in range(5)
    )
    before = len(hub.world.requests)

    answer = hub.graphql(
        f"""mutation($r: ID!, $p: ID!, $commit: CreateCommitOnBranchInput!, $oid: GitObjectID!) {{
          ref: createRef(input: {{repositoryId: $r, name: "refs/heads/postmortem/1", oid: $oid}}) {{ ref {{ name }} }}
          commit: createCommitOnBranch(input: $commit) {{ commit {{ oid }} }}
          pull: createPullRequest(input: {{repositoryId: $r, baseRefName: "main", headRefName: "postmortem/1", title: "P"}}) {{
            pullRequest {{ number changedFiles }} }}
          {items}
        }}""",
        r=hub.shop.node_id, p=parent.node_id, oid=head,
        commit={
            "branch": {"repositoryNameWithOwner": "acme/shop", "branchName": "postmortem/1"}, "expectedHeadOid": head,
            "message": {"headline": "Document"},
            "fileChanges": {"additions": [{"path": "postmortems/a.md", "contents": base64.b64encode(b"# a").decode()}]},
        },
    )  # fmt: skip

    assert "errors" not in answer
    assert answer["data"]["pull"]["pullRequest"]["changedFiles"] == 1
    assert answer["data"]["i4"]["issue"]["parent"]["number"] == parent.number
    assert len(hub.world.requests) == before + 1
    assert hub.world.requests[-1].names.count("createIssue") == 5
    assert hub.world.file("acme/shop", "postmortems/a.md", branch="postmortem/1") == "# a"


def test_a_missing_permission_fails_its_own_aliases_and_leaves_the_rest_done(hub):
    weak = hub.world.token("acme/shop", {"issues": "write", "contents": "none", "pull_requests": "none"})

    answer = hub.graphql(
        """mutation($r: ID!, $oid: GitObjectID!) {
          ref: createRef(input: {repositoryId: $r, name: "refs/heads/x", oid: $oid}) { ref { name } }
          issue: createIssue(input: {repositoryId: $r, title: "t"}) { issue { number } }
        }""",
        token=weak, r=hub.shop.node_id, oid=hub.shop.refs["refs/heads/main"],
    )  # fmt: skip

    assert error(answer) | {"locations": []} == {
        "type": "FORBIDDEN", "path": ["ref"], "locations": [], "message": "Resource not accessible by integration",
    }  # fmt: skip
    assert answer["data"]["issue"]["issue"]["number"] == 1


# ── refusals ──


def test_a_moved_head_is_stale_data_in_githubs_words(hub):
    old = hub.shop.refs["refs/heads/main"]
    hub.world.as_person("alice").commits("acme/shop", {"a": "a"})

    answer = hub.mutate(
        "createCommitOnBranch", branch={"repositoryNameWithOwner": "acme/shop", "branchName": "main"},
        expectedHeadOid=old, message={"headline": "m"}, fileChanges={"additions": [{"path": "b", "contents": ""}]},
    )  # fmt: skip

    assert error(answer)["type"] == "STALE_DATA"
    assert (
        error(answer)["message"]
        == f'Expected branch to point to "{old}" but it did not.  Pull and try again.'
    )


def test_actions_may_not_open_pull_requests_until_the_switch_is_on(hub):
    hub.world.as_person("root").allows_actions_pulls("acme/shop", allowed=False)
    hub.world.as_person("alice").commits("acme/shop", {"a": "a"}, branch="x")
    given = {"repositoryId": hub.shop.node_id, "baseRefName": "main", "headRefName": "x", "title": "t"}

    refused = hub.mutate("createPullRequest", **given)
    by_person = hub.mutate("createPullRequest", token=hub.world.token(user="alice"), **given)

    assert error(refused)["message"] == "GitHub Actions is not permitted to create or approve pull requests."
    assert error(refused)["path"] == ["createPullRequest"]
    assert "errors" not in by_person


@pytest.mark.parametrize("as_ruleset", [True, False])
def test_a_protected_branch_refuses_a_commit_and_other_branches_take_it(hub, as_ruleset):
    hub.shop.protect(pattern="main", as_ruleset=as_ruleset)
    hub.world.put_files("acme/shop", {"x": "x"}, branch="free")

    def commit(branch):
        return hub.mutate(
            "createCommitOnBranch", branch={"repositoryNameWithOwner": "acme/shop", "branchName": branch},
            expectedHeadOid=hub.shop.refs[f"refs/heads/{branch}"], message={"headline": "m"},
            fileChanges={"additions": [{"path": "b", "contents": ""}]},
        )  # fmt: skip

    assert "Changes must be made through a pull request." in error(commit("main"))["message"]
    assert "errors" not in commit("free")


NOT_FOUND = [
    ("repository", '{ repository(owner: "acme", name: "nope") { id } }', "Could not resolve to a Repository with the name 'acme/nope'."),
    ("issue", f"{{ {REPOSITORY} {{ issue(number: 9) {{ id }} }} }}", "Could not resolve to an Issue with the number of 9."),
    ("pull", f"{{ {REPOSITORY} {{ pullRequest(number: 9) {{ id }} }} }}", "Could not resolve to a PullRequest with the number of 9."),
    ("either", f"{{ {REPOSITORY} {{ issueOrPullRequest(number: 9) {{ __typename }} }} }}", "Could not resolve to an issue or pull request with the number of 9."),
    ("node", '{ node(id: "I_x") { id } }', "Could not resolve to a node with the global id of 'I_x'."),
    ("user", '{ user(login: "nobody") { id } }', "Could not resolve to a User with the login of 'nobody'."),
]  # fmt: skip


@pytest.mark.parametrize(("what", "query", "words"), NOT_FOUND, ids=[n[0] for n in NOT_FOUND])
def test_what_does_not_exist_is_null_with_not_found(hub, what, query, words):
    answer = hub.graphql(query)

    assert error(answer)["type"] == "NOT_FOUND"
    assert error(answer)["message"] == words
    assert answer["data"] is not None


def test_a_private_repository_does_not_exist_for_others(hub):
    hub.world.repository("acme/secret", visibility="private")

    answer = hub.graphql('{ repository(owner: "acme", name: "secret") { id } }')

    assert answer["data"] == {"repository": None}


def test_an_archived_repository_refuses_every_write(hub):
    hub.world.as_person("root").archives("acme/shop")

    answer = hub.mutate("createIssue", repositoryId=hub.shop.node_id, title="t")

    assert error(answer)["message"] == "Repository was archived so is read-only."


def test_a_locked_issue_refuses_comments_of_strangers(hub):
    issue = hub.world.as_person("alice").opens_issue("acme/shop", "t").about
    hub.world.as_person("alice").locks(issue)

    answer = hub.mutate("addComment", token=hub.world.token(user="rita"), subjectId=issue.node_id, body="b")

    assert error(answer)["message"] == "Unable to create comment because issue is locked."
    assert "errors" not in hub.mutate(
        "addComment", token=hub.world.token(user="alice"), subjectId=issue.node_id, body="b"
    )


def test_three_pins_and_no_fourth_even_when_one_is_closed(hub):
    alice = hub.world.as_person("alice")
    made = [alice.opens_issue("acme/shop", f"{n}").about for n in range(4)]
    for issue in made[:3]:
        assert "errors" not in hub.mutate("pinIssue", issueId=issue.node_id)
    alice.closes(made[0])

    answer = hub.mutate("pinIssue", issueId=made[3].node_id)

    assert "3 pinned issues" in error(answer)["message"]


def test_a_child_has_one_parent_unless_it_is_replaced(hub):
    alice = hub.world.as_person("alice")
    one, two, child = (alice.opens_issue("acme/shop", t).about for t in ("one", "two", "child"))
    alice.attaches(one, child)

    refused = hub.mutate("addSubIssue", issueId=two.node_id, subIssueId=child.node_id)
    moved = hub.mutate("addSubIssue", issueId=two.node_id, subIssueId=child.node_id, replaceParent=True)

    assert "may only have one parent" in error(refused)["message"]
    assert "errors" not in moved
    assert (one.sub_issues, two.sub_issues) == ([], [child])


def test_a_hundred_children_and_no_more_though_they_are_closed(hub):
    hub.world.limits.enforced = False
    alice = hub.world.as_person("alice")
    parent = alice.opens_issue("acme/shop", "parent").about
    for number in range(100):
        alice.closes(alice.opens_issue("acme/shop", f"{number}", parent=parent).about)

    answer = hub.mutate(
        "createIssue", repositoryId=hub.shop.node_id, title="101", parentIssueId=parent.node_id
    )

    assert "more than 100 sub-issues" in error(answer)["message"]
    assert len(hub.shop.issues) == 101


# ── validity, pages, points ──


def test_validation_errors_are_http_200_without_data_and_with_githubs_code(hub):
    answer = hub.ask("POST", "/graphql", {"query": "{ viewer { nonsense } }"})

    assert answer.status == 200
    assert "data" not in answer.json()
    assert error(answer.json())["message"] == "Field 'nonsense' doesn't exist on type 'User'"
    assert error(answer.json())["extensions"]["code"] == "undefinedField"


@pytest.mark.parametrize(
    ("arguments", "kind"), [("", "MISSING_PAGINATION_BOUNDARIES"), ("(first: 101)", "EXCESSIVE_PAGINATION")]
)
def test_a_list_needs_a_page_size_of_at_most_a_hundred(hub, arguments, kind):
    answer = hub.graphql(f"{{ {REPOSITORY} {{ labels{arguments} {{ totalCount }} }} }}")

    assert error(answer)["type"] == kind


def test_half_a_million_nodes_are_too_many(hub):
    inner = "issues(first: 100) { nodes { comments(first: 100) { nodes { reactions(first: 100) { totalCount } } } } }"

    answer = hub.graphql(f"{{ {REPOSITORY} {{ {inner} }} }}")

    assert error(answer)["type"] == "MAX_NODE_LIMIT_EXCEEDED"


def test_points_grow_with_nested_lists(hub):
    ask = f"{{ rateLimit {{ cost }} {REPOSITORY} {{ issues(first: 100) {{ nodes {{ labels(first: 9) {{ totalCount }} comments(first: 9) {{ totalCount }} }} }} }} }}"

    assert hub.graphql(ask)["data"]["rateLimit"]["cost"] == 2
    assert hub.graphql("{ rateLimit { cost } }")["data"]["rateLimit"]["cost"] == 1


def test_pages_follow_each_other_though_something_was_inserted_before(hub):
    alice = hub.world.as_person("alice")
    made = [alice.opens_issue("acme/shop", f"{n}").about for n in range(5)]
    ask = f"""query($after: String) {{ {REPOSITORY} {{
        issues(first: 2, after: $after, orderBy: {{field: CREATED_AT, direction: DESC}}) {{
          nodes {{ title }} pageInfo {{ hasNextPage endCursor }} }} }} }}"""

    first = hub.graphql(ask)["data"]["repository"]["issues"]
    alice.opens_issue("acme/shop", "between")
    second = hub.graphql(ask, after=first["pageInfo"]["endCursor"])["data"]["repository"]["issues"]

    assert [n["title"] for n in first["nodes"] + second["nodes"]] == ["4", "3", "2", "1"]
    assert second["pageInfo"]["hasNextPage"]
    assert made


def test_the_hourly_limit_is_http_200_and_resets_with_the_hour(hub):
    hub.world.limits.hourly = 3
    for _ in range(3):
        hub.graphql("{ viewer { login } }")

    refused = hub.ask("POST", "/graphql", {"query": "{ viewer { login } }"})
    hub.world.advance(timedelta(hours=1))

    assert refused.status == 200
    assert error(refused.json())["type"] == "RATE_LIMITED"
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert "errors" not in hub.graphql("{ viewer { login } }")


def test_eighty_creations_a_minute_and_the_next_is_too_quick(hub):
    hub.world.tick = timedelta(0)
    batch = "\n".join(
        f'i{n}: createIssue(input: {{repositoryId: $r, title: "{n}"}}) {{ issue {{ id }} }}'
        for n in range(81)
    )

    answer = hub.graphql(f"mutation($r: ID!) {{ {batch} }}", r=hub.shop.node_id)
    hub.world.advance(timedelta(minutes=1, seconds=1))

    assert [e["path"] for e in answer["errors"]] == [["i80"]]
    assert error(answer)["message"] == "was submitted too quickly"
    assert "errors" not in hub.mutate("createIssue", repositoryId=hub.shop.node_id, title="later")


# ── what fakes get wrong ──


def test_the_bot_is_spelled_without_bot_in_graphql_and_with_it_in_rest(hub):
    hub.mutate("createIssue", repositoryId=hub.shop.node_id, title="t")

    shown = hub.graphql(
        f"{{ viewer {{ login }} {REPOSITORY} {{ issue(number: 1) {{ viewerDidAuthor author {{ __typename login }} }} }} }}"
    )["data"]
    rest = hub.get("/repos/acme/shop/issues/1")["user"]

    assert shown["repository"]["issue"] == {
        "viewerDidAuthor": True,
        "author": {"__typename": "Bot", "login": "github-actions"},
    }
    assert (rest["login"], rest["id"], rest["type"]) == ("github-actions[bot]", 41898282, "Bot")
    assert shown["viewer"]["login"] == "github-actions[bot]"


def test_unassignable_owners_are_dropped_in_silence(hub):
    stranger = hub.world.user("stranger")

    answer = hub.mutate(
        "createIssue", "issue { assignees(first: 5) { nodes { login } } }", repositoryId=hub.shop.node_id, title="t",
        assigneeIds=[stranger.node_id, hub.world.users["alice"].node_id],
    )  # fmt: skip

    assert "errors" not in answer
    assert answer["data"]["createIssue"]["issue"]["assignees"]["nodes"] == [{"login": "alice"}]


def test_assignable_is_who_the_lists_say(hub):
    shown = hub.graphql(f"{{ {REPOSITORY} {{ assignableUsers(first: 9) {{ nodes {{ login }} }} }} }}")[
        "data"
    ]["repository"]

    logins = {n["login"] for n in shown["assignableUsers"]["nodes"]}
    assert logins == {"alice", "tina", "root", "rita"}  # rita reads as a member of the organisation
    assert {u["login"] for u in hub.get("/repos/acme/shop/assignees")} == logins


def test_deleted_people_are_null_in_graphql_and_ghost_in_rest(hub):
    hub.world.as_person("leaver").opens_issue("acme/shop", "t")
    hub.world.as_person("leaver").leaves_github()

    shown = hub.graphql(f"{{ {REPOSITORY} {{ issue(number: 1) {{ author {{ login }} }} }} }}")["data"][
        "repository"
    ]["issue"]

    assert shown["author"] is None
    assert hub.get("/repos/acme/shop/issues/1")["user"]["login"] == "ghost"


def test_labels_are_or_in_graphql_and_and_in_rest(hub):
    alice = hub.world.as_person("alice")
    alice.opens_issue("acme/shop", "both", labels=["bug", "postmortem"])
    alice.opens_issue("acme/shop", "one", labels=["bug"])

    shown = hub.graphql(
        f'{{ {REPOSITORY} {{ issues(first: 9, labels: ["bug", "postmortem"]) {{ nodes {{ title }} }} }} }}'
    )
    rest = hub.get("/repos/acme/shop/issues?labels=bug,postmortem")

    assert [n["title"] for n in shown["data"]["repository"]["issues"]["nodes"]] == ["both", "one"]
    assert [i["title"] for i in rest] == ["both"]


def test_edits_keep_every_version_whole_newest_first(hub):
    issue = hub.world.as_person("rita").opens_issue("acme/shop", "t", "one").about
    hub.world.as_person("alice").edits_body(issue, "two")
    hub.world.as_person("rita").edits_body(issue, "three")

    shown = hub.graphql(
        f"{{ {REPOSITORY} {{ issue(number: 1) {{ lastEditedAt editor {{ login }} userContentEdits(first: 9) {{ nodes {{ diff editor {{ login }} }} }} }} }} }}"
    )["data"]["repository"]["issue"]

    assert [(e["diff"], e["editor"]["login"]) for e in shown["userContentEdits"]["nodes"]] == [
        ("three", "rita"), ("two", "alice"), ("one", "rita"),
    ]  # fmt: skip
    assert shown["editor"]["login"] == "rita"


def test_a_closed_issue_tells_by_what(hub):
    alice = hub.world.as_person("alice")
    by_pull, by_commit, by_hand = (
        alice.opens_issue("acme/shop", t).about for t in ("pull", "commit", "hand")
    )
    alice.commits("acme/shop", {"a": "a"}, branch="x")
    alice.merges(alice.opens_pull("acme/shop", "x", "Fix", f"Fixes #{by_pull.number}"))
    alice.commits("acme/shop", {"b": "b"}, message=f"Closes #{by_commit.number}")
    alice.closes(by_hand, "not_planned")
    ask = """query($n: Int!) { repository(owner: "acme", name: "shop") { issue(number: $n) { state stateReason
      closedByPullRequestsReferences(first: 5, includeClosedPrs: true) { nodes { title } }
      timelineItems(last: 5, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent { closer { __typename } } } } } } }"""

    shown = {
        i.title: hub.graphql(ask, n=i.number)["data"]["repository"]["issue"]
        for i in (by_pull, by_commit, by_hand)
    }

    closers = {t: s["timelineItems"]["nodes"][0]["closer"] for t, s in shown.items()}
    assert closers == {
        "pull": {"__typename": "PullRequest"},
        "commit": {"__typename": "Commit"},
        "hand": None,
    }
    assert shown["pull"]["closedByPullRequestsReferences"]["nodes"] == [{"title": "Fix"}]
    assert shown["hand"]["stateReason"] == "NOT_PLANNED"


def test_objects_have_gits_own_names(hub, tmp_path):
    shown = hub.graphql(
        f'{{ {REPOSITORY} {{ object(expression: "HEAD:README.md") {{ ... on Blob {{ oid text byteSize }} }} }} }}'
    )

    (tmp_path / "f").write_text("# shop\n")
    real = subprocess.run(
        ["git", "hash-object", str(tmp_path / "f")], capture_output=True, text=True, check=True
    )
    assert shown["data"]["repository"]["object"] == {
        "oid": real.stdout.strip(),
        "text": "# shop\n",
        "byteSize": 7,
    }


def test_trees_and_commits_have_gits_own_names(hub, tmp_path):
    hub.world.put_files("acme/shop", {"a/b/c.md": "c", "a.md": "x", "a-b": "y"}, message="Nested")
    store, head = hub.world.git, hub.shop.refs["refs/heads/main"]
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    for path, oid in store.files(store.commits[head].tree):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(store.blobs[oid])
    subprocess.run([*git, "-c", "core.autocrlf=false", "add", "-A"], check=True)

    tree = subprocess.run([*git, "write-tree"], capture_output=True, text=True, check=True).stdout.strip()

    assert tree == store.commits[head].tree


def test_requests_are_counted_by_kind_with_what_they_asked(hub):
    hub.graphql("{ viewer { login } }")
    hub.mutate("createIssue", repositoryId=hub.shop.node_id, title="t")
    hub.get("/repos/acme/shop")
    hub.ask("POST", "/repos/acme/shop/issues", {"title": "t"})

    counts = hub.world.counts

    assert (counts.reads, counts.writes, counts.mutations) == (2, 2, 1)
    assert [r.names for r in hub.world.requests[:2]] == [("viewer",), ("createIssue",)]


def test_a_person_without_the_right_is_told_which_mutation(hub):
    answer = hub.mutate(
        "createLabel",
        token=hub.world.token(user="rita"),
        repositoryId=hub.shop.node_id,
        name="x",
        color="000000",
    )

    assert error(answer)["message"] == "rita does not have the correct permissions to execute `CreateLabel`"


def test_an_empty_repository_says_so(hub):
    empty = hub.world.repository("acme/empty", empty=True)
    token = hub.world.token(empty)

    shown = hub.graphql(
        '{ repository(owner: "acme", name: "empty") { isEmpty defaultBranchRef { name } } }', token=token
    )
    made = hub.ask(
        "POST", "/repos/acme/empty/git/refs", {"ref": "refs/heads/x", "sha": "0" * 40}, token=token
    )

    assert shown["data"]["repository"] == {"isEmpty": True, "defaultBranchRef": None}
    assert (made.status, made.json()["message"]) == (409, "Git Repository is empty.")


def test_reviews_stand_on_lines_of_the_difference_only(hub):
    alice = hub.world.as_person("alice")
    alice.commits("acme/shop", {"doc.md": "one\ntwo\n"}, branch="x")
    pull = alice.opens_pull("acme/shop", "x", "P")

    def review(line, path="doc.md"):
        return hub.mutate("addPullRequestReview", pullRequestId=pull.node_id, event="COMMENT", body="b", threads=[
            {"path": path, "line": line, "body": "```suggestion\nx\n```"}])  # fmt: skip

    assert "errors" not in review(2)
    assert error(review(9))["message"] == "Line could not be resolved"
    assert error(review(1, "README.md"))["message"] == "Path could not be resolved"
    assert len(pull.threads) == 1


def test_queries_of_json_that_is_none_are_refused(hub):
    assert (
        hub.github.handle("POST", "/graphql", {"Authorization": f"token {hub.token}"}, "nonsense").status
        == 400
    )
    assert "errors" in json.loads(
        hub.github.handle("POST", "/graphql", {"Authorization": f"token {hub.token}"}, '{"query": 1}').body
    )


def test_a_repository_without_issues_has_none(hub):
    hub.world.as_person("alice").opens_issue("acme/shop", "t")
    hub.world.as_person("root").switches_issues("acme/shop", on=False)

    shown = hub.graphql(
        f"{{ {REPOSITORY} {{ hasIssuesEnabled issues(first: 9) {{ totalCount }} issue(number: 1) {{ id }} }} }}"
    )

    assert shown["data"]["repository"] == {
        "hasIssuesEnabled": False,
        "issues": {"totalCount": 0},
        "issue": None,
    }
    assert error(shown)["type"] == "NOT_FOUND"


def test_a_missing_one_of_several_nodes_is_null_and_the_rest_is_there(hub):
    issue = hub.world.as_person("alice").opens_issue("acme/shop", "t").about

    answer = hub.graphql("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["I_gone", issue.node_id])

    assert answer["data"]["nodes"] == [None, {"id": issue.node_id}]
    assert error(answer)["path"] == ["nodes", 0]
    assert error(answer)["type"] == "NOT_FOUND"


def test_a_variable_that_is_missing_is_an_error_without_data(hub):
    answer = hub.ask("POST", "/graphql", {"query": "query($i: ID!) { node(id: $i) { id } }"})

    assert answer.status == 200
    assert set(answer.json()) == {"errors"}


def test_of_several_operations_the_named_one_runs(hub):
    query = "query A { viewer { login } } query B { rateLimit { cost } }"

    named = hub.ask("POST", "/graphql", {"query": query, "operationName": "B"}).json()
    unnamed = hub.ask("POST", "/graphql", {"query": query}).json()

    assert named == {"data": {"rateLimit": {"cost": 1}}}
    assert "errors" in unnamed
