"""What a refusal of GitHub means, and how to mend it: its literal sentences, each with its source.

Read by github_api for every answer that is no success. GitHub's error types
say little, so the sentence decides; sentences are matched without their full
stop, in lower case. ``after`` says what follows: ``moved``, somebody else was
here, look and plan again; ``limited``, wait; ``mend``, a person must change
something first; ``content``, what we wanted to write cannot be written.
"""

from __future__ import annotations

from typing import Literal

from postmortem_gh.errors import docs
from postmortem_gh.values.lean import dataclass

After = Literal["moved", "limited", "mend", "content", "doubtful"]

PERMISSIONS = "permissions:\n  contents: write\n  issues: write\n  pull-requests: write\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One refusal, understood. ``said`` is GitHub's own sentence: foreign text."""

    code: str
    after: After
    what: str
    fix: str
    more: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that GitHub says (a part of it, lower case), what it means, and where it was seen."""

    says: str
    code: str
    after: After
    what: str
    fix: str
    source: str


SENTENCES = (
    Sentence(
        says="github actions is not permitted to create or approve pull requests",
        code="pull-requests-off",
        after="mend",
        what="GitHub does not let workflows of this repository open pull requests",
        fix="tick Settings → Actions → General → “Allow GitHub Actions to create and approve pull requests” "
        "and comment `/refresh`, or open the pull request by the link in the comment",
        source="https://github.com/github/docs/issues/36525",
    ),
    Sentence(
        says="resource not accessible by integration",
        code="permission",
        after="mend",
        what="the token lacks a permission",
        fix=f"give the job these permissions in .github/workflows/postmortem.yml:\n{PERMISSIONS}",
        source="https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api",
    ),
    Sentence(
        says="resource not accessible by personal access token",
        code="permission",
        after="mend",
        what="the personal token lacks a permission",
        fix="give the token read and write access to contents, issues and pull requests of this repository",
        source="https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api",
    ),
    Sentence(
        says="without `workflow` scope",
        code="workflow-scope",
        after="mend",
        what="a personal token without the scope `workflow` may not write workflow files",
        fix="run `gh auth refresh -s workflow` and try again; a token made by hand needs the scope `workflow` beside `repo`",
        source="https://github.com/kbrashears5/github-action-file-sync/pull/18",
    ),
    Sentence(
        says="without `workflows` permission",
        code="workflows-permission",
        after="mend",
        what="an App's token without the permission `workflows` may not write workflow files, and a job's own never may",
        fix="run it with a person's token: on your machine after `gh auth login -s workflow`",
        source="https://github.com/peter-evans/create-pull-request/issues/1713",
    ),
    Sentence(
        says="does not have the correct permissions to execute",
        code="permission",
        after="mend",
        what="the account of the token lacks access to the repository",
        fix="give the account write access, or leave the input `token` out, for the job's own token",
        source="https://github.com/cli/cli/issues/1576",
    ),
    Sentence(
        says="must have push access to",
        code="permission",
        after="mend",
        what="the account of the token lacks write access to the repository",
        fix=f"give the job these permissions in .github/workflows/postmortem.yml:\n{PERMISSIONS}",
        source="https://docs.github.com/rest/collaborators/collaborators",
    ),
    Sentence(
        says="could not resolve to a repository",
        code="no-repository",
        after="mend",
        what="there is none of that name, or the token may not see it",
        fix="check the name; a token of your own needs access to it, and a job's token sees its own repository "
        f"alone, with these permissions in .github/workflows/postmortem.yml:\n{PERMISSIONS}",
        source="https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api",
    ),
    Sentence(
        says="repository was archived so is read-only",
        code="archived",
        after="mend",
        what="the repository is archived, so nothing can be written",
        fix="unarchive it under Settings → General → Danger Zone, or remove the workflow",
        source="https://docs.github.com/repositories/archiving-a-github-repository/archiving-repositories",
    ),
    Sentence(
        says="issues has been disabled in this repository",
        code="issues-off",
        after="mend",
        what="issues are switched off in this repository",
        fix="tick Settings → General → Features → Issues",
        source="https://docs.github.com/rest/issues/issues#create-an-issue",
    ),
    Sentence(
        says="issues are disabled for this repo",
        code="issues-off",
        after="mend",
        what="issues are switched off in this repository",
        fix="tick Settings → General → Features → Issues",
        source="https://docs.github.com/rest/issues/issues#create-an-issue",
    ),
    Sentence(
        says="because issue is locked",
        code="locked",
        after="mend",
        what="the conversation is locked, so no comment can be written",
        fix="unlock it on the issue's page, then comment `/refresh`",
        source="https://github.com/probot/stale/issues/25",
    ),
    Sentence(
        says="body is too long",
        code="too-long",
        after="content",
        what="a text is longer than GitHub takes (65,536 characters)",
        fix="shorten the form's answers",
        source="https://github.com/googleapis/release-please/issues/1034",
    ),
    Sentence(
        says="a pull request already exists",
        code="exists",
        after="moved",
        what="the pull request exists already",
        fix="nothing to do: the next look finds it",
        source="https://docs.github.com/rest/pulls/pulls#create-a-pull-request",
    ),
    Sentence(
        says="reference already exists",
        code="exists",
        after="moved",
        what="the branch exists already",
        fix="nothing to do: the next look finds it",
        source="https://docs.github.com/rest/git/refs#create-a-reference",
    ),
    Sentence(
        says="already exists in the repository",
        code="exists",
        after="moved",
        what="it exists already",
        fix="nothing to do: the next look finds it",
        source="https://docs.github.com/graphql/reference/mutations#createref",
    ),
    Sentence(
        says="name has already been taken",
        code="exists",
        after="moved",
        what="the label exists already",
        fix="nothing to do: the next look finds it",
        source="https://docs.github.com/rest/issues/labels#create-a-label",
    ),
    Sentence(
        says="no commits between",
        code="no-difference",
        after="moved",
        what="the branch holds nothing that the default branch lacks",
        fix="nothing to do: the next look finds the document where it is",
        source="https://docs.github.com/rest/pulls/pulls#create-a-pull-request",
    ),
    Sentence(
        says="expected branch to point to",
        code="stale",
        after="moved",
        what="somebody committed to the branch in the meantime",
        fix="nothing to do: the next look takes their commit in",
        source="https://github.com/ministryofjustice/modernisation-platform/issues/11985",
    ),
    Sentence(
        says="protected branch",
        code="protected",
        after="mend",
        what="the branch is protected",
        fix="set `publish: pull-request` in .github/postmortem.yml, or let the token's account push there",
        source="https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches",
    ),
    Sentence(
        says="changes must be made through a pull request",
        code="protected",
        after="mend",
        what="the branch takes changes through pull requests alone",
        fix="set `publish: pull-request` in .github/postmortem.yml",
        source="https://github.com/satisfactory-factories/application/issues/67",
    ),
    Sentence(
        says="repository rule violations found",
        code="ruleset",
        after="mend",
        what="a ruleset of the repository forbids it",
        fix="allow postmortem branches in the ruleset, or set `publish: pull-request`",
        source="https://github.com/satisfactory-factories/application/issues/67",
    ),
    Sentence(
        says="may only have one parent",
        code="one-parent",
        after="content",
        what="the issue is a sub-issue of another one already",
        fix="take it off its other parent, or leave it there: it is named in the document all the same",
        source="https://github.com/cli/cli/pull/13413",
    ),
    Sentence(
        says="git repository is empty",
        code="empty",
        after="mend",
        what="the repository is empty",
        fix="make a first commit, a README for example",
        source="https://docs.github.com/rest/git/refs#create-a-reference",
    ),
    Sentence(
        says="secondary rate limit",
        code="limited",
        after="limited",
        what="GitHub's secondary rate limit is reached",
        fix="nothing to do: the next run goes on",
        source="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api",
    ),
    Sentence(
        says="api rate limit",
        code="limited",
        after="limited",
        what="GitHub's rate limit is used up",
        fix="nothing to do: the next run goes on",
        source="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api",
    ),
    Sentence(
        says="was submitted too quickly",
        code="limited",
        after="limited",
        what="GitHub takes no more new texts this minute",
        fix="nothing to do: the next run goes on",
        source="https://github.com/cli/cli/issues/4801",
    ),
    Sentence(
        says="something went wrong while executing your query",
        code="broke-off",
        after="doubtful",
        what="GitHub broke off; what it had done by then stays done",
        fix="nothing to do: the next look finds out",
        source="https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api",
    ),
)

# GraphQL's error types, for sentences that nobody wrote down yet.
# https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
_TYPES: dict[str, tuple[str, After]] = {
    "NOT_FOUND": ("gone", "moved"),
    "STALE_DATA": ("stale", "moved"),
    "RATE_LIMITED": ("limited", "limited"),
    "FORBIDDEN": ("permission", "mend"),
    "INSUFFICIENT_SCOPES": ("permission", "mend"),
    "INTERNAL": ("broke-off", "doubtful"),
    "SERVICE_UNAVAILABLE": ("broke-off", "doubtful"),
}
_WORDS = {
    "gone": ("what was to be changed is gone", "nothing to do: the next look finds out"),
    "stale": ("somebody wrote there in the meantime", "nothing to do: the next look takes it in"),
    "limited": ("GitHub's rate limit is reached", "nothing to do: the next run goes on"),
    "permission": (
        "the token lacks a permission",
        f"give the job these permissions in .github/workflows/postmortem.yml:\n{PERMISSIONS}",
    ),
    "broke-off": ("GitHub broke off", "nothing to do: the next look finds out"),
    "refused": ("GitHub refused it", "see what GitHub said"),
}


def meaning(said: str, kind: str = "") -> Refusal:
    """What ``said`` (and GraphQL's error type) means."""
    plain = said.lower()
    for known in SENTENCES:
        if known.says in plain:
            return Refusal(
                code=known.code,
                after=known.after,
                what=known.what,
                fix=known.fix,
                more=docs(f"refusals#{known.code}"),
                said=said,
            )
    code, after = _TYPES.get(kind, ("refused", "content"))
    what, fix = _WORDS[code]
    return Refusal(code=code, after=after, what=what, fix=fix, more=docs(f"refusals#{code}"), said=said)


_AFTER: dict[After, str] = {
    "moved": "The run looks again and goes on by itself.",
    "limited": "The run waits up to a minute; after that the next run goes on.",
    "doubtful": "The run looks what was done, and goes on by itself.",
    "content": "The run goes on without it, and is red until the form is changed.",
    "mend": "The run goes on without it, and is red until somebody mends it.",
}


def as_markdown() -> str:
    """The page on refusals: by code, what GitHub says, what it means, how to mend it."""
    parts = [
        "# What GitHub refuses, and how to mend it\n\n"
        "GitHub's error types say little, so its sentences decide. "
        "What no sentence here fits is told in GitHub's own words.\n"
    ]
    codes = dict.fromkeys(known.code for known in SENTENCES)
    parts += [_section(code, [known for known in SENTENCES if known.code == code]) for code in codes]
    for code in dict.fromkeys(code for code, _ in _TYPES.values()):
        if all(known.code != code for known in SENTENCES):
            what, fix = _WORDS[code]
            parts.append(f"## {code}\n\n{_sentence(what)} To mend it: {_sentence(fix)}\n")
    return "\n".join(parts)


def _section(code: str, sentences: list[Sentence]) -> str:
    lines = [f"## {code}\n"]
    for what in dict.fromkeys(known.what for known in sentences):
        first = next(known for known in sentences if known.what == what)
        said = [
            f"- “{known.says}” ([seen here]({known.source}))" for known in sentences if known.what == what
        ]
        fix, _, block = first.fix.partition("\n")
        mend = f"{_sentence(fix)}\n\n```yaml\n{block}```" if block else _sentence(fix)
        lines.append(f"{_sentence(what)} GitHub says:\n\n" + "\n".join(said) + f"\n\nTo mend it: {mend}\n")
        lines.append(f"{_AFTER[first.after]}\n")
    return "\n".join(lines)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}" + ("" if text.endswith((".", ":")) else ".")
