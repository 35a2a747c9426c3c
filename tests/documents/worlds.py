"""The records that the pages are drawn from in these tests: real public incidents, told in other words."""

from __future__ import annotations

from datetime import UTC, date, datetime

from postmortem_gh.values.records import ActionItem, Entry, Moment, Person, Place, Record, Section

DAY = date(2026, 11, 20)


def at(hour: int, minute: int, day: date = DAY) -> Moment:
    """A moment of that day, UTC."""
    return Moment(day=day, at=datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC))


def item(key: str, title: str, **more: object) -> ActionItem:
    return ActionItem(key=key, title=title, said_at=Place(field="action_items", line=1), **more)


def entries(*told: tuple[Moment | None, str]) -> tuple[Entry, ...]:
    return tuple(Entry(start=start, text=text, line=n) for n, (start, text) in enumerate(told, 1))


LONG = Record(
    kind="postmortem",
    title="Checkout stalled for an hour after a retry setting changed",
    issue=12,
    filed_at=datetime(2026, 11, 20, 16, 0, tzinfo=UTC),
    summary=(
        "From 14:02 until 15:07 no order could be paid in Europe. A change of the retry setting made every worker "
        "wait for a payment provider that was slow; the queue behind them grew until checkout gave up.\n\n"
        "About 1,900 orders were delayed, and 214 were given up by their customers."
    ),
    impact="1,900 orders delayed, 214 abandoned. No data was lost and nobody was charged twice.",
    severity="SEV2",
    severity_rank=1,
    criteria=(True, True, False),
    started=at(14, 2),
    detected=at(14, 29),
    mitigated=at(15, 7),
    resolved=at(16, 20),
    participants=(
        Person(name="Alice Meyer", login="alice"),
        Person(name="Bob Ray", login="bobray"),
        Person(login="carol-x"),
    ),
    services=("checkout-api", "payments"),
    factors=("configuration", "monitoring", "capacity"),
    timeline=entries(
        (at(14, 2), "Alice Meyer rolls out release 2026.47 with the new retry setting"),
        (at(14, 11), "Queue depth passes 10k; the alert looks at the mean over an hour and stays quiet"),
        (at(14, 29), "Support tells @bobray that customers cannot pay"),
        (at(14, 35), "Bob suspects the provider: its status page is green"),
        (at(14, 52), "@carol-x finds workers waiting:\n```\nbob  2:52 PM\nall 40 workers in poll()\n```"),
        (None, "Somebody remembers that the setting is read at start only"),
        (at(15, 7), "Rollback is done, the first orders go through"),
        (at(16, 20), "The queue is empty"),
    ),
    trigger="A retry limit went from 3 to 30 with release 2026.47.",
    enabling_conditions=(
        "Nothing checks a setting against the time that callers wait",
        "There is no canary stage for configuration",
        "The alert on queue depth uses the mean over an hour",
    ),
    whys=(
        (
            "No order could be paid",
            "All workers waited for one provider",
            "The retry limit had no budget of time",
            "Settings are changed without a test under load",
        ),
        ("Nobody was paged for 27 minutes", "Bob did not look at the dashboard"),
    ),
    went_well="- The rollback took four minutes.\n- Support had a script ready, thanks to @carol-x.",
    went_wrong="- We learned of it from customers.\n- Two people looked for the same thing.",
    confusing="The provider's status page stayed green although it answered in 20 seconds.",
    lucky="It was a quiet Friday.",
    action_items=(
        item(
            "page",
            "Page when queue depth stays over 10k for 5 minutes",
            owner="alice",
            due=date(2026, 12, 4),
            due_source="said",
            priority="P1",
            kind="detect",
            impact="high",
            effort="low",
            done_when="an alert has fired in a drill",
            details=("The present alert uses the mean over an hour.",),
        ),
        item(
            "budget",
            "Give every retry a budget of time",
            owner="bobray",
            due=date(2026, 12, 18),
            due_source="priority",
            priority="P2",
            kind="prevent",
            impact="high",
            effort="medium",
        ),
        item(
            "canary",
            "Roll configuration out by the canary stage",
            due=date(2027, 1, 29),
            priority="P2",
            kind="prevent",
            impact="high",
            effort="high",
        ),
        item(
            "docs",
            "Write down which settings are read at start only",
            owner="carol-x",
            priority="P3",
            kind="repair",
        ),
        item("rollback", "Roll the release back", state="done", owner="alice"),
        item("two", "Ask a second payment provider for an offer", state="idea"),
    ),
    sections=(
        Section(id="customer_words", label="What customers said", text="> I paid, and nothing happened."),
    ),
    thanks="Thanks to support, who noticed before any machine did.",
)

SMALL = Record(
    kind="postmortem",
    title="Search index was an hour old",
    issue=15,
    filed_at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    summary="New products were missing from search for a while. Nobody outside noticed.",
    severity="SEV4",
    severity_rank=3,
    criteria=(False, False, False),
    started=at(8, 0, date(2026, 11, 23)),
    resolved=at(8, 25, date(2026, 11, 23)),
    services=("search",),
    action_items=(
        item(
            "lag",
            "Show the age of the index on the dashboard",
            owner="alice",
            due=date(2026, 12, 7),
            priority="P3",
            kind="detect",
        ),
    ),
)

NEAR_MISS = Record(
    kind="near-miss",
    title="The certificate of the login page had nine hours left",
    issue=17,
    filed_at=datetime(2026, 11, 21, 10, 0, tzinfo=UTC),
    summary="The renewal had been failing for a month. It was seen by chance.",
    started=Moment(day=date(2026, 11, 21)),
    noticed="Grace saw a warning in her browser while she was testing something else.",
    could_have="Nobody could have signed in from 19:00 on, also not the people on call.",
    what_stopped_it="A browser that warns early. Nothing of ours.",
    participants=(Person(name="Grace Hopper"),),
    services=("login",),
    factors=("automation",),
    action_items=(
        item(
            "expiry",
            "Warn 14 days before a certificate ends",
            owner="bobray",
            due=date(2026, 12, 5),
            priority="P1",
            kind="detect",
        ),
    ),
)

RETROSPECTIVE = Record(
    kind="retrospective",
    title="Iteration 47",
    issue=19,
    filed_at=datetime(2026, 11, 20, 15, 0, tzinfo=UTC),
    summary="Two weeks without an incident, and with the long planned move of the build machines.",
    period="9 to 20 November 2026",
    period_end=DAY,
    went_well="The move took one afternoon instead of two days.",
    went_wrong="Reviews waited for three days in the middle.",
    confusing="Who decides what goes into a release?",
    action_items=(
        item(
            "reviews",
            "Agree on a time by which a review is answered",
            owner="carol-x",
            due=date(2026, 12, 4),
            kind="prevent",
        ),
    ),
    thanks="To the platform team, for the move.",
)
