"""Each setting: its default, bounds and documentation, as frozen dataclasses.

config/ reads `.github/postmortem.yml` into these; the JSON Schema and the
reference page are made from them. Without a file, ``Settings()`` is complete:
everything works with the defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, Literal

from postmortem_gh.values.lean import dataclass

# As the JSON Schema takes them too: no lookahead.
EXTENDS = r"([A-Za-z0-9-]{1,100})/([A-Za-z0-9_.-]{1,100})//([A-Za-z0-9_./-]{1,200})@([0-9a-f]{40})"
_REPOSITORY = r"^[A-Za-z0-9-]{1,100}/[A-Za-z0-9_.-]{1,100}$"
_LOGIN = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\[bot\])?$"
_TARGET = r"^(P[0-4]|SEV[1-9][0-9]?)$"
Rule = Literal[
    "be-careful",
    "counterfactual",
    "customer-name",
    "email-address",
    "fault",
    "hindsight",
    "human-error",
    "ip-address",
    "judgement",
    "naming",
    "secret",
    "single-root-cause",
    "unmeasurable-action",
]


def _doc(default: Any, text: str, example: str = "", **bounds: int | str) -> Any:
    """A field that carries what the schema and the reference page say of it; typed by its annotation."""
    return field(default=default, metadata={"doc": text, "example": example, **bounds})


@dataclass(frozen=True, slots=True, kw_only=True)
class FullWhen:
    """When a full postmortem is due, rather than a brief note."""

    criteria: bool = _doc(
        True,
        "Any ticked criterion (somebody was paged, customers noticed, a new kind of failure) makes it full.",
        "true",
    )
    escalated: bool = _doc(True, "`escalated: yes` makes it full.", "true")
    severities: int = _doc(2, "How many of the highest severities make it full.", "1", minimum=0, maximum=10)
    minutes: int = _doc(
        30,
        "An incident longer than this many minutes, from start to mitigation, is full.",
        "60",
        minimum=1,
        maximum=100_000,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The weekly report."""

    stale_days: int = _doc(
        30, "An open action item without activity for this many days is stale.", "21", minimum=1, maximum=3650
    )
    decide_days: int = _doc(
        14,
        "An action item overdue for more than this many days needs a decision.",
        "30",
        minimum=1,
        maximum=3650,
    )
    soon_days: int = _doc(
        7, "An action item due within this many days is told.", "14", minimum=1, maximum=365
    )
    recurrence_days: int = _doc(
        90,
        "Incidents that share a label within this many days are held against the label's usual rate.",
        "180",
        minimum=1,
        maximum=3650,
    )
    document_days: int = _doc(
        7,
        "An incident whose document is not merged after this many days is told.",
        "14",
        minimum=1,
        maximum=365,
    )
    repositories: tuple[str, ...] = _doc(
        (),
        "Further repositories (`owner/name`) whose action items the report covers.",
        "[acme/payments]",
        pattern=_REPOSITORY,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The blameless-language check and the privacy check."""

    required: bool = _doc(
        False, "Findings at or above `fail_on` request changes on the document's pull request.", "true"
    )
    fail_on: Literal["error", "warning", "advice", "never"] = _doc(
        "warning", "From which severity on `lint` ends with 1.", "error"
    )
    allow: tuple[str, ...] = _doc((), "Phrases that are never findings.", '["failed over"]')
    severity: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
        metadata={
            "doc": "A severity for a rule: error, warning, advice or off.",
            "example": "{hindsight: advice}",
        },
    )
    secrets: bool = _doc(True, "Look for secrets and personal data before a document is published.", "true")
    customers: tuple[str, ...] = _doc(
        (), "Customer names (`*` stands for any letters) that must not be published.", '["Acme Corp*"]'
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Refusals to surprise: beyond a limit a run says its numbers and stops."""

    action_items: int = _doc(
        20, "At most this many action items of a postmortem get issues.", "10", minimum=1, maximum=100
    )
    timeline_entries: int = _doc(
        200, "At most this many timeline entries are drawn.", "100", minimum=1, maximum=2000
    )
    participants: int = _doc(50, "At most this many participants are read.", "20", minimum=1, maximum=500)
    labels: int = _doc(
        20,
        "At most this many services of a postmortem, and as many factors, become labels.",
        "10",
        minimum=1,
        maximum=40,  # of the hundred labels that GitHub lets an issue have
    )
    unaccepted: int = _doc(
        3,
        "A stranger with more unaccepted forms than this gets no answer to the next.",
        "1",
        minimum=1,
        maximum=100,
    )
    report_edits: int = _doc(
        50,
        "At most this many issues are labelled or commented by one report.",
        "200",
        minimum=1,
        maximum=1000,
    )


DUE_TARGETS: Mapping[str, int] = MappingProxyType(
    {"P0": 5, "P1": 10, "P2": 20, "P3": 40, "P4": 60, "SEV1": 10, "SEV2": 20}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`.github/postmortem.yml`, whole."""

    extends: str | None = _doc(
        None,
        "An organisation's file whose settings hold where this one says nothing: `owner/repository//path@commit`.",
        "acme/.github//postmortem.yml@0123456789abcdef0123456789abcdef01234567",
        pattern=f"^{EXTENDS}$",
    )
    trust: Literal["write", "triage", "anyone"] | None = _doc(
        None,
        "Whose forms are carried out without `/accept`. Unset: `write` in public repositories, `anyone` in others.",
        "triage",
    )
    timezone: str = _doc(
        "UTC", "The IANA time zone of dates, and of times told without one.", "Europe/Berlin"
    )
    publish: Literal["pull-request", "push"] = _doc(
        "pull-request", "How documents reach the default branch.", "push"
    )
    facilitators: tuple[str, ...] = _doc(
        (), "Logins among whom the facilitator is chosen, in turn.", "[alice, bob]", pattern=_LOGIN
    )
    label_prefixes: tuple[str, ...] = _doc(
        ("service:", "cause:"),
        "Labels with these prefixes are incident labels: the report counts them.",
        '["service:"]',
    )
    full_when: FullWhen = field(default_factory=FullWhen, metadata={"doc": "When a full postmortem is due."})
    due_targets: Mapping[str, int] = field(
        default_factory=lambda: DUE_TARGETS,
        metadata={
            "doc": "Working days until an action item without a date is due, by priority, else by severity.",
            "example": "{P0: 2, P1: 5}",
            "pattern": _TARGET,
            "minimum": 0,
            "maximum": 3650,
        },
    )
    report: Report = field(default_factory=Report, metadata={"doc": "The weekly report."})
    language: Language = field(default_factory=Language, metadata={"doc": "The language and privacy checks."})
    limits: Limits = field(default_factory=Limits, metadata={"doc": "Refusals to surprise."})
