"""A form's answers → one Record, with everything that was read told, and everything that could not be.

The door of intake: called by render and by decide. Each element is understood
by its id, wherever it stands and of whatever type it is; elements with other
ids become sections under their own label. Nothing that a person wrote is
lost: what no field can hold is kept in ``unplaced``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, date, datetime
from typing import Any

from postmortem_gh.forms.answers import Answers, Leftover, Value
from postmortem_gh.forms.definition import Form
from postmortem_gh.intake import (
    action_items,
    causes,
    lists,
    moments,
    people,
    severity,
    timeline,
    timeline_lines,
    zones,
)
from postmortem_gh.intake.clockwork import Clockwork
from postmortem_gh.intake.item_lines import Rules
from postmortem_gh.intake.told import Told, quoted
from postmortem_gh.settings import Settings
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.problems import Place
from postmortem_gh.values.records import ActionItem, Kind, Moment, Record, Section

TEXTS = (
    "summary", "impact", "noticed", "could_have", "what_stopped_it", "went_well", "went_wrong", "confusing",
    "lucky", "takeaways", "thanks",
)  # fmt: skip
KNOWN = frozenset(
    (*TEXTS, *moments.FIELDS, "severity", "criteria", "escalated", "participants", "services", "factors",
     "timeline", "causes", "trigger", "enabling_conditions", "whys", "action_items", "ideas", "period")
)  # fmt: skip


def read(
    form: Form,
    answers: Answers,
    *,
    kind: Kind,
    title: str,
    issue: int | None,
    filed_at: datetime | None,
    today: date,
    settings: Settings,
    line_dates: Mapping[str, date] | None = None,
    repository: str | None = None,
) -> Record:
    """Understand a whole form.

    ``line_dates`` says on which day a line was added that the issue did not
    have when it was filed; ``repository`` (`owner/name`) tells addresses of
    its own issues from others'.
    """
    zone = zones.named(settings.timezone) or UTC
    filed = zones.day_of(filed_at, settings.timezone) if filed_at else today
    told = Told(labels={element.id: element.label for element in form.elements})
    reading = _Reading(
        form, answers, told, settings, Clockwork(told, zone, settings.timezone, filed, filed_at)
    )
    reading.times()
    reading.causes()
    reading.people_and_lists()
    reading.items(line_dates or {}, repository)
    reading.period()
    reading.leftovers()
    reading.required()
    return Record(
        kind=kind,
        title=title,
        issue=issue,
        filed_at=filed_at,
        problems=tuple(told.problems),
        notes=tuple(told.notes),
        **reading.texts(),
        **reading.found,
    )


@dataclass(slots=True)
class _Reading:
    """One form on its way to a Record; ``found`` holds its fields as they are understood."""

    form: Form
    answers: Answers
    told: Told
    settings: Settings
    work: Clockwork
    found: dict[str, Any] = field(default_factory=dict)
    unplaced: list[Section] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def text(self, element: str) -> str | None:
        """The answer as text, of whatever type the team made the element; None where it says nothing."""
        words = as_text(self.answers.values.get(element))
        return None if lists.says_nothing(words) else words

    def texts(self) -> dict[str, Any]:
        """The answers that stay as they are."""
        return {name: words for name in TEXTS if (words := self.text(name))}

    def times(self) -> None:
        """The four points in time and the timeline: a zone that one of them names counts for all."""
        heard = moments.hear({name: self.text(name) for name in moments.FIELDS})
        drafts = timeline_lines.draft(self.text("timeline"))
        self.work.form_zone = moments.zone_named(heard) or timeline_lines.any_zone(drafts)
        when = moments.read(heard, self.work)
        self.found |= when
        for one in heard.values():
            if one.remark and any(c.isalpha() for c in one.remark):
                self.sections.append(
                    Section(id=one.field, label=self.told.labels.get(one.field, one.field), text=one.text)
                )
        end = when.get("resolved") or when.get("mitigated")
        entries = timeline.read(drafts, self.work, when.get("started"), end)
        most = self.settings.limits.timeline_entries
        if len(entries) > most:
            what = (
                f"{len(entries)} entries: the first {most} are drawn (the setting `limits.timeline_entries`)"
            )
            self.told.note(self.told.place("timeline"), what)
        if drafts.rest:
            most = timeline_lines.LINES_MOST
            self.told.too_long(self.told.place("timeline", most + 1), most, "timeline")
            self.leave("timeline", drafts.rest)
        self.found["timeline"] = entries
        self.tell_future(when)

    def leave(self, element: str, words: str) -> None:
        """Keep what was not understood of an answer, for the document."""
        self.unplaced.append(Section(id=element, label=self.told.labels.get(element, element), text=words))

    def tell_future(self, when: Mapping[str, Moment]) -> None:
        for name, moment in when.items():
            if (moment.day - self.work.filed).days > 1:
                what = f"{moments.shown(moment)} is after the day of filing ({self.work.filed})"
                self.told.note(self.told.place(name, 1), what, advice=True)
                return  # what comes after it is to come, too

    def causes(self) -> None:
        """Trigger, enabling conditions and whys, from one field or from three."""
        found = causes.read(self.text("causes"))
        trigger = self.text("trigger") or "\n".join(found.trigger) or None
        if self.text("trigger") and found.trigger:
            trigger = "\n".join((self.text("trigger") or "", *found.trigger))
        self.found["trigger"] = trigger
        self.found["enabling_conditions"] = (
            *causes.conditions(self.text("enabling_conditions")),
            *found.conditions,
        )
        self.found["whys"] = (*causes.whys(self.text("whys")), *found.whys.complete())
        self.found["causes_text"] = "\n".join(found.other) or None

    def people_and_lists(self) -> None:
        """Severity, criteria, escalation, participants, services, factors."""
        said = self.text("severity")
        element = self.form.element("severity")
        self.found["severity"] = said
        self.found["severity_rank"] = severity.rank(said, element.options if element else ())
        self.criteria()
        self.escalated()
        most = self.settings.limits.participants
        self.found["participants"] = people.read(self.text("participants"), told=self.told, most=most)
        for name in ("services", "factors"):
            value = self.answers.values.get(name)
            chosen = _chosen(value)
            self.found[name] = chosen if chosen is not None else lists.entries(self.text(name) or "")
            count, most = len(self.found[name]), self.settings.limits.labels
            if count > most:
                what = f"{count} {name}: the first {most} become labels (the setting `limits.labels`)"
                self.told.note(self.told.place(name), what)

    def criteria(self) -> None:
        boxes = self.answers.values.get("criteria")
        if isinstance(boxes, dict) and boxes:
            ticks = [*boxes.values(), False, False, False]
            self.found["criteria"] = (ticks[0], ticks[1], ticks[2])
        elif words := self.text("criteria"):
            self.sections.append(
                Section(id="criteria", label=self.told.labels.get("criteria", "criteria"), text=words)
            )

    def escalated(self) -> None:
        value = self.answers.values.get("escalated")
        if isinstance(value, dict):
            self.found["escalated"] = any(value.values()) if value else None
            return
        words = as_text(value)
        if not words or not words.strip():
            return
        answer = severity.yes_or_no(words)
        self.found["escalated"] = answer
        if answer is None and not lists.says_nothing(words):
            self.told.problem(
                self.told.place("escalated", 1),
                f"{quoted(words)} is neither yes nor no",
                "write yes or no",
                "forms#escalated",
            )

    def items(self, line_dates: Mapping[str, date], repository: str | None) -> None:
        """Action items and ideas, each with a key of its own."""
        rules = Rules(
            base=self.work.filed,
            line_dates=line_dates,
            targets=self.settings.due_targets,
            severity=severity.target_name(self.found.get("severity"), self.found.get("severity_rank")),
            most=self.settings.limits.action_items,
            repository=repository,
        )
        items: list[ActionItem] = []
        for element in ("action_items", "ideas"):
            ideas = element == "ideas"
            found, unread = action_items.read(
                self.text(element), element=element, told=self.told, rules=rules, ideas=ideas
            )
            items += found
            for words in unread:
                self.leave(element, words)
        self.found["action_items"] = action_items.with_keys(items)
        action_items.tell_limits(self.found["action_items"], self.told, rules)

    def period(self) -> None:
        words = self.text("period")
        if not words:
            return
        from postmortem_gh.intake import periods  # incidents have none, and need not wait for it

        self.found["period"] = words
        self.found["period_end"] = day = periods.last_day(words, filed=self.work.filed)
        if day:
            self.told.note(self.told.place("period", 1), f"the period {quoted(words)} ends on {day}")

    def leftovers(self) -> None:
        """Elements of a team's own, and text that no field can hold."""
        for element in self.form.elements:
            words = as_text(self.answers.values.get(element.id))
            if element.id not in KNOWN and words and not lists.says_nothing(words):
                self.sections.append(Section(id=element.id, label=element.label, text=words))
        for left in self.answers.leftovers:
            self.unplaced.append(Section(id=left.field or "", label=left.heading or "", text=left.text))
            where = f" under “{left.heading}”," if left.heading else ""
            self.told.problem(
                Place(field=left.field or "", label=left.heading or _nowhere(left), line=left.line),
                f"{quoted(left.text)} stands{where} where no field can hold it",
                "move it under one of the form's headings; it is kept in the document",
                "forms#unplaced",
            )
        self.found["sections"] = tuple(self.sections)
        self.found["unplaced"] = tuple(self.unplaced)

    def required(self) -> None:
        """What the form requires and nobody filled in, or nobody can read."""
        unread = {problem.at.field for problem in self.told.problems}
        missing = []
        for element in self.form.elements:
            if not element.required:
                continue
            place = self.told.place(element.id)
            if self.is_empty(element.id):
                missing.append(place)
                self.told.problem(
                    place,
                    f"“{element.label}” is required and empty",
                    "fill it in by editing the issue",
                    "forms#required",
                )
            elif element.id in unread and element.id in moments.FIELDS and element.id not in self.found:
                missing.append(place)
        self.found["missing"] = tuple(missing)

    def is_empty(self, element: str) -> bool:
        value = self.answers.values.get(element)
        if isinstance(value, dict):
            return not any(value.values())
        return lists.says_nothing(as_text(value))


def _nowhere(left: Leftover) -> str:
    """What to call the place of a text that no heading names."""
    return "Above the first heading" if left.heading is None else "Under a heading without words"


def as_text(value: Value) -> str | None:
    """Any answer as text: choices by lines, ticked boxes alone."""
    if value is None or isinstance(value, str):
        return value
    chosen = value if isinstance(value, list) else [label for label, ticked in value.items() if ticked]
    return "\n".join(chosen) or None


def _chosen(value: Value) -> tuple[str, ...] | None:
    """Choices as they are, without looking for separators in them; None for an answer in words."""
    if isinstance(value, list):
        return tuple(v for v in value if not lists.says_nothing(v))
    if isinstance(value, dict):
        return tuple(label for label, ticked in value.items() if ticked)
    return None
