"""The reports that are drawn in these tests."""

from __future__ import annotations

from datetime import date

from postmortem_gh.values.report import Box, Figures, Line, ReportView, Section, Story

SHOP = "https://github.com/acme/shop/"


def line(number: int, title: str, **more: object) -> Line:
    return Line(number=number, url=f"{SHOP}issues/{number}", title=title, **more)


CHECKOUT = {
    "parent_number": 12,
    "parent_url": f"{SHOP}issues/12",
    "parent_title": "Checkout stalled for an hour",
}
BUSY = ReportView(
    setup_problems=(
        "`report.repositories` names acme/gone, which does not exist: take it out of .github/postmortem.yml",
    ),
    unreadable=(("acme/secret", "the token has no access"),),
    sections=(
        Section(
            id="decide",
            lines=(
                line(
                    13,
                    "Page when queue depth stays over 10k",
                    owners=("alice",),
                    due=date(2026, 11, 2),
                    since=date(2026, 11, 3),
                    why="was due 2026-11-02, moved once before",
                    commands=("/due DATE reason", "/owner @login", "/wontdo reason"),
                    **CHECKOUT,
                ),
            ),
            search='is:issue is:open label:"needs-decision"',
        ),
        Section(
            id="overdue",
            lines=(
                line(
                    14,
                    "Give every retry a budget of time",
                    owners=("bobray",),
                    due=date(2026, 11, 20),
                    why="was due 2026-11-20",
                    **CHECKOUT,
                ),
            ),
        ),
        Section(
            id="soon",
            lines=(
                line(
                    21,
                    "Warn 14 days before a certificate ends",
                    owners=("bobray",),
                    due=date(2026, 11, 27),
                    why="due 2026-11-27",
                    parent_number=17,
                    parent_url=f"{SHOP}issues/17",
                    parent_title="The certificate had nine hours left",
                ),
                line(
                    5,
                    "Alert on the age of backups",
                    repository="acme/store",
                    owners=("erin",),
                    due=date(2026, 11, 28),
                    why="due 2026-11-28",
                ),
            ),
        ),
        Section(
            id="ownerless",
            lines=(
                line(
                    15,
                    "Roll configuration out by the canary stage",
                    why="without owner",
                    commands=("/owner @login",),
                    **CHECKOUT,
                ),
            ),
        ),
        Section(
            id="done",
            lines=(
                line(
                    16,
                    "Write down which settings are read at start only",
                    owners=("carol-x",),
                    why="done on 2026-11-19",
                    evidence="merged pull request",
                    evidence_url=f"{SHOP}pull/40",
                    detail="Document start-only settings",
                    **CHECKOUT,
                ),
            ),
        ),
        Section(
            id="dropped",
            lines=(
                line(
                    18,
                    "Ask a second provider",
                    owners=("dora",),
                    why="dropped on 2026-11-18",
                    detail="the contract forbids it",
                    **CHECKOUT,
                ),
            ),
        ),
        Section(
            id="undocumented",
            lines=(line(19, "Login slow on Monday", why="filed 2026-11-09, no document yet"),),
        ),
    ),
    stories=(
        Story(
            label="service:checkout-api",
            count=3,
            window_days=90,
            usual="3 times within 90 days, more than usual: it is on 3 of the 3 incidents of these days, and on 1 of the 10 before them within a year; chance alone would bring this about in 1 of 22 cases",
            newest=line(30, "Checkout refused cards again", since=date(2026, 11, 22)),
            earlier=(
                line(12, "Checkout stalled for an hour", since=date(2026, 11, 1)),
                line(3, "Checkout slow after the sale", since=date(2026, 9, 30), repository="acme/store"),
            ),
            open_that_day=(
                line(
                    13,
                    "Page when queue depth stays over 10k",
                    why="open on 2026-11-22, overdue for 20 days then (was due 2026-11-02)",
                ),
            ),
            done_before=(
                line(16, "Write down which settings are read at start only", why="done on 2026-11-19"),
            ),
            dropped_before=(
                line(
                    18,
                    "Ask a second provider",
                    why="dropped on 2026-11-18",
                    detail="the contract forbids it",
                ),
            ),
            finding="1 of 3 promises was still open that day: look at what kept it from being done, and whether it would have helped. "
            "1 of 3 promises was dropped before it came back: look again at whether it would have helped.",
        ),
    ),
    figures=Figures(
        incidents=14,
        months=tuple(
            (f"{2025 + (m > 12)}-{(m - 1) % 12 + 1:02}", n)
            for m, n in zip(range(12, 24), (0, 1, 2, 0, 1, 1, 3, 0, 2, 1, 1, 2), strict=True)
        ),
        detect_median=12,
        detect_n=11,
        recover_median=67,
        recover_n=13,
        closed_in_time=18,
        closed_with_due=25,
        ages=(("2026-08", 1), ("2026-09", 2), ("2026-11", 4)),
    ),
    boxes=(
        Box(
            id="move:12",
            text="give the overdue action items of #12 one more week",
            subject="Checkout stalled for an hour",
            number=12,
        ),
        Box(id="rebuild", text="draw this report again"),
    ),
    open_items=7,
    former=(f"{SHOP}issues/2", 2),
    index_url=f"{SHOP}blob/main/postmortems/README.md",
)
QUIET = ReportView(
    open_items=2, figures=Figures(incidents=3), boxes=(Box(id="rebuild", text="draw this report again"),)
)
