"""The story itself: who does what, what the action makes of it, and what a team then sees.

Used by cli/demo. Each chapter is a small function; the words between are for
a newcomer who has two minutes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

from postmortem_gh.config.templates import shipped_forms
from postmortem_gh.demo import stories
from postmortem_gh.demo.stage import REPOSITORY, Ran, Stage
from postmortem_gh.demo.stories import Story
from postmortem_gh.local_github import WebhookEvent

Say = Callable[[str], None]
WIDTH = 100


class Telling:
    """The demo from the first form to the report; remembers what it showed, for those who want the files."""

    def __init__(self, stage: Stage, say: Say) -> None:
        self.stage = stage
        self.say = say
        self.pages: dict[str, str] = {}
        self._chapter = 0

    # ── the chapters ──

    def tell(self) -> None:
        """All of it, in order."""
        database = self.the_long_one()
        self.nothing_twice(database)
        self.the_small_one()
        self.edited_by_hand()
        self.near_miss_and_retrospective()
        self.from_outside()
        self.weeks_later(database)
        self.again()
        self.quiet()

    def the_long_one(self) -> WebhookEvent:
        self.chapter("Jo files the form, the day after a long night")
        event = self.files("jo", stories.database(self.stage.today))
        self.says(
            "A shop's database lost its data directory. The form takes Jo half an hour; the action reads it, "
            "and its plan is:"
        )
        self.plan(self.stage.acts(event))
        self.shows("What the team sees on the issue", self.comment(event), 14, "comment")
        self.shows("The document, reviewed in a pull request", self.document(event.number), 34, "document")
        self.shows(
            "An action item of its own, for Jo",
            self.stage.world.issue(REPOSITORY, event.number + 1).body,
            9,
            "item",
        )
        return event

    def nothing_twice(self, event: WebhookEvent) -> None:
        self.chapter("The same event again")
        self.says("GitHub sends an event twice, or somebody runs the job again. Nothing is doubled:")
        self.plan(self.stage.acts(event))

    def the_small_one(self) -> None:
        self.chapter("A small incident gets a brief note")
        event = self.files("sam", stories.proxies(self.stage.today))
        self.stage.acts(event)
        self.says(
            "Five minutes, nobody paged. No meeting, no facilitator; the action item is tracked all the same:"
        )
        self.shows("The comment", self.comment(event), 9, "brief-comment")
        self.pages["brief-document"] = self.document(event.number)

    def edited_by_hand(self) -> None:
        self.chapter("People edit, and their words stay")
        event = self.files("priya", stories.firewall(self.stage.today))
        self.stage.acts(event)
        person, issue = self.stage.world.as_person("priya"), event.about
        self.pages["findings-comment"] = self.comment(event)
        path = self.path(event.number)
        text = self.document(event.number)
        added = "What we tell customers: the status page gets its own address, away from the firewall.\n"
        self.stage.world.as_person("lee").commits(
            REPOSITORY,
            {path: f"{text}\n{added}"},
            branch=f"postmortem/{event.number}",
            message="Say what we tell customers",
        )
        edited = person.replaces(
            issue,
            "- [P1] Roll rules out in stages, like software @lee in 3 weeks",
            "- [P1] Roll rules out in stages, as we do with software @lee in 3 weeks\n"
            "- [P2] Put the dashboard behind another door @sam in 4 weeks",
        )
        self.says(
            "Lee adds a sentence to the document, in the pull request. Priya edits the form: "
            "one action item is worded anew, "
            "one is new. The plan has just that, and Lee's sentence stays:"
        )
        self.plan(self.stage.acts(edited))
        kept = added.strip() in self.document(event.number)
        self.says(f"Lee's sentence is {'still there' if kept else 'LOST'}.")

    def near_miss_and_retrospective(self) -> None:
        self.chapter("A near miss, and a retrospective without an incident")
        for who, story in (
            ("priya", stories.back_door(self.stage.today)),
            ("sam", stories.fortnight(self.stage.today)),
        ):
            event = self.files(who, story)
            self.stage.acts(event)
            self.says(f"“{story.title}”: {self.verdict(event)}")

    def from_outside(self) -> None:
        self.chapter("Somebody from outside files the form")
        self.stage.world.user("passer-by")
        story = stories.proxies(self.stage.today)
        event = self.files("passer-by", story)
        before = len(self.stage.world.repo(REPOSITORY).issues)
        self.stage.acts(event)
        made = len(self.stage.world.repo(REPOSITORY).issues) - before
        self.says(
            f"The repository is public, so anybody can. They get one comment and nothing else ({made} issues, no branch) "
            "until somebody with write access answers /accept."
        )

    def weeks_later(self, database: WebhookEvent) -> None:
        self.chapter("Five weeks later: the weekly report")
        world = self.stage.world
        for pull in [
            issue for issue in world.repo(REPOSITORY).issues.values() if issue.is_pull and issue.is_open
        ]:
            world.as_person("mika").merges(pull)
        items = {issue.title: issue for issue in database.about.sub_issues}
        prompt = next(issue for title, issue in items.items() if title.startswith("Show host"))
        world.as_person("sam").comments(
            prompt, "Merged and rolled out.\n\n/done the prompts are red since this morning"
        )
        world.as_person("sam").closes(prompt)
        self.stage.waits(35)
        archive = next(issue for title, issue in items.items() if title.startswith("Archive"))
        moved = world.as_person("priya").comments(
            archive, f"/due {self.stage.today.replace(day=31)} the storage arrives late"
        )
        self.stage.acts(moved)
        self.plan(self.stage.reports())
        report = self.report()
        self.says("One pinned issue, edited in place. It counts promises, not people:")
        self.shows("The report", report, 34, "report")

    def again(self) -> None:
        self.chapter("It happens again")
        self.stage.waits(20)
        event = self.files("sam", stories.again(self.stage.today))
        self.stage.acts(event)
        self.stage.reports()
        self.says(
            "The nightly backup was empty again. The promise that stood open that day is named, from its own history:"
        )
        self.shows("In the document", self.section(self.document(event.number), "before"), 12, "recurrence")
        self.pages["again-comment"] = self.comment(event)
        self.pages["report-again"] = self.report()

    def quiet(self) -> None:
        self.chapter("A quiet week")
        self.says("The schedule runs once more in the same world. No news, so nothing is written:")
        self.plan(self.stage.reports())

    # ── how it is shown ──

    def chapter(self, title: str) -> None:
        self._chapter += 1
        self.say(f"\n{self._chapter}  {title}\n{'─' * min(WIDTH, len(title) + 4)}")

    def says(self, text: str) -> None:
        self.say(textwrap.fill(text, WIDTH))

    def plan(self, ran: Ran) -> None:
        """The plan as the job's log has it, and what it cost."""
        lines = [line for line in ran.output.splitlines() if not line.startswith("::")]
        self.say(textwrap.indent("\n".join(lines).strip(), "    "))
        self.say(
            f"    ({ran.reads} read{'' if ran.reads == 1 else 's'}, "
            f"{ran.writes} write{'' if ran.writes == 1 else 's'}, exit {ran.code})"
        )

    def shows(self, title: str, markdown: str, lines: int, name: str) -> None:
        """The first lines of a page; the whole of it stays for `--out`."""
        self.pages[name] = markdown
        self.say(f"\n  {title}:")
        shown = list(_readable(markdown))
        for line in shown[:lines]:
            self.say(f"  │ {line if len(line) <= WIDTH else line[: WIDTH - 1] + '…'}")
        if len(shown) > lines:
            self.say(f"  │ … {len(shown) - lines} more lines")

    # ── what there is ──

    def files(self, who: str, story: Story) -> WebhookEvent:
        """A person submits a form, as GitHub's page would."""
        form = shipped_forms()[story.form]
        return self.stage.world.as_person(who).opens_form(REPOSITORY, form, story.answers, title=story.title)

    def comment(self, event: WebhookEvent) -> str:
        return self.comment_of(event.number)

    def verdict(self, event: WebhookEvent) -> str:
        return self.comment(event).split("\n", 1)[0].strip("*")

    def path(self, number: int) -> str:
        """The document's path, from its pull request's branch or the default branch."""
        for line in self.comment_of(number).splitlines():
            if "postmortems/" in line:
                return line[line.index("postmortems/") :].split("]")[0].split(")")[0]
        raise LookupError(f"no document for #{number}")

    def comment_of(self, number: int) -> str:
        issue = self.stage.world.issue(REPOSITORY, number)
        return next((each.body for each in issue.comments if "postmortem-gh:v1 comment" in each.body), "")

    def document(self, number: int) -> str:
        path, world = self.path(number), self.stage.world
        branch = f"postmortem/{number}"
        there = f"refs/heads/{branch}" in world.repo(REPOSITORY).refs
        return world.file(REPOSITORY, path, branch=branch if there else None) or ""

    def report(self) -> str:
        """The report's text."""
        issues = self.stage.world.repo(REPOSITORY).issues.values()
        return next(
            issue.body for issue in issues if any(label.name == "postmortem-report" for label in issue.labels)
        )

    @staticmethod
    def section(markdown: str, word: str) -> str:
        """The section whose heading holds ``word``."""
        parts = markdown.split("\n## ")
        found = next((part for part in parts[1:] if word in part.split("\n", 1)[0].lower()), "")
        return f"## {found}".strip() if found else ""

    def write_pages(self, folder: Path) -> None:
        """Every page that was shown, whole, as Markdown files."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in self.pages.items():
            (folder / f"{name}.md").write_text(text, encoding="utf-8")


def _readable(markdown: str) -> Iterator[str]:
    """Lines without what GitHub hides: front matter is kept, markers are not."""
    for line in markdown.replace("\r\n", "\n").split("\n"):
        if not line.startswith("<!--"):
            yield line
