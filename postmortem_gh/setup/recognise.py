"""What of ours a repository has already, whatever its file is called.

Used by scaffold, which adds nothing twice, and by the checks. Pure. A workflow
is known by the action that it uses, a form by its name and by the label that
tells the kind: by these GitHub and the action know them, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from postmortem_gh.decide import labels
from postmortem_gh.text.patterns import pattern

FORMS = ".github/ISSUE_TEMPLATE/"
WORKFLOWS = ".github/workflows/"
USES = pattern(r"(?m)^[^#\n]*\buses:\s*[\"']?(?:[\w.-]+/)?postmortem-gh(?:/[\w./-]+)?@([^\s\"'#]+)")


def is_form(path: str) -> bool:
    """Whether GitHub takes the file for an issue form; `config.yml` is the folder's settings."""
    name = path.removeprefix(FORMS)
    return (
        path.startswith(FORMS)
        and "/" not in name
        and name.endswith((".yml", ".yaml"))
        and not name.startswith("config.")
    )


def form(text: str) -> Any:
    """A form as data, with YAML's own types, since GitHub judges those; None where it is no YAML."""
    try:
        return yaml.safe_load(text)
    # LookupError and AttributeError: a value that its own tag does not fit, as `!!bool x` or `!!timestamp x`.
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError, LookupError, AttributeError):
        return None


def kinds(content: object) -> frozenset[str]:
    """The labels of ours that a form sets and that tell its kind."""
    found = content.get("labels") if isinstance(content, Mapping) else None
    names = found.split(",") if isinstance(found, str) else found if isinstance(found, list) else []
    return frozenset(str(name).strip().lower() for name in names) & frozenset(labels.KINDS)


def workflow(text: str) -> Mapping[str, Any] | None:
    """A workflow as data, every scalar as its text; None where it is no YAML mapping."""
    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  the base loader makes only texts, lists, mappings
    except (yaml.YAMLError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def triggers(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The events that start a workflow, with what they are narrowed to."""
    found = content.get("on")
    if isinstance(found, str):
        return {found: {}}
    if isinstance(found, list):
        return {str(name): {} for name in found}
    return found if isinstance(found, dict) else {}


def events(text: str) -> frozenset[str]:
    """The events that start a workflow; of one that is no YAML, those that its text speaks of."""
    content = workflow(text)
    if content is not None:
        return frozenset(triggers(content))
    return frozenset(name for name in ("pull_request", "issues") if f"{name}:" in text)


def acts_on_issues(text: str) -> bool:
    """A workflow that uses the action for more than the language in pull requests."""
    started = events(text)
    return bool(USES.search(text)) and ("issues" in started or "pull_request" not in started)


def checks_language(text: str) -> bool:
    """A workflow that uses the action on pull requests."""
    return bool(USES.search(text)) and "pull_request" in events(text)


def twin(path: str, text: str, there: Mapping[str, str]) -> str | None:
    """The file under another name that does already what ours would do."""
    return next((other for other in _twins(path, text, there) if other != path), None)


def _twins(path: str, text: str, there: Mapping[str, str]) -> Iterator[str]:
    if is_form(path):
        ours = form(text)
        for other in filter(is_form, there):
            content = form(there[other])
            if isinstance(content, dict) and (
                content.get("name") == ours["name"] or kinds(content) & kinds(ours)
            ):
                yield other
    elif path.startswith(WORKFLOWS):
        does = checks_language if checks_language(text) else acts_on_issues
        for other, said in there.items():
            if other.startswith(WORKFLOWS) and does(said):
                yield other
