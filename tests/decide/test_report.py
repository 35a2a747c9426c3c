"""The weekly report: what stands in which list, what is news, and what a tick or a command does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.decide import boxes, follow_up, report
from postmortem_gh.decide.figures import figures
from postmortem_gh.decide.item import follow
from postmortem_gh.documents import item as page
from postmortem_gh.documents.length import units
from postmortem_gh.plan import changes as do
from postmortem_gh.plan.diff_follow_up import diff_report
from postmortem_gh.plan.rounds import rounds
from postmortem_gh.settings import Limits, Settings
from postmortem_gh.values.report import ReportView
from postmortem_gh.values.snapshot import Edit, Happening
from postmortem_gh.values.tracked import COMMENTS_READ, Evidence, ReportSnapshot, Tracked, Waiting
from tests.decide.worlds import TODAY, ago, around, at, comment, incident, issue, snapshot, tracked, weigh

DAY = timedelta(days=1)


def lists(seen: ReportSnapshot, today: date = TODAY, since: date | None = None) -> dict[str, list[int]]:
    settings = Settings()
    weighed = weigh(seen, today)
    view = report.view(
        seen, weighed, settings, today=today, since=since or today - 7 * DAY, day_of=around().day_of
    )
    return {section.id: [line.number for line in section.lines] for section in view.sections}


def draw(view: ReportView, *, room: int) -> str:
    """A drawing with just the boxes: the pages have tests of their own."""
    rows = [f"- [ ] <!-- postmortem-gh:box {box.id} --> {box.text}" for box in view.boxes]
    return "\n".join([report.digest(view), *rows])


def plan(
    seen: ReportSnapshot, today: date = TODAY, settings: Settings | None = None, **roles: str
) -> do.Plan:
    wanted = follow_up.decide(seen, around(settings, today, **roles), draw)
    return diff_report(seen, wanted)


def after(seen: ReportSnapshot, made: do.Plan) -> ReportSnapshot:
    """The world as it is once the plan was carried out."""
    for change in made.changes:
        seen = _after(seen, change)
    return seen


def _after(seen: ReportSnapshot, change: do.Change) -> ReportSnapshot:
    if isinstance(change, do.OpenIssue):
        return replace(seen, reports=(issue(99, body=change.body), *seen.reports))
    if isinstance(change, do.PinIssue):
        return replace(seen, pinned=(*seen.pinned, seen.reports[0].id))
    if (
        isinstance(change, do.EditIssue)
        and change.body is not None
        and seen.reports
        and change.id == seen.reports[0].id
    ):
        return replace(seen, reports=(replace(seen.reports[0], body=change.body), *seen.reports[1:]))
    return replace(seen, items=tuple(_item_after(each, change) for each in seen.items))


def _item_after(each: Tracked, change: do.Change) -> Tracked:
    if isinstance(change, do.AddLabels) and change.id == each.issue.id:
        return replace(each, issue=replace(each.issue, labels=(*each.issue.labels, *change.labels)))
    if isinstance(change, do.RemoveLabels) and change.id == each.issue.id:
        kept = tuple(name for name in each.issue.labels if name not in change.labels)
        return replace(each, issue=replace(each.issue, labels=kept))
    if isinstance(change, do.Assign | do.Unassign) and change.id == each.issue.id:
        others = tuple(login for login in each.issue.assignees if login not in change.logins)
        now = (*others, *change.logins) if isinstance(change, do.Assign) else others
        return replace(each, issue=replace(each.issue, assignees=now))
    if isinstance(change, do.EditIssue) and change.id == each.issue.id and change.body is not None:
        return replace(each, issue=replace(each.issue, body=change.body))
    if isinstance(change, do.CloseIssue) and change.id == each.issue.id:
        return replace(
            each, issue=replace(each.issue, is_open=False, closed_at=at(TODAY), state_reason=change.reason)
        )
    if isinstance(change, do.AddComment) and change.subject == each.issue.id:
        said = comment(change.body, by="github-actions", number=900 + len(each.comments))
        return replace(each, comments=(*each.comments, said))
    if isinstance(change, do.React):
        answered = tuple(
            comment(c.body, by=c.author or "", answered=True, number=int(c.id[2:]))
            if c.id == change.subject
            else c
            for c in each.comments
        )
        return replace(each, comments=answered)
    return each


# ── lists ──


@pytest.mark.parametrize(
    ("item", "where"),
    [
        (tracked(due=ago(1)), "overdue"),
        (tracked(due=ago(15)), "decide"),
        (tracked(due=ago(9), moved=((ago(5), ago(9), ago(1)),)), "decide"),
        (tracked(due=TODAY), "soon"),
        (tracked(due=TODAY + 7 * DAY), "soon"),
        (tracked(due=TODAY + 8 * DAY, owner=None), "ownerless"),
        (tracked(due=None), "undated"),
        (tracked(due=None, owner=None), "ownerless"),
        (tracked(due=TODAY + 60 * DAY, created=ago(30)), "stale"),
        (tracked(due=TODAY + 60 * DAY, blocked_by=("#5",)), "blocked"),
        (tracked(closed=ago(1), closed_by=Evidence(kind="pull request", url="u")), "done"),
        (tracked(closed=ago(1), comments=(comment("/done rolled out", answered=True),)), "done"),
        (tracked(closed=ago(1), comments=(comment("/done see my page", by="mallory"),)), "unproved"),
        (tracked(closed=ago(1)), "unproved"),
        (tracked(closed=ago(1), reason="NOT_PLANNED"), "dropped"),
    ],
)
def test_an_item_stands_in_the_list_that_its_dates_say(item: Tracked, where: str) -> None:
    assert lists(snapshot(item)) == {where: [11]}


@given(
    due=st.none() | st.integers(-60, 60),
    created=st.integers(0, 60),
    owner=st.sampled_from(["alice", None]),
    moved=st.booleans(),
)
def test_a_list_that_has_a_label_is_of_those_that_get_the_label(
    due: int | None, created: int, owner: str | None, moved: bool
) -> None:
    day = None if due is None else ago(-due)
    put_off = ((ago(61), ago(70), day),) if moved and day else ()
    seen = snapshot(tracked(due=day, created=ago(created), owner=owner, moved=put_off))

    labelled = {
        name
        for change in plan(seen).changes
        if isinstance(change, do.AddLabels) and change.number == 11
        for name in change.labels
    }

    of_list = {"decide": ("overdue", "needs-decision"), "overdue": ("overdue",)}
    of_list |= {"stale": ("stale",), "ownerless": ("needs-owner",)}
    listed = {name for section in lists(seen) for name in of_list.get(section, ())}
    assert labelled == listed


def test_a_reason_for_giving_up_is_one_that_counted() -> None:
    words = (comment("/wontdo replaced", answered=True), comment("/wontdo mallory says so", by="mallory"))
    seen = snapshot(tracked(closed=ago(1), reason="NOT_PLANNED", comments=words))

    (line,) = (
        line
        for section in report.view(
            seen, weigh(seen), Settings(), today=TODAY, since=ago(7), day_of=around().day_of
        ).sections
        for line in section.lines
    )

    assert line.detail == "replaced"


def test_an_item_that_is_well_is_in_no_list() -> None:
    assert lists(snapshot(tracked(due=TODAY + 20 * DAY))) == {}


def test_an_item_with_a_broken_block_is_told_and_not_guessed() -> None:
    item = tracked(due=ago(3))
    broken = replace(item, issue=replace(item.issue, body="I tidied this up"))

    settings = Settings()
    weighed = weigh(snapshot(broken))
    view = report.view(snapshot(broken), weighed, settings, today=TODAY, since=ago(7), day_of=around().day_of)

    assert "removed or broken by hand" in view.sections[0].lines[0].why


def test_a_comment_of_a_person_ends_staleness_and_one_of_ours_does_not() -> None:
    item = tracked(due=TODAY + 60 * DAY, created=ago(60))

    assert "stale" in lists(
        snapshot(
            replace(item, comments=(comment("x\n\n<!-- postmortem-gh:v1 state {} -->", by="github-actions"),))
        )
    )
    assert lists(snapshot(replace(item, comments=(comment("still on it"),)))) == {}


def test_incidents_without_a_document_and_waiting_pull_requests_are_told_after_a_week() -> None:
    waiting = Waiting(number=31, url="u", title="Postmortem", created_at=at(ago(8)))

    found = lists(
        snapshot(
            incidents=(incident(1, ago(8)), incident(2, ago(3)), incident(3, ago(20), pull_request=waiting))
        )
    )

    assert found == {"undocumented": [1], "waiting": [31]}


def test_figures_wait_for_five_incidents() -> None:
    few = tuple(incident(number, ago(number), recover=10 * number) for number in range(1, 5))

    def of(*incidents):
        return figures(incidents, [], TODAY, around().day_of)

    assert of(*few).too_early
    assert not of(*few, incident(5, ago(5), recover=500)).too_early
    assert of(*few, incident(5, ago(5), recover=500)).recover_median == 30


# ── news ──


def test_a_second_run_writes_nothing() -> None:
    seen = snapshot(tracked(11, due=ago(3)), tracked(12, due=ago(30), owner=None), tracked(13, closed=ago(1)))

    first = plan(seen)
    second = plan(after(seen, first))

    assert first.changes
    assert second.changes == ()


def test_a_new_day_alone_is_no_news() -> None:
    seen = snapshot(tracked(11, due=ago(3)), incidents=(incident(1, ago(2)),))
    stands = after(seen, plan(seen))

    assert plan(stands, TODAY + DAY).changes == ()


def test_a_date_that_passes_is_news() -> None:
    seen = snapshot(tracked(11, due=TODAY))
    stands = after(seen, plan(seen))

    changed = plan(stands, TODAY + DAY).changes

    assert any(isinstance(each, do.EditIssue) and each.id == "I_99" for each in changed)
    assert any(isinstance(each, do.AddLabels) and each.labels == ("overdue",) for each in changed)


def test_what_was_done_is_told_until_the_next_report_and_then_no_more() -> None:
    seen = snapshot(tracked(11, closed=ago(1)), tracked(12, due=TODAY + 2 * DAY))
    stands = after(seen, plan(seen))
    later = TODAY + 3 * DAY

    news = after(stands, plan(stands, later))

    assert lists(stands, since=ago(7))["unproved"] == [11]
    assert news.reports[0].body != stands.reports[0].body
    assert plan(news, later).changes == ()


def test_nothing_was_ever_promised_so_no_report_is_opened() -> None:
    assert plan(snapshot()).changes == ()


def test_a_closed_report_stays_closed_and_a_new_one_links_to_it() -> None:
    old = issue(7, body="old", is_open=False)

    changes = plan(snapshot(tracked(due=ago(1)), reports=(old,))).changes

    assert any(isinstance(each, do.OpenIssue) and each.name == "report" for each in changes)
    assert not any(getattr(each, "id", None) == "I_7" for each in changes)


def test_people_s_text_around_the_report_stays_byte_for_byte() -> None:
    seen = snapshot(tracked(due=ago(1)))
    stands = after(seen, plan(seen))
    theirs = replace(
        stands.reports[0], body=f"Our own words.\r\n\r\n{stands.reports[0].body}\r\nMore of them.  \r\n"
    )
    edited = replace(stands, reports=(theirs,), items=(tracked(due=ago(1)), tracked(12, due=ago(2))))

    change = next(each for each in plan(edited).changes if isinstance(each, do.EditIssue))

    assert change.body is not None
    assert change.body.startswith("Our own words.\r\n\r\n")
    assert change.body.endswith("\r\nMore of them.  \r\n")


@pytest.mark.parametrize(
    "theirs", ["Our own words. \U0001f600\r\n" * 3_300, "x" * 58_000], ids=["CRLF", "LF"]
)
def test_beside_much_text_of_people_the_report_shrinks_to_what_fits(theirs: str) -> None:
    asked = []

    def drawing(view: ReportView, *, room: int) -> str:
        asked.append(room)
        return "\n".join(["ten chars."] * (room // 11))

    seen = snapshot(tracked(due=ago(1)), reports=(issue(99, body=theirs),))

    wanted = follow_up.decide(seen, around(), drawing).report

    assert wanted is not None
    assert wanted.body.startswith(theirs.rstrip())
    assert "ten chars." in wanted.body
    assert units(wanted.body) <= 65_000
    assert asked[0] < 8_000


def test_where_people_s_text_leaves_no_room_their_ticks_count_all_the_same_and_it_is_told() -> None:
    seen = snapshot(tracked(11, due=ago(3)))
    stands = after(seen, plan(seen))
    full = replace(stands.reports[0], body=f"{'x' * 64_900}\n\n{stands.reports[0].body}")
    asked_for = ticked(replace(stands, reports=(full,)), "move:1", "alice")

    made = plan(asked_for)
    later = after(asked_for, made)

    assert page.read(later.items[0].issue.body).due == TODAY + 7 * DAY
    assert later.reports[0].body == full.body
    assert "too little room" in made.notices[0]
    assert plan(later).changes == ()


# ── labels and comments on items ──


def test_labels_agree_with_the_dates_and_come_off_again() -> None:
    item = tracked(due=ago(20), labels=("action-item",))
    seen = after(snapshot(item), plan(snapshot(item)))
    assert {"overdue", "needs-decision"} <= set(seen.items[0].issue.labels)

    moved = page.with_due(seen.items[0].issue.body, TODAY + 30 * DAY, on=TODAY, why="by alice: late")
    calm = replace(
        seen, items=(replace(seen.items[0], issue=replace(seen.items[0].issue, body=moved or "")),)
    )

    removed = [each for each in plan(calm).changes if isinstance(each, do.RemoveLabels)]
    assert set(removed[0].labels) == {"overdue", "needs-decision"}


def test_a_label_that_a_person_took_off_stays_off() -> None:
    taken = Happening(at=at(TODAY), kind="unlabeled", label="overdue")

    changes = plan(snapshot(tracked(due=ago(2), history=(taken,)))).changes

    assert not any(isinstance(each, do.AddLabels) for each in changes)


def test_one_comment_for_each_new_state_addressed_to_the_owner_and_never_again() -> None:
    seen = snapshot(tracked(due=ago(2)))
    first = [each for each in plan(seen).changes if isinstance(each, do.AddComment)]
    stands = after(seen, plan(seen))

    weeks_later = [each for each in plan(stands, TODAY + 5 * DAY).changes if isinstance(each, do.AddComment)]
    overdue_for_long = [
        each for each in plan(stands, TODAY + 20 * DAY).changes if isinstance(each, do.AddComment)
    ]

    assert len(first) == 1
    assert first[0].body.startswith("@alice: ")
    assert weeks_later == []
    assert len(overdue_for_long) == 1
    assert "needs a decision" in overdue_for_long[0].body


def test_no_run_touches_more_issues_than_the_settings_allow_and_the_rest_is_told() -> None:
    many = [tracked(number, due=ago(2)) for number in range(100, 130)]

    made = plan(snapshot(*many), settings=Settings(limits=Limits(report_edits=10)))

    touched = {each.number for each in made.changes if isinstance(each, do.AddLabels | do.AddComment)}
    assert len(touched) == 10
    assert "30 action items" in made.notices[0]
    assert "this run does 10 " in made.notices[0]


def test_what_was_said_on_an_item_is_carried_out_whole_or_not_at_all_and_then_not_answered() -> None:
    orders = [
        tracked(number, due=TODAY + DAY, comments=(comment("/owner @bob", number=number),))
        for number in range(11, 14)
    ]
    seen, one_a_run = snapshot(*orders), Settings(limits=Limits(report_edits=1))

    for _ in orders:
        made = plan(seen, settings=one_a_run)
        assigned = [each.number for each in made.changes if isinstance(each, do.Assign)]
        assert len(assigned) == 1
        assert [each.number for each in made.changes if isinstance(each, do.Unassign)] == assigned
        assert [each.subject for each in made.changes if isinstance(each, do.React)] == [f"C_{assigned[0]}"]
        seen = after(seen, made)

    assert [each.issue.assignees for each in seen.items] == [("bob",)] * 3


def test_beyond_the_limit_what_people_said_goes_before_labels() -> None:
    asked = tracked(12, due=TODAY + DAY, comments=(comment("/due 2026-12-24 vendor is late"),))
    seen = snapshot(tracked(11, due=ago(2)), asked, tracked(13, due=ago(2)))

    made = plan(seen, settings=Settings(limits=Limits(report_edits=1)))

    assert [each.number for each in made.changes if isinstance(each, do.EditIssue)] == [12]
    assert not any(isinstance(each, do.AddLabels) for each in made.changes)


def test_an_item_beyond_the_limit_stands_in_the_report_as_it_is() -> None:
    given_up = [
        tracked(number, due=TODAY + DAY, comments=(comment("/wontdo no need", number=number),))
        for number in (11, 12)
    ]

    made = plan(snapshot(*given_up), settings=Settings(limits=Limits(report_edits=1)))

    assert [each.number for each in made.changes if isinstance(each, do.CloseIssue)] == [11]
    whole = follow_up.decide(
        snapshot(*given_up),
        around(Settings(limits=Limits(report_edits=1))),
        lambda view, room: str(view.open_items),
    )
    assert whole.report is not None
    assert whole.report.body.splitlines()[1] == "1"


def test_a_tick_is_carried_out_beyond_the_limit_since_a_box_acts_once() -> None:
    seen = snapshot(*(tracked(number, due=ago(3)) for number in (11, 12, 13)))
    stands = ticked(after(seen, plan(seen)), "move:1", "alice")

    made = plan(stands, settings=Settings(limits=Limits(report_edits=1)))

    assert [each.number for each in made.changes if isinstance(each, do.EditIssue)][:3] == [11, 12, 13]


def test_a_state_is_spoken_of_once_however_much_is_said_after() -> None:
    seen = snapshot(tracked(due=ago(2)))
    stands = after(seen, plan(seen))
    talk = tuple(comment("talk", number=number, on=TODAY) for number in range(COMMENTS_READ))
    # Ours is no longer among the newest, which alone are read.
    talked = replace(stands, items=(replace(stands.items[0], comments=talk),))

    assert not any(isinstance(each, do.AddComment) for each in plan(talked).changes)


def test_a_new_state_is_spoken_of_where_much_was_said_before() -> None:
    talk = tuple(comment("talk", number=number) for number in range(COMMENTS_READ))

    made = plan(snapshot(tracked(due=ago(2), comments=talk)))

    assert len([each for each in made.changes if isinstance(each, do.AddComment)]) == 1


@pytest.mark.parametrize("before", [None, TODAY + 9 * DAY], ids=["the first date", "an earlier date"])
def test_only_a_later_date_is_a_postponement(before: date | None) -> None:
    moved = ((ago(9), ago(9), ago(2)),)

    assert lists(snapshot(tracked(due=before, moved=moved))) == {"overdue": [11]}


def test_a_recurrence_labels_the_newer_incident_once() -> None:
    twice = (incident(1, ago(30), "service:db"), incident(2, ago(2), "service:db"))
    labelled = plan(snapshot(incidents=twice)).changes

    again = plan(snapshot(incidents=(twice[0], replace(twice[1], recurring_set=True)))).changes

    assert any(
        isinstance(each, do.AddLabels) and each.number == 2 and each.labels == ("recurring",)
        for each in labelled
    )
    assert not any(isinstance(each, do.AddLabels) and each.number == 2 for each in again)


def test_what_came_back_in_another_repository_is_told_with_its_name_and_labelled_there() -> None:
    here, there = incident(1, ago(30), "service:db"), incident(2, ago(2), "service:db")
    seen = snapshot(incidents=(here, replace(there, repository="acme/payments")))

    (story,) = weigh(seen).stories

    assert (story.newest.repository, story.earlier[0].repository) == ("acme/payments", None)
    assert not any(isinstance(each, do.AddLabels) for each in plan(seen).changes)


def test_a_document_of_another_repository_is_told_with_its_name() -> None:
    waits = Waiting(number=31, url="u", title="Document", created_at=at(ago(8)))
    lacking = incident(1, ago(30))
    waiting = replace(incident(2, ago(30)), pull_request=waits)
    there = tuple(replace(each, repository="acme/payments") for each in (lacking, waiting))
    seen = snapshot(incidents=there)

    view = report.view(seen, weigh(seen), Settings(), today=TODAY, since=ago(7), day_of=around().day_of)

    told = {section.id: section.lines[0].repository for section in view.sections}
    assert told == {"undocumented": "acme/payments", "waiting": "acme/payments"}


def test_items_of_other_repositories_are_told_and_not_touched() -> None:
    there = replace(tracked(due=ago(2)), repository="acme/payments")

    changes = plan(snapshot(there)).changes

    assert [type(each) for each in changes if not isinstance(each, do.MakeLabel)] == [
        do.OpenIssue,
        do.PinIssue,
    ]


# ── boxes ──


def ticked(seen: ReportSnapshot, id: str, by: str) -> ReportSnapshot:
    there = seen.reports[0]
    text = there.body.replace(
        f"- [ ] <!-- postmortem-gh:box {id} -->", f"- [x] <!-- postmortem-gh:box {id} -->"
    )
    assert text != there.body
    edits = (
        Edit(at=at(TODAY), editor=by, text=text),
        Edit(at=at(ago(1)), editor="github-actions", text=there.body),
    )
    return replace(seen, reports=(replace(there, body=text, edits=edits),))


@pytest.mark.parametrize("days", [1, 3, 20])
def test_a_ticked_box_gives_the_overdue_items_of_its_postmortem_a_week_once_and_is_unticked(
    days: int,
) -> None:
    seen = snapshot(tracked(11, due=ago(days)), tracked(12, due=ago(3), parent=2))
    stands = ticked(after(seen, plan(seen)), "move:1", "alice")

    made = plan(stands)
    later = after(stands, made)

    block = page.read(later.items[0].issue.body)
    assert block is not None
    assert block.due == TODAY + 7 * DAY
    assert block.moved[0].why == "moved from the report, by alice"
    assert page.read(later.items[1].issue.body).due == ago(3)
    assert boxes.ticked(later.reports[0].body) == frozenset()
    assert plan(later).changes == ()


def test_a_box_is_unticked_a_request_after_what_it_asked_for() -> None:
    seen = snapshot(tracked(11, due=ago(3)))
    made = plan(ticked(after(seen, plan(seen)), "move:1", "alice"))

    edits = [
        [each.number for each in batch if isinstance(each, do.EditIssue)] for batch in rounds(made.changes)
    ]

    assert edits == [[11], [99]]


def test_a_tick_counts_where_the_person_s_own_token_wrote_the_report() -> None:
    seen = replace(snapshot(tracked(11, due=ago(3))), viewer="alice")
    stands = ticked(after(seen, plan(seen)), "move:1", "alice")

    later = after(stands, plan(stands))

    assert page.read(later.items[0].issue.body).due == TODAY + 7 * DAY
    assert plan(later).changes == ()


def test_a_tick_of_somebody_without_write_access_does_nothing() -> None:
    seen = snapshot(tracked(11, due=ago(3)))
    stands = ticked(after(seen, plan(seen)), "move:1", "mallory")

    assert not any(
        isinstance(each, do.EditIssue) and each.number == 11 for each in plan(stands, mallory="read").changes
    )


def test_ticking_close_done_closes_what_its_owner_said_was_done() -> None:
    item = tracked(11, due=ago(3), comments=(comment("/done rolled out", by="bob"),), owner="bob")
    seen = snapshot(item)
    first = plan(seen, bob="read", alice="write")
    stands = after(seen, first)
    assert not any(isinstance(each, do.CloseIssue) for each in first.changes)

    redrawn = after(stands, plan(stands, bob="read", alice="write"))
    closing = plan(ticked(redrawn, "close-done", "alice"), bob="read", alice="write").changes

    assert [each.number for each in closing if isinstance(each, do.CloseIssue)] == [11]


def test_what_was_said_before_an_item_was_reopened_tells_of_an_end_that_did_not_hold() -> None:
    said = comment("/done rolled out", on=ago(5), answered=True)
    reopened = Happening(at=at(ago(4)), kind="reopened")
    again = tracked(11, due=TODAY + 60 * DAY, comments=(said,), history=(reopened,))
    by_hand = tracked(12, closed=ago(1), comments=(said,), history=(reopened,))
    seen = snapshot(again, by_hand)

    offered = report.view(seen, weigh(seen), Settings(), today=TODAY, since=ago(7), day_of=around().day_of)

    assert lists(seen) == {"unproved": [12]}
    assert [each.id for each in offered.boxes] == ["rebuild"]


def test_close_done_is_offered_for_what_this_report_can_close() -> None:
    there = tracked(11, due=TODAY + 60 * DAY, comments=(comment("/done rolled out", answered=True),))
    seen = snapshot(replace(there, repository="acme/payments"))

    view = report.view(seen, weigh(seen), Settings(), today=TODAY, since=ago(7), day_of=around().day_of)

    assert [each.id for each in view.boxes] == ["rebuild"]


# ── commands on items ──


def said(text: str, by: str = "alice", **roles: str) -> do.Plan:
    return plan(
        snapshot(tracked(11, due=ago(1), comments=(comment(text, by=by),))), **(roles or {"alice": "write"})
    )


def body_after(made: do.Plan) -> str:
    return next(
        each.body or "" for each in made.changes if isinstance(each, do.EditIssue) and each.number == 11
    )


def answers(made: do.Plan) -> list[str]:
    return [each.content for each in made.changes if isinstance(each, do.React)]


def test_due_moves_the_date_and_keeps_the_reason() -> None:
    made = said("/due 2026-12-15 the vendor is late")

    block = page.read(body_after(made))
    assert block is not None
    assert block.due == date(2026, 12, 15)
    assert block.moved[-1].why == "by alice: the vendor is late"
    assert answers(made) == ["THUMBS_UP"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/due", "no date"),
        ("/due soonish maybe", "no date"),
        ("/due 2026-12-15", "reason"),
        ("/due 2026-12-15 " + "late " * 300, "in a few words"),
        ("/due 2026-02-31 late", ""),
        ("/due 2026-11-01 late", "is before"),
        ("/wontdo", "reason"),
        ("/owner", "names nobody"),
        ("/owner @nobody-here", "cannot assign"),
        ("/timeline 14:05 it broke", "the postmortem's own issue"),
        ("/refresh", "the postmortem's own issue"),
    ],
)
def test_what_cannot_be_carried_out_gets_one_comment_that_says_why_and_changes_nothing(
    text: str, words: str
) -> None:
    made = said(text)

    replies = [
        each
        for each in made.changes
        if isinstance(each, do.AddComment) and "could not be carried out" in each.body
    ]
    assert answers(made) == ["CONFUSED"]
    assert len(replies) == 1
    assert words in replies[0].body
    assert not any(
        isinstance(each, do.EditIssue | do.CloseIssue | do.Assign) and each.number == 11
        for each in made.changes
    )


def test_a_command_without_the_right_to_it_gets_a_confused_face_and_no_comment() -> None:
    made = said("/wontdo no thanks", by="mallory", mallory="read")

    assert answers(made) == ["CONFUSED"]
    assert not any(
        isinstance(each, do.AddComment) and "/wontdo" in each.body and "carried out" in each.body
        for each in made.changes
    )
    assert not any(isinstance(each, do.CloseIssue) for each in made.changes)


def test_wontdo_closes_as_not_planned_with_the_reason() -> None:
    made = said("/wontdo replaced by the new queue")

    (close,) = (each for each in made.changes if isinstance(each, do.CloseIssue))
    assert close.reason == "NOT_PLANNED"
    assert "replaced by the new queue" in close.why


def test_owner_hands_over_to_one_person() -> None:
    made = said("/owner @bob")

    assert [each.logins for each in made.changes if isinstance(each, do.Assign)] == [("bob",)]
    assert [each.logins for each in made.changes if isinstance(each, do.Unassign)] == [("alice",)]


def test_commands_in_quotes_and_code_are_none_and_several_in_a_comment_all_count() -> None:
    made = said("> /wontdo quoted\n\n```\n/wontdo in code\n```\n/owner @bob\n/due 2026-12-15 hand-over")

    assert not any(isinstance(each, do.CloseIssue) for each in made.changes)
    assert page.read(body_after(made)).due == date(2026, 12, 15)
    assert [each.logins for each in made.changes if isinstance(each, do.Assign)] == [("bob",)]


def test_an_answered_comment_is_never_carried_out_again() -> None:
    item = tracked(11, due=TODAY + 9 * DAY, comments=(comment("/wontdo later edited", answered=True),))

    assert not any(isinstance(each, do.CloseIssue | do.React) for each in plan(snapshot(item)).changes)


def test_a_date_moved_before_an_answer_got_lost_is_not_moved_twice() -> None:
    told = comment("/due 2026-12-15 the vendor is late")
    item = tracked(11, due=ago(1), moved=((ago(1), ago(1), date(2026, 12, 15)),), comments=(told,))

    made = plan(snapshot(item))

    assert not any(isinstance(each, do.EditIssue) and each.number == 11 for each in made.changes)
    assert answers(made) == ["THUMBS_UP"]


@pytest.mark.parametrize("done", [1, 2])
def test_of_several_moves_those_that_were_made_before_answers_got_lost_are_made_once(done: int) -> None:
    days = (date(2026, 12, 15), date(2027, 1, 10))
    told = tuple(comment(f"/due {day} the vendor is late", number=n) for n, day in enumerate(days, 1))
    logged = tuple((ago(1), ago(1), day) for day in days[:done])
    item = tracked(11, due=ago(1), moved=logged, comments=told)

    made = plan(snapshot(item))

    block = page.read(_item_body(item, made))
    assert [each.now for each in block.moved] == list(days)
    assert answers(made) == ["THUMBS_UP", "THUMBS_UP"]


def _item_body(item: Tracked, made: do.Plan) -> str:
    edits = [each.body for each in made.changes if isinstance(each, do.EditIssue) and each.number == 11]
    return edits[0] if edits else item.issue.body


def test_a_date_that_somebody_set_after_the_move_stays_where_its_answer_got_lost() -> None:
    told = comment("/due 2026-12-15 the vendor is late")
    item = tracked(11, due=ago(1), moved=((ago(1), ago(1), date(2026, 12, 15)),), comments=(told,))
    by_hand = item.issue.body.replace("**Due:** 2026-12-15", "**Due:** 2026-12-18")

    made = plan(snapshot(replace(item, issue=replace(item.issue, body=by_hand))))

    assert by_hand != item.issue.body
    assert not any(isinstance(each, do.EditIssue) and each.number == 11 for each in made.changes)
    assert answers(made) == ["THUMBS_UP"]


def test_a_later_move_that_was_answered_leaves_the_one_before_it_made_once() -> None:
    days = (date(2026, 12, 15), date(2027, 1, 10))
    told = tuple(
        comment(f"/due {day} the vendor is late", number=n, answered=n == 2) for n, day in enumerate(days, 1)
    )
    item = tracked(11, due=ago(1), moved=tuple((ago(1), ago(1), day) for day in days), comments=told)

    made = plan(snapshot(item))

    assert not any(isinstance(each, do.EditIssue) and each.number == 11 for each in made.changes)
    assert answers(made) == ["THUMBS_UP"]


def test_a_date_to_which_it_was_moved_earlier_is_moved_to_again() -> None:
    first, second = date(2026, 12, 15), date(2027, 1, 10)
    told = (
        comment(f"/due {first} the vendor is late", number=1, answered=True),
        comment(f"/due {second} the vendor is late", number=2, answered=True),
        comment(f"/due {first} the vendor is late", number=3),
    )
    logged = ((ago(1), ago(1), first), (ago(1), first, second))

    block = page.read(body_after(plan(snapshot(tracked(11, due=ago(1), moved=logged, comments=told)))))

    assert [each.now for each in block.moved] == [first, second, first]


def test_a_long_reason_is_kept_and_counts_as_a_postponement() -> None:
    told = "the vendor is late " * 30
    moved = body_after(said(f"/due 2026-12-15 {told}"))

    further = page.with_due(moved, date(2027, 1, 10), on=TODAY, why="by bob: later still")

    assert [each.why for each in page.read(further).moved] == [
        f"by alice: {told.strip()}",
        "by bob: later still",
    ]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("/due 2026-11-20 the vendor is late", date(2026, 11, 20)),
        ("/due tomorrow the vendor is late", date(2026, 11, 18)),
        ("/due next Friday the vendor is late", date(2026, 11, 27)),
        ("/due EOM the vendor is late", date(2026, 11, 30)),
    ],
)
def test_a_date_is_judged_by_the_day_of_the_command_however_late_it_is_read(text: str, due: date) -> None:
    given = comment(text, on=date(2026, 11, 17))

    made = plan(snapshot(tracked(11, due=ago(9), comments=(given,))), today=date(2026, 11, 30))

    block = page.read(body_after(made))
    assert (block.due, block.moved[-1].on) == (due, date(2026, 11, 17))
    assert answers(made) == ["THUMBS_UP"]


@pytest.mark.parametrize(
    ("zone", "due"), [("Asia/Tokyo", date(2026, 11, 20)), ("America/New_York", date(2026, 11, 19))]
)
def test_the_day_of_a_command_is_that_of_the_settings_zone(zone: str, due: date) -> None:
    given = replace(comment("/due tomorrow late"), created_at=datetime(2026, 11, 18, 20, tzinfo=UTC))
    settled = replace(
        around(today=date(2026, 11, 24)), day_of=lambda moment: moment.astimezone(ZoneInfo(zone)).date()
    )

    followed, now = follow(tracked(11, due=ago(9), comments=(given,)), settled)

    assert now.due == due
    assert [each.content for each in followed.answers] == ["THUMBS_UP"]


@pytest.mark.parametrize("text", ["/due 2026-11-16 late", "/due yesterday late"])
def test_a_date_that_was_past_when_it_was_given_is_refused(text: str) -> None:
    given = comment(text, on=date(2026, 11, 17))

    assert answers(plan(snapshot(tracked(11, due=ago(9), comments=(given,))))) == ["CONFUSED"]


# ── calendar ──


@given(st.dates(date(2024, 1, 1), date(2032, 12, 31)), st.integers(-400, 400))
def test_overdue_is_a_matter_of_dates_alone(today: date, offset: int) -> None:
    due = today + timedelta(days=offset)

    found = lists(snapshot(tracked(due=due, created=due - DAY)), today)

    assert ("overdue" in found or "decide" in found) == (due < today)
    assert ("soon" in found) == (today <= due <= today + 7 * DAY)


def test_missed_weeks_change_nothing_in_the_result() -> None:
    seen = snapshot(tracked(11, due=ago(3)), tracked(12, due=ago(30)))
    late = TODAY + 30 * DAY
    weekly = seen
    for week in range(5):
        weekly = after(weekly, plan(weekly, TODAY + 7 * week * DAY))

    at_once, step_by_step = after(seen, plan(seen, late)), after(weekly, plan(weekly, late))

    labels = [sorted(set(each.issue.labels)) for each in at_once.items]
    assert labels == [sorted(set(each.issue.labels)) for each in step_by_step.items]


def test_an_incident_without_a_document_is_of_the_day_of_its_filing_in_the_settings_zone() -> None:
    late = datetime.combine(ago(1), time(23, 30), UTC)
    bare = replace(
        incident(2, ago(1), "service:db"),
        issue=issue(2, created_at=late, labels=("postmortem", "service:db")),
        front=None,
    )
    drawn: list[ReportView] = []

    def keep(view: ReportView, *, room: int) -> str:
        drawn.append(view)
        return draw(view, room=room)

    tokyo = replace(around(), day_of=lambda moment: moment.astimezone(ZoneInfo("Asia/Tokyo")).date())
    follow_up.decide(snapshot(incidents=(incident(1, ago(30), "service:db"), bare)), tokyo, keep)

    assert [each.newest.since for each in drawn[0].stories] == [TODAY]
