"""What the demo's team files: real public incidents in our own words, a near miss, a retrospective.

Sources are named with each story; people are invented, since the public
reports name none or need none. Dates are moved to the demo's present, so that
due dates lie ahead; what happened, and in which order, is as reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One filled form: which one, its title, the answers by element id, and where the facts come from."""

    form: str  # file name below templates/forms
    title: str
    answers: Mapping[str, Any]
    source: str


def _day(today: date, days: int) -> str:
    return (today + timedelta(days=days)).isoformat()


def database(today: date) -> Story:
    """The long one: a primary's data directory is removed, and no backup is where it should be."""
    evening, morning = _day(today, -5), _day(today, -4)
    return Story(
        form="postmortem.yml",
        title="Database outage: primary data directory removed, backups missing",
        source="https://about.gitlab.com/blog/2017/02/10/postmortem-of-database-outage-of-january-31/",
        answers={
            "summary": (
                "The primary database lost its data directory during the repair of a lagging replica. The service was "
                "down for about eighteen hours, and six hours of issues, comments and accounts were lost. Repositories "
                "were not affected."
            ),
            "severity": "SEV1",
            "criteria": [
                "Someone was paged or called in",
                "Customers noticed",
                "This kind of failure is new to us",
            ],
            "started": f"{evening} 23:27 UTC",
            "detected": f"{evening} 23:27",
            "resolved": f"{morning} 18:00",
            "participants": "Jo Winter (@jo), @sam, Priya Nair (@priya)",
            "services": "postgres, web",
            "factors": ["Infrastructure", "Missing alert", "Missing test", "Documentation"],
            "timeline": (
                f"{evening} 17:20 a snapshot of production is loaded into staging for a load test\n"
                "19:00 database load rises; spam accounts are one reason\n"
                "23:00 the replica lags too far behind and stops\n"
                "23:25 resynchronising the replica hangs without a message; its data directory is to be cleared once more\n"
                "23:27 the directory is removed on the primary: both shells look alike\n"
                "23:29 the removal is stopped, 4.5 GB of 310 GB are left\n"
                "23:40 the backups in object storage turn out to be empty\n"
                f"{morning} 00:36 recovery begins from the snapshot in staging, six hours old\n"
                "18:00 the service is back"
            ),
            "causes": (
                "Trigger: the data directory was removed on the primary instead of the replica\n"
                "Enabled by:\n"
                "- the prompts of both hosts look alike\n"
                "- the dump's client was older than the server, so the dump stopped with an error\n"
                "- the mail about that error was rejected, so the backups stayed empty unseen\n"
                "- restoring was never rehearsed\n"
                "Why: the replica had to be rebuilt by hand\n"
                "Why: the primary had deleted the log segments that the replica still needed\n"
                "Why: archiving of log segments was not switched on"
            ),
            "went_well": "- the recovery was told in public, minute by minute\n- a snapshot happened to be only six hours old",
            "went_wrong": "- none of five ways to restore worked at once\n- copying from staging took hours on slow disks",
            "confusing": "- the resynchronisation printed nothing while it waited for the primary",
            "action_items": (
                f"- [P0] Restore a backup every night and alert when it is missing or empty @jo due {_day(today, 7)} (detect) impact: high effort: medium\n"
                "  Done when a deliberately broken backup pages somebody\n"
                "- [P1] Show host and role in the prompt of every database host, production in red @sam in 2 weeks impact: high effort: low\n"
                f"- [P1] Archive log segments, so that a replica can catch up @priya due {_day(today, 21)} (prevent)\n"
                "- [P2] Write the steps for rebuilding a replica, and rehearse them @kai due next Friday\n"
                "- [x] Turn on mail for failed dumps again @jo\n"
                "- idea: delayed replica that is an hour behind on purpose"
            ),
        },
    )


