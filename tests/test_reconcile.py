"""The loop, with steps made up for the purpose: when it looks again, when it stops, what it remembers."""

from __future__ import annotations

from postmortem_gh.errors import NotReachable
from postmortem_gh.plan import changes as do
from postmortem_gh.plan.changes import Plan
from postmortem_gh.plan.outcome import Done, Failed, Outcome, Refused
from postmortem_gh.reconcile import reconcile, without_refused
from postmortem_gh.values.refs import ref
from postmortem_gh.values.refusals import meaning


def issue(name: str, **more) -> do.OpenIssue:
    return do.OpenIssue(name=name, title=name, body="", labels=(), why="w", **more)


COMMENT = do.AddComment(subject="I_1", number=1, body=f"see {ref('pull request', 'url')}", why="w")
PULL = do.OpenPullRequest(branch="postmortem/1", base="main", title="t", body="b", why="w")
PIN = do.PinIssue(id="I_1", number=1, why="w")


class Steps:
    """Three steps: what is planned, in turn, and what becomes of it; all is written down."""

    def __init__(self, plans, outcomes=()):
        self.plans, self.outcomes = list(plans), list(outcomes)
        self.observed: list[dict[str, str]] = []
        self.applied: list[Plan] = []
        self.shown: list[tuple[Plan, bool]] = []

    def run(self, *, dry_run: bool = False):
        return reconcile(
            self._observe,
            lambda seen: self.plans[min(seen, len(self.plans) - 1)],
            self._apply,
            dry_run=dry_run,
            show=lambda plan, again: self.shown.append((plan, again)),
        )

    def _observe(self, refused):
        self.observed.append(dict(refused))
        return len(self.observed) - 1

    def _apply(self, plan):
        self.applied.append(plan)
        return (
            self.outcomes.pop(0)
            if self.outcomes
            else Outcome(done=tuple(Done(change=c) for c in plan.changes))
        )


def plan(*changes: do.Change) -> Plan:
    return Plan(changes=changes)


def failed(change: do.Change, *, doubtful: bool = True, **more) -> Outcome:
    return Outcome(failed=(Failed(change=change, why="no answer", doubtful=doubtful),), **more)


def refused(change: do.Change, said: str = "Resource not accessible by integration", **more) -> Outcome:
    return Outcome(refused=(Refused(change=change, refusal=meaning(said)),), **more)


def test_what_went_well_is_not_looked_at_again():
    steps = Steps([plan(issue("item 1"))])

    result = steps.run()

    assert len(steps.observed) == 1
    assert result.exit_code == 0
    assert result.is_complete


def test_nothing_to_do_is_applied_by_nobody():
    steps = Steps([plan()])

    result = steps.run()

    assert steps.applied == []
    assert result.exit_code == 0


def test_a_dry_run_shows_the_plan_that_a_real_run_applies_and_stops_there():
    wanted = plan(issue("item 1"))
    real, dry = Steps([wanted]), Steps([wanted])

    real.run()
    dry.run(dry_run=True)

    assert dry.applied == []
    assert dry.shown == real.shown == [(wanted, False)]
    assert real.applied == [wanted]


def test_after_a_doubtful_write_it_looks_and_plans_anew():
    steps = Steps([plan(issue("item 1"), issue("item 2")), plan(issue("item 2"))], [failed(issue("item 1"))])

    result = steps.run()

    assert [again for _, again in steps.shown] == [False, True]
    assert steps.applied[1] == plan(issue("item 2"))
    assert result.exit_code == 0


def test_when_the_look_shows_that_all_was_done_nothing_more_is_sent():
    steps = Steps([plan(issue("item 1")), plan()], [failed(issue("item 1"))])

    result = steps.run()

    assert len(steps.applied) == 1
    assert result.exit_code == 0
    assert result.is_complete


def test_without_what_was_refused_goes_the_answer_that_tells_it_as_done():
    close = do.CloseIssue(id="I_1", number=1, reason="COMPLETED", why="w")
    untick = do.EditIssue(id="I_2", number=2, body="", after=(close.gives,), why="w")
    thumb = do.React(subject="IC_1", content="THUMBS_UP", after=(close.gives,), why="w")

    left = without_refused(plan(close, untick, thumb), refused(close).refused)

    assert left.changes == ()


def test_after_three_rounds_it_gives_up_and_says_that_github_is_out_of_reach():
    steps = Steps([plan(issue("item 1"))], [failed(issue("item 1"))] * 9)

    result = steps.run()

    assert len(steps.applied) == 3
    assert result.exit_code == 3


def test_what_was_refused_is_not_tried_again_and_the_rest_goes_on():
    first = plan(PULL, COMMENT)
    second = plan(PULL, do.AddComment(subject="I_1", number=1, body="by hand", why="w"))
    steps = Steps(
        [first, second],
        [
            refused(
                PULL, "GitHub Actions is not permitted to create or approve pull requests.", left=(COMMENT,)
            )
        ],
    )

    result = steps.run()

    assert steps.observed[1] == {"pull request": "pull-requests-off"}
    assert [type(change) for change in steps.applied[1].changes] == [do.AddComment]
    assert result.exit_code == 2
    assert [each.refusal.code for each in result.red] == ["pull-requests-off"]


def test_a_refused_pin_leaves_the_run_green_and_is_not_looked_at_again():
    steps = Steps([plan(PIN)], [refused(PIN)])

    result = steps.run()

    assert len(steps.observed) == 1
    assert result.exit_code == 0


def test_when_github_asks_to_wait_too_long_the_run_stops_for_the_next_one():
    steps = Steps(
        [plan(issue("item 1"), issue("item 2"))], [failed(issue("item 2"), doubtful=False, wait=600.0)]
    )

    result = steps.run()

    assert len(steps.observed) == 1
    assert result.exit_code == 3


def test_when_github_goes_away_half_way_what_was_done_is_told_all_the_same():
    steps = Steps(
        [plan(issue("item 1"), issue("item 2"))],
        [failed(issue("item 2"), done=(Done(change=issue("item 1")),))],
    )
    first = steps._observe

    def away(refused):
        if steps.observed:
            raise NotReachable("GitHub could not be read", "status 503", "", "")
        return first(refused)

    steps._observe = away

    result = steps.run()

    assert [each.change.name for each in result.done] == ["item 1"]
    assert result.exit_code == 3
    assert result.notices == ("GitHub could not be read: status 503",)


def test_without_what_was_refused_goes_all_that_stands_on_it():
    branch = do.MakeBranch(branch="postmortem/1", oid="0" * 40, why="w")
    commit = do.WriteFiles(
        branch="postmortem/1", expected="0" * 40, headline="h", additions=("p", "t"), why="w"
    )
    gone = (Refused(change=branch, refusal=meaning("protected branch")),)

    left = without_refused(plan(branch, commit, PULL, COMMENT, issue("item 1")), gone)

    assert left == plan(issue("item 1"))
