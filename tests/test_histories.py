"""Random histories of people and of our runs, with a fault after any write: what must hold after every step.

The model is no copy of the code, so it judges by promises alone: nothing
doubled, nothing of a person's lost or undone, strangers cause one comment,
and when the faults end the runs grow quiet and the labels say what the dates
say. After Jepsen's and Kubernetes' controllers' tests (Sieve, OSDI 2022).
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, timedelta

from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from postmortem_gh.config.templates import shipped_forms
from postmortem_gh.documents import item as item_page
from postmortem_gh.errors import NotReachable
from postmortem_gh.local_github import Killed, Mode, World
from postmortem_gh.text import managed, marker
from postmortem_gh.values.where import Where
from postmortem_gh.workflow import follow_up
from postmortem_gh.workflow.act import act
from tests.conftest import SIZE
from tests.hub import REPOSITORY, connect
from tests.stories import repository

OWNER, NAME = REPOSITORY.split("/")
ITEMS = (
    "[P1] Page when queue depth stays over 10k @alice",
    "[P2] Add backoff to retries @bob due 2026-12-15",
    "Rewrite the runbook @carol",
    "Limit retries per minute @nobody-here",
)
WORDS = (
    "Kept word for word: caf\u00e9 \U0001f600",
    "a | b\r\n- [ ] mine",
    "<details>\nhand-made\n</details>",
)
STING = "Stung by somebody"
STATES = ("overdue", "needs-decision", "stale", "needs-owner")


class Histories(RuleBasedStateMachine):
    """One public repository, its people, and the action's runs."""

    @initialize()
    def begin(self) -> None:
        self.world: World = repository("public")
        self.world.user("mallory")
        self.world.grant(REPOSITORY, "dana", "admin")
        self.token = self.world.token(REPOSITORY)
        self.filed: list[int] = []
        self.from_outside: set[int] = set()
        self.accepted: set[int] = set()
        self.typed: dict[int, list[str]] = {}  # issue → fragments that people wrote below our block
        self.closed_by_people: set[int] = set()
        self.deleted: set[int] = set()

    # ── people ──

    @property
    def repo(self):
        return self.world.repo(REPOSITORY)

    @property
    def items(self) -> list:
        return [
            each
            for each in self.repo.issues.values()
            if any(label.name == "action-item" for label in each.labels)
        ]

    def _one_of_the_items(self, data: st.DataObject):
        """Drawn by number: an issue's own picture would fill pages."""
        return self.repo.issues[data.draw(st.sampled_from([each.number for each in self.items]))]

    @precondition(lambda self: len(self.filed) < 3)
    @rule(lines=st.lists(st.sampled_from(ITEMS), min_size=1, max_size=3, unique=True), outside=st.booleans())
    def somebody_files_a_form(self, lines: list[str], outside: bool) -> None:
        who = "mallory" if outside else "alice"
        answers = {
            "summary": "The queue stalled.",
            "started": "2026-11-20 14:02 UTC",
            "services": "queue",
            "action_items": "\n".join(f"- {line}" for line in lines),
        }
        made = self.world.as_person(who).opens_form(
            REPOSITORY, shipped_forms()["postmortem.yml"], answers, title=f"Stall {len(self.filed)}"
        )
        self.filed.append(made.number)
        if outside:
            self.from_outside.add(made.number)
        event("a form from outside" if outside else "a form")

    @precondition(lambda self: self.filed)
    @rule(data=st.data(), line=st.sampled_from(ITEMS))
    def the_author_adds_a_line(self, data: st.DataObject, line: str) -> None:
        number = data.draw(st.sampled_from(self.filed))
        issue = self.repo.issues.get(number)
        who = "mallory" if number in self.from_outside else "alice"
        if issue is not None and line not in issue.body and "- " in issue.body:
            self.world.as_person(who).edits_body(issue, issue.body.rstrip() + f"\n- {line}")

    @precondition(lambda self: self.from_outside)
    @rule(data=st.data())
    def a_maintainer_accepts(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.from_outside)))
        self.world.as_person("carol").comments(self.repo.issues[number], "/accept")
        self.from_outside.discard(number)
        self.accepted.add(number)
        event("accepted")

    @precondition(lambda self: self.accepted)
    @rule(data=st.data(), title=st.sampled_from((f"{STING} once", f"{STING} twice")))
    def a_stranger_renames_what_was_accepted(self, data: st.DataObject, title: str) -> None:
        issue = self.repo.issues[data.draw(st.sampled_from(sorted(self.accepted)))]
        self.world.as_person("mallory").renames(issue, title)
        event("renamed from outside")

    @precondition(lambda self: self.items)
    @rule(data=st.data(), text=st.sampled_from(WORDS))
    def somebody_writes_on_an_item(self, data: st.DataObject, text: str) -> None:
        issue = self._one_of_the_items(data)
        self.world.as_person("bob").edits_body(issue, f"{issue.body.rstrip()}\n\n{text}")
        self.typed.setdefault(issue.number, []).append(text.replace("\r\n", "\n").replace("\n", "\r\n"))

    @precondition(lambda self: self.items)
    @rule(
        data=st.data(),
        said=st.sampled_from(
            ("/due 2027-01-15 late", "/owner @bob", "/done it is", "/wontdo no use", "/due never")
        ),
    )
    def somebody_commands(self, data: st.DataObject, said: str) -> None:
        issue = self._one_of_the_items(data)
        self.world.as_person("carol").comments(issue, said)
        event(said.split(maxsplit=1)[0])

    @precondition(lambda self: self.items)
    @rule(data=st.data())
    def somebody_closes_an_item(self, data: st.DataObject) -> None:
        issue = self._one_of_the_items(data)
        if issue.is_open:
            self.world.as_person("bob").closes(issue)
            self.closed_by_people.add(issue.number)

    @precondition(lambda self: self.items)
    @rule(data=st.data())
    def somebody_deletes_an_item(self, data: st.DataObject) -> None:
        issue = self._one_of_the_items(data)
        title = issue.title
        self.world.as_person("dana").deletes(issue)
        self.deleted.add(issue.number)
        self.typed.pop(issue.number, None)
        event(f"deleted {title[:5]}")

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.world.advance(timedelta(days=days))

    # ── our runs ──

    @property
    def today(self) -> date:
        return self.world.now.astimezone(UTC).date()

    @precondition(lambda self: self.filed)
    @rule(data=st.data(), boundary=st.integers(0, 12), mode=st.none() | st.sampled_from(list(Mode)))
    def the_action_runs(self, data: st.DataObject, boundary: int, mode: Mode | None) -> None:
        number = data.draw(st.sampled_from(self.filed))
        self._arm(boundary, mode)
        with suppress(Killed, NotReachable):
            self._act(number)
        self.world.faults.reset()

    @rule(boundary=st.integers(0, 12), mode=st.none() | st.sampled_from(list(Mode)))
    def the_schedule_runs(self, boundary: int, mode: Mode | None) -> None:
        self._arm(boundary, mode)
        with suppress(Killed, NotReachable):
            self._report()
        self.world.faults.reset()

    def _arm(self, boundary: int, mode: Mode | None) -> None:
        self.world.faults.reset()
        if mode is not None:
            self.world.faults.at(boundary, mode)
            event(f"fault {mode.name}")

    def _act(self, number: int) -> None:
        issue = self.repo.issues[number]
        stranger = issue.author.login if issue.author and issue.author.login == "mallory" else ""
        where = Where(
            owner=OWNER,
            name=NAME,
            number=number,
            event="issues",
            action="edited",
            title=issue.title,
            body=issue.body,
            stranger=stranger,
        )
        act(connect(self.world, self.token), where, today=lambda _: self.today, dry_run=False)

    def _report(self):
        run = follow_up.Run(
            connection=connect(self.world, self.token),
            where=Where(owner=OWNER, name=NAME, run="repository", event="schedule"),
            dry_run=False,
            today=self.today,
        )
        return follow_up.report(run, self.world.now)

    # ── promises ──

    @invariant()
    def nothing_is_doubled(self) -> None:
        if not hasattr(self, "world"):
            return
        identities = Counter()
        for issue in self.repo.issues.values():
            found = managed.find(issue.body, item_page.KIND)
            if found and issue.author and issue.author.login.startswith("github-actions"):
                identities[(found.marker.values["on"], found.marker.values["k"])] += 1
        assert max(identities.values(), default=1) == 1, identities
        for number in self.filed:
            ours = [each for each in self.repo.issues[number].comments if marker.read(each.body, "comment")]
            assert len(ours) <= 1

    @invariant()
    def one_report_at_most(self) -> None:
        if hasattr(self, "world"):
            open_ones = [
                each
                for each in self.repo.issues.values()
                if each.is_open and any(label.name == "postmortem-report" for label in each.labels)
            ]
            assert len(open_ones) <= 1

    @invariant()
    def people_s_words_stay_and_what_they_closed_stays_closed(self) -> None:
        if not hasattr(self, "world"):
            return
        for number, texts in self.typed.items():
            body = self.repo.issues[number].body
            for text in texts:
                assert text in body.replace("\r\n", "\n").replace("\n", "\r\n")
        for number in self.closed_by_people - self.deleted:
            assert not self.repo.issues[number].is_open

    @invariant()
    def strangers_cause_one_comment_and_nothing_else(self) -> None:
        if not hasattr(self, "world"):
            return
        for number in self.from_outside:
            issue = self.repo.issues[number]
            assert issue.sub_issues == []
            assert f"refs/heads/postmortem/{number}" not in self.repo.refs
            assert len([each for each in issue.comments if marker.read(each.body, "comment")]) <= 1

    @invariant()
    def what_strangers_put_in_after_the_acceptance_is_written_nowhere(self) -> None:
        if not hasattr(self, "world"):
            return
        assert not [blob for blob in self.world.git.blobs.values() if STING.encode() in blob]
        assert not [each.number for each in self.items if STING in each.title + each.body]

    def teardown(self) -> None:
        """When the faults end, the runs grow quiet, and the labels say what the dates say."""
        if not hasattr(self, "world"):
            return
        for _ in range(3):
            for number in self.filed:
                self._act(number)
            self._report()
        self.world.forget_logs()
        for number in self.filed:
            self._act(number)
        assert not self._report().plan, "the last run is not quiet"
        assert self.world.counts.writes == 0
        for issue in self.items:
            due = (item_page.read(issue.body) or item_page.ItemBlock()).due
            has = {label.name for label in issue.labels} & set(STATES)
            assert ("overdue" in has) == bool(issue.is_open and due and due < self.today), (
                issue.number,
                due,
                has,
            )
            assert ("needs-owner" in has) == bool(issue.is_open and not issue.assignees)


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=10 * SIZE, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
