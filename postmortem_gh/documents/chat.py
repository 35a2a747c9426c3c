"""Who speaks in a paste from a chat: headers as Slack, Teams, Discord, IRC, WhatsApp and Zoom copy them.

Used by documents/roles, so that a name that occurs only in a paste becomes a
role as well. Each pattern looks at one line, is anchored and bounded. A log
line (`[14:02] nginx: worker exited`) looks the same: programs are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmortem_gh.text.patterns import pattern

_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"(?:(?:today|yesterday)(?: at|,)? |\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? )"
_NAME = r"@?[^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,2}"

# A look that costs nothing, as most texts are no pastes.
_PERHAPS = pattern(r"\d[:.]\d\d|^\W{0,4}<", re.MULTILINE)


# The name and the time stand alone on the line, what was said follows: `alice  2:02 PM`,
# `Alice Meyer  [14:02]`, `alice — Today at 2:02 PM`.
_HEADER = pattern(rf"({_NAME}),?\s{{1,4}}(?:[—–-] )?\[?{_DAY}?{_TIME}\]?", re.IGNORECASE)
# Headers that stand before what is said.
_SAYS = tuple(
    pattern(header, re.IGNORECASE)
    for header in (
        # `[14:02] alice: …`, `[2026-11-20 14:02:11] <alice> …`, `[20/11/2026, 14:02:11] Alice Meyer: …`
        rf"\[{_DAY}?{_TIME}\]\s?<?({_NAME})(?:>|:(?=\s|$))",
        # IRC: `14:02 <alice> …`
        rf"(?:{_TIME}\s{{1,3}})?<[@+%~& ]?({_NAME})>\s",
        # WhatsApp: `20/11/2026, 14:02 - Alice Meyer: …`
        rf"{_DAY}{_TIME} - ({_NAME}): ",
        # Zoom: `14:02:11 From Alice Meyer to Everyone: …`
        rf"{_TIME}\s{{1,4}}from ({_NAME}) to ",
        # Teams: `[2:02 PM] Alice Meyer`, a line of its own
        rf"\[{_DAY}?{_TIME}\] ({_NAME})$",
    )
)


_NOBODY = frozenset((
    "admin", "alert", "alerting", "alertmanager", "all", "api", "app", "at", "audit", "auth", "backend",
    "backup", "begin", "began", "bot", "by", "cache", "channel", "cluster", "cron", "critical",
    "customers", "cd", "ci", "database", "datadog", "db", "debug", "deploy", "deployed", "deployment",
    "detected", "docker", "done", "elasticsearch", "end", "ended", "error", "escalated", "everyone",
    "fatal", "fixed", "frontend", "from", "gateway", "github", "gitlab", "grafana", "haproxy", "here",
    "incident", "info", "ingress", "init", "jenkins", "jira", "kafka", "kernel", "kube", "kubelet",
    "kubernetes", "lambda", "log", "mail", "mitigated", "mongo", "monitor", "monitoring", "mysql",
    "nagios", "nginx", "node", "noticed", "notice", "now", "opsgenie", "paged", "pagerduty", "pod",
    "postgres", "prod", "production", "prometheus", "queue", "rabbitmq", "recovered", "redis",
    "reported", "resolved", "restarted", "rollback", "root", "schedule", "scheduler", "sentry",
    "server", "service", "slack", "slackbot", "sshd", "stack", "staging", "start", "started", "status",
    "statuspage", "support", "system", "systemd", "tcp", "terraform", "time", "timestamp", "trace",
    "until", "update", "utc", "user", "warn", "warning", "web", "webhook", "worker", "zookeeper",
    "http", "https", "note", "gmt", "since", "about", "around", "before", "after", "today", "yesterday",
))  # fmt: skip


def speakers(text: str) -> Iterator[str]:
    """The names in chat headers, as written, without ``@``."""
    if not _PERHAPS.search(text):
        return
    lines = [line.strip().lstrip(">*-• ").rstrip() for line in text.split("\n")]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if len(line) > 2000 or (not any(map(str.isdigit, line[:80])) and "<" not in line[:4]):
            continue
        name = _spoken(line) or _header(line, following)
        if name and _is_person(name):
            yield name.lstrip("@")


def _spoken(line: str) -> str | None:
    for header in _SAYS:
        if match := header.match(line):
            return match[1]
    return None


def _header(line: str, following: str) -> str | None:
    """A whole line of name and time, with words below it: what was said, not the next entry of a timeline."""
    match = _HEADER.fullmatch(line) if len(line) < 120 else None
    if match is None or not following or _HEADER.fullmatch(following[:120]):
        return None
    words = match[1].split()
    is_login = len(words) == 1
    return match[1] if is_login or all(word[0].isupper() for word in words) else None


def _is_person(name: str) -> bool:
    words = name.lstrip("@").casefold().split()
    if len(words) > 1 and words[-1] in ("app", "bot", "workflow"):  # Slack: `PagerDuty APP  2:02 PM`
        return False
    return not any(word in _NOBODY or word in _TAGS for word in words) and not (
        len(words) == 1 and _looks_like_program(name)
    )


# HTML's own names, which stand in angle brackets as a nickname of IRC does.
_TAGS = frozenset((
    "a", "abbr", "article", "aside", "b", "blockquote", "body", "br", "button", "caption", "center", "cite",
    "code", "col", "dd", "del", "details", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img", "input",
    "ins", "kbd", "label", "li", "link", "main", "mark", "meta", "nav", "ol", "option", "p", "path",
    "picture", "pre", "q", "s", "samp", "script", "section", "select", "small", "source", "span", "strike",
    "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea",
    "tfoot", "th", "thead", "title", "tr", "tt", "u", "ul", "var", "video",
))  # fmt: skip


def _looks_like_program(name: str) -> bool:
    """`checkout-api`, `web.1`, `worker-2`: a program or a machine, not a login."""
    return name[-1].isdigit() or any(part in _MACHINES for part in re.split(r"[-.]", name.lower()))


_MACHINES = frozenset((
    "api", "svc", "service", "app", "bot", "db", "job", "worker", "proxy", "server", "queue", "prod", "dev",
    "web",
))  # fmt: skip