def firewall(today: date) -> Story:
    """The one whose author edits the body by hand afterwards."""
    day = _day(today, -2)
    return Story(
        form="postmortem.yml",
        title="All sites answered 502: a firewall rule used up every CPU",
        source="https://blog.cloudflare.com/details-of-the-cloudflare-outage-on-july-2-2019/",
        answers={
            "summary": (
                "A new rule of the web firewall used up the CPUs of every edge server. Visitors of all sites got 502 pages "
                "for 27 minutes, and traffic fell by four fifths."
            ),
            "severity": "SEV1",
            "criteria": ["Someone was paged or called in", "Customers noticed"],
            "started": f"{day} 13:42 UTC",
            "detected": "13:45",
            "resolved": "14:52",
            "participants": "@priya, @lee",
            "services": "edge-firewall",
            "factors": ["Configuration change", "Missing test"],
            "timeline": (
                "13:42 rule is deployed in simulation mode, everywhere within seconds\n"
                "13:45 first page: end-to-end test of the firewall fails\n"
                "14:00 the firewall is found to be the reason\n"
                "14:07 the firewall is switched off everywhere\n"
                "14:09 traffic and CPU are back to normal\n"
                "14:52 the firewall is on again, without the rule"
            ),
            "causes": (
                "Trigger: a rule with a regular expression that backtracks\n"
                "Enabled by: rules skip the staged rollout; a protection against too much CPU was removed weeks before; "
                "the tests look at what a rule finds, not at what it costs"
            ),
            "went_well": "- people from three time zones joined within minutes",
            "went_wrong": "- the dashboard stood behind the very firewall, so it was out of reach\n- we should have tested the rule's CPU use",
            "action_items": (
                "- [P1] Roll rules out in stages, like software @lee in 3 weeks\n"
                "- [P1] Measure the CPU cost of each rule in its tests @priya in 2 weeks\n"
                "- Switch to an expression engine with a bound on its run time @lee due EOQ effort: high impact: high"
            ),
        },
    )


def proxies(today: date) -> Story:
    """The small one: five minutes, a brief note."""
    day = _day(today, -1)
    return Story(
        form="postmortem.yml",
        title="Notebooks unreachable for five minutes: ingress pods hung",
        source="https://github.com/jupyterhub/mybinder.org-deploy/blob/main/docs/source/incident-reports/2018-02-22-nginx-down.md",
        answers={
            "summary": "The ingress pods stopped answering, so no notebook could be reached. Deleting them brought it back.",
            "severity": "SEV3",
            "started": f"{day} 16:30 America/Los_Angeles",
            "resolved": "16:35",
            "services": "ingress",
            "timeline": "16:30 mail: all services down\n16:32 logs point to the ingress pods\n16:33 pods deleted\n16:35 all is back",
            "went_wrong": "- the mail went to a part of the team only",
            "action_items": "- Send outage mails to the whole team @sam tomorrow",
        },
    )


def back_door(today: date) -> Story:
    """The near miss."""
    return Story(
        form="near-miss.yml",
        title="A compression library with a hidden back door nearly reached our images",
        source="https://www.openwall.com/lists/oss-security/2024/03/29/4",
        answers={
            "summary": (
                "A release of a compression library had a back door that opens remote logins. It was in the test channel of "
                "our base image, one promotion away from production."
            ),
            "started": _day(today, -3),
            "noticed": "Logins took half a second longer than usual, and somebody wondered why.",
            "could_have": "Remote access to every host that is built from the image.",
            "what_stopped_it": "Curiosity, and a fortnight between test channel and promotion.",
            "services": "base-image",
            "factors": ["Dependency", "Security"],
            "action_items": "- [P2] Build the base image from the sources' repository instead of release archives @priya in 4 weeks",
        },
    )


def fortnight(today: date) -> Story:
    """A retrospective without an incident."""
    return Story(
        form="retrospective.yml",
        title="Retrospective: the fortnight of the backup work",
        source="invented for this demo",
        answers={
            "summary": "Two weeks of backup and restore work, beside the usual on-call.",
            "period": f"{_day(today, -14)} to {_day(today, -1)}",
            "went_well": "- the first restore rehearsal took forty minutes",
            "went_wrong": "- reviews waited for two days",
            "confusing": "- which of the two dashboards counts?",
            "participants": "@jo, @sam, @priya",
            "thanks": "To everyone who stayed on for the restore.",
            "action_items": "- Agree on one dashboard @sam in 2 weeks",
        },
    )


def again(today: date) -> Story:
    """It happens again, eleven weeks later: the promise that was open that day."""
    day = today.isoformat()
    return Story(
        form="postmortem.yml",
        title="Restore took five hours: the nightly backup was empty",
        source="invented for this demo, after the first story",
        answers={
            "summary": "A table was dropped by a migration, and the nightly backup turned out to be empty. Restoring took five hours.",
            "severity": "SEV2",
            "criteria": ["Someone was paged or called in", "Customers noticed"],
            "started": f"{day} 08:05 UTC",
            "detected": "08:20",
            "resolved": "13:10",
            "participants": "@sam",
            "services": "postgres",
            "factors": ["Missing alert"],
            "timeline": "08:05 migration drops a table\n08:20 first errors are reported\n08:50 last night's backup is empty\n13:10 restored from the replica's disk",
            "causes": "Trigger: a migration dropped a table that was still read\nEnabled by: nothing told that the backup was empty",
            "action_items": "- [P1] Refuse migrations that drop tables without a flag @sam in 2 weeks",
        },
    )
