"""What all acts share: who may, how long a text may be, and the history of what was written."""

from __future__ import annotations

from postmortem_gh.local_github.model import Edit, Issue, PullRequest, Repository, Written
from postmortem_gh.local_github.refusals import COMMENT_TOO_LONG, TOO_LONG, Refused, forbidden, invalid
from postmortem_gh.local_github.session import Session

LONGEST_BODY = 65536
LONGEST_TITLE = 256


def area_of(issue: Issue) -> str:
    return "pull_requests" if issue.is_pull else "issues"


def place_of(issue: Issue) -> str:
    return f"{issue.repository.full_name}#{issue.number}"


def counts_as_creation(session: Session) -> None:
    """80 a minute, 500 an hour; clicks in the page count as well."""
    if not session.world.limits.takes_creation(session.user.login, session.world.now):
        raise Refused("UNPROCESSABLE", "was submitted too quickly", 403)


def check_body(body: str, resource: str) -> None:
    if len(body) > LONGEST_BODY:
        if resource == "IssueComment":
            raise invalid(COMMENT_TOO_LONG, resource, "data", "unprocessable")
        raise invalid(TOO_LONG, resource, "body")


def check_title(title: str, resource: str) -> None:
    if not title.strip():
        raise invalid(
            "Title can't be blank",
            resource,
            "title",
            rest_error={"resource": resource, "code": "missing_field", "field": "title"},
        )
    if len(title) > LONGEST_TITLE:
        raise invalid(f"title is too long (maximum is {LONGEST_TITLE} characters)", resource, "title")


def require_reader(session: Session, repository: Repository) -> None:
    if session.token and session.token.permissions is not None:
        session.require(repository, "issues", "read")
    elif not session.sees(repository):
        raise forbidden(
            f"{session.user.login} does not have the correct permissions to execute `{session.doing}`"
        )


def require_editor(session: Session, issue: Issue) -> None:
    """Who may change title and body: the author, or somebody with write access."""
    is_app = session.token and session.token.permissions is not None
    if is_app or issue.author is not session.user:
        session.require(issue.repository, area_of(issue), "write")
    else:
        session.require_alive(issue.repository)


def require_triage(session: Session, issue: Issue) -> None:
    session.require(issue.repository, area_of(issue), "triage")


def rewrite(session: Session, written: Written, body: str) -> str:
    """A new version of somebody's words; the history keeps each version's whole text."""
    world = session.world
    before = written.body
    if not written.edits:
        written.edits.append(
            world.make(Edit, editor=written.author, edited_at=written.created_at, diff=before)
        )
    written.edits.append(world.make(Edit, editor=session.user, edited_at=world.now, diff=body))
    written.body = body
    written.editor = session.user
    written.last_edited_at = written.updated_at = world.now
    return before


def touch(session: Session, issue: Issue) -> None:
    issue.updated_at = session.world.now


def find_pull(issue: Issue) -> PullRequest | None:
    return issue if isinstance(issue, PullRequest) else None
