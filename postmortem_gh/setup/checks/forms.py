"""Checks of the issue forms: does GitHub offer them, and do we understand them?

GitHub offers a form with an error to nobody, and no API says why; so its rules
are checked here. Source of the rules: “Common validation errors when creating
issue forms”, docs.github.com.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from postmortem_gh.errors import UserError
from postmortem_gh.forms import definition
from postmortem_gh.forms.label import reference
from postmortem_gh.intake.record import KNOWN
from postmortem_gh.setup import recognise
from postmortem_gh.setup.checks.check import Check, Finding
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.setup import SetupSnapshot
from postmortem_gh.values.snapshot import File

_RULES = "https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/common-validation-errors-when-creating-issue-forms"
UNDERSTOOD = KNOWN | {"action_items", "ideas", "period", "lucky", "noticed"}
_TOP = frozenset({"name", "description", "body", "title", "labels", "assignees", "projects", "type"})
_TYPES = frozenset({"markdown", "input", "textarea", "dropdown", "checkboxes", "upload"})
_ELEMENT = frozenset({"type", "id", "attributes", "validations"})
_ASKING = frozenset({"label", "description"})
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "markdown": frozenset({"value"}),
    "input": _ASKING | {"placeholder", "value"},
    "textarea": _ASKING | {"placeholder", "value", "render"},
    "dropdown": _ASKING | {"multiple", "options", "default"},
    "checkboxes": _ASKING | {"options"},
    "upload": _ASKING,
}
_BELOW = dict.fromkeys(("label", "description", "options"), "put it under `attributes:`") | {
    "required": "put it under `validations:`"
}
_ID = pattern(r"[A-Za-z0-9_-]+")


def our_forms(setup: SetupSnapshot) -> Iterator[tuple[File, Mapping[str, Any]]]:
    """The forms that set a label of ours, as data."""
    for file in filter(lambda each: recognise.is_form(each.path), setup.forms):
        content = recognise.form(file.text)
        if isinstance(content, dict) and recognise.kinds(content):
            yield file, content


def _elements(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    body = content.get("body")
    return [each for each in body if isinstance(each, dict)] if isinstance(body, list) else []


def _attributes(element: Mapping[str, Any]) -> Mapping[str, Any]:
    found = element.get("attributes")
    return found if isinstance(found, dict) else {}


def _label(element: Mapping[str, Any]) -> str:
    return str(_attributes(element).get("label") or "")


def _none(setup: SetupSnapshot) -> Iterator[Finding]:
    if not any(our_forms(setup)):
        yield Finding(
            what="no issue form on the default branch sets the label postmortem, near-miss or retrospective",
            fix="`postmortem-gh init` writes the three shipped forms; a form of yours needs `labels: [postmortem]`",
        )


def _unreadable(setup: SetupSnapshot) -> Iterator[Finding]:
    for file in setup.forms:
        if (
            file.path.endswith((".yml", ".yaml"))
            and "postmortem" in file.text
            and not isinstance(recognise.form(file.text), dict)
        ):
            yield Finding(
                what=f"{file.path} is no valid YAML, so GitHub does not offer it",
                fix="mend it: often a colon in an unquoted text, or a tab",
            )


def _top(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in our_forms(setup):
        for name in ("name", "description", "body"):
            if not content.get(name):
                yield Finding(what=f"{file.path} lacks `{name}`", fix=f"add `{name}:` at the top")
        for name in ("name", "description", "title"):
            value = content.get(name)
            if value is not None and (not isinstance(value, str) or (name == "title" and not value.strip())):
                yield Finding(
                    what=f"{file.path}: `{name}` is no text",
                    fix="put it in quotes, or leave a blank title out",
                )
        odd = sorted(str(key) for key in content if key not in _TOP)
        if odd:
            yield Finding(
                what=f"{file.path} has keys that GitHub refuses: {', '.join(odd)}",
                fix="take them out (`on`, `yes` and `no` are booleans in YAML)",
            )
        if _elements(content) and all(each.get("type") == "markdown" for each in _elements(content)):
            yield Finding(
                what=f"{file.path} asks nothing: all its elements are markdown",
                fix="add an input or a textarea",
            )


def _element_rules(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in our_forms(setup):
        for at, element in enumerate(_elements(content), 1):
            for wrong in _wrong(element):
                yield Finding(what=f"{file.path}, element {at}: {wrong[0]}", fix=wrong[1])


def _wrong(element: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind, attributes = element.get("type"), _attributes(element)
    if kind not in _TYPES:
        yield f"its type “{str(kind)[:30]}” is none of GitHub's", f"use one of {', '.join(sorted(_TYPES))}"
        return
    yield from _wrong_keys(element, str(kind))
    needed = "value" if kind == "markdown" else "label"
    if not str(attributes.get(needed) or "").strip():
        yield f"it lacks `{needed}`", f"add `{needed}:` under `attributes:`"
    found = element.get("id")
    if found is not None and not _ID.fullmatch(str(found)):
        yield (
            f"its id “{str(found)[:40]}” has signs that ids may not have",
            "use letters, digits, `-` and `_`",
        )
    if kind in ("input", "textarea") and "password" in str(attributes.get("label") or "").lower():
        yield "GitHub refuses a label that asks for a password", "word it differently"
    if kind == "dropdown":
        yield from _wrong_options(attributes.get("options"))
        yield from _wrong_default(attributes)
    if kind == "checkboxes":
        yield from _wrong_boxes(attributes.get("options"))
    for name in ("description", "placeholder", "value", "label"):
        if name in attributes and attributes[name] is not None and not str(attributes[name]).strip():
            yield f"`{name}` is blank", "leave the key out instead"


def _wrong_keys(element: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    """Keys where GitHub wants others, and values of another type than it wants."""
    attributes, validations = _attributes(element), element.get("validations")
    for key in sorted(str(key) for key in element if key not in _ELEMENT):
        yield f"GitHub refuses `{key[:30]}` there", _BELOW.get(key) or _nearest(key, _ELEMENT)
    for key in sorted(str(key) for key in attributes if key not in _ATTRIBUTES[kind]):
        yield f"GitHub refuses `{key[:30]}` under `attributes`", _nearest(key, _ATTRIBUTES[kind])
    for name in ("label", "description", "placeholder"):
        if attributes.get(name) is not None and not isinstance(attributes[name], str):
            yield f"`{name}` is no text", "put it in quotes"
    if isinstance(validations, dict) and not isinstance(validations.get("required", False), bool):
        yield "`required` is neither true nor false", "write `required: true` without quotes"


def _nearest(key: str, known: frozenset[str]) -> str:
    near = get_close_matches(key, known, n=1)
    return f"did you mean `{near[0]}`?" if near else "take it out"


def _wrong_default(attributes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    default, options = attributes.get("default"), attributes.get("options")
    count = len(options) if isinstance(options, list) else 0
    if default is not None and not (isinstance(default, int) and 0 <= default < count):
        yield (
            f"its default {str(default)[:20]} is no option's place",
            f"use a number from 0 to {max(0, count - 1)}",
        )


def _wrong_boxes(options: object) -> Iterator[tuple[str, str]]:
    rows = options if isinstance(options, list) else []
    if not rows:
        yield "it has no options", "add at least one `- label: …` under `options:`"
    labels = [each.get("label") if isinstance(each, dict) else None for each in rows]
    if any(not isinstance(each, str) or not each.strip() for each in labels):
        yield "an option has no label", "write each as `- label: …`"
    texts = [each for each in labels if isinstance(each, str)]
    yield from _twice(texts)


def _wrong_options(options: object) -> Iterator[tuple[str, str]]:
    rows = options if isinstance(options, list) else []
    if not rows:
        yield "it has no options", "add at least one under `options:`"
    not_text = [str(each) for each in rows if not isinstance(each, str)]
    if not_text:
        yield (
            f"the options {', '.join(not_text)[:60]} are no texts for YAML",
            'put them in quotes: "Yes", "1.0"',
        )
    texts = [each for each in rows if isinstance(each, str)]
    if any(each.strip().lower() == "none" for each in texts):
        yield "the option None is GitHub's own", "take it out: an optional dropdown offers None by itself"
    yield from _twice(texts)
    if any("," in each for each in texts):
        yield (
            "an option has a comma, which makes a choice of several hard to read back",
            "word it without one",
        )


def _twice(options: list[str]) -> Iterator[tuple[str, str]]:
    if len(set(options)) != len(options):
        yield "an option stands there twice", "make all options different"


def _same_reference(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in our_forms(setup):
        asked = [each for each in _elements(content) if each.get("type") != "markdown"]
        counts = Counter(str(each.get("id") or reference(_label(each))) for each in asked)
        for name in sorted(name for name, count in counts.items() if count > 1):
            yield Finding(
                what=f"{file.path} has two elements that GitHub knows as “{name}”",
                fix="give each an `id` of its own",
            )


def _names(setup: SetupSnapshot) -> Iterator[Finding]:
    names: Counter[str] = Counter()
    for file in setup.forms:
        content = recognise.form(file.text) if file.path.endswith((".yml", ".yaml")) else None
        if isinstance(content, dict) and content.get("name"):
            names[str(content["name"])] += 1
    for name in sorted(name for name, count in names.items() if count > 1):
        yield Finding(
            what=f"two forms have the name “{name[:60]}”, so GitHub offers neither",
            fix="give each a name of its own",
        )


def _ids(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in our_forms(setup):
        ids = [str(each["id"]) for each in _elements(content) if each.get("id")]
        if not any(name in UNDERSTOOD for name in ids):
            yield Finding(
                what=f"{file.path} has none of the ids that we understand",
                fix="give its elements ids such as `summary`, `started`, `timeline`, `action_items`",
            )
            continue
        for name in ids:
            near = get_close_matches(name.lower().replace("-", "_"), UNDERSTOOD, n=1, cutoff=0.75)
            if name not in UNDERSTOOD and near:
                yield Finding(
                    what=f"{file.path}: the id `{name}` is not one that we understand",
                    fix=f"did you mean `{near[0]}`? Otherwise it is shown under its own label",
                    weight="advice",
                )


def _without_ids(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in our_forms(setup):
        bare = [
            _label(each)
            for each in _elements(content)
            if each.get("type") != "markdown" and not each.get("id")
        ]
        if bare:
            yield Finding(
                what=f"{file.path} has elements without an id: {', '.join(bare)[:80]}",
                fix="add `id:`; without it a changed label is another element",
                weight="advice",
            )


def _our_reading(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, _ in our_forms(setup):
        try:
            definition.read(file.text)
        except UserError as error:
            yield Finding(what=f"{file.path} cannot be read by us: {error.what}", fix=error.fix)


def _preselected(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in our_forms(setup):
        for element in _elements(content):
            validations = element.get("validations")
            required = isinstance(validations, dict) and validations.get("required") is True
            if element.get("type") == "dropdown" and required and "default" not in _attributes(element):
                yield Finding(
                    what=f"{file.path}: the required dropdown “{_label(element)[:40]}” comes with its first option chosen",
                    fix="make it optional, or put a neutral option first: else the first answer may be nobody's",
                    weight="advice",
                )


CHECKS = (
    Check(
        id="forms",
        title="A form sets a label of ours",
        why="The label tells that an issue is a postmortem.",
        find=_none,
    ),
    Check(
        id="form-yaml",
        title="Forms are valid YAML",
        why="GitHub offers a broken form to nobody, and says so to nobody.",
        find=_unreadable,
        source=_RULES,
    ),
    Check(
        id="form-keys",
        title="Forms have what GitHub wants at the top",
        why="A missing or unknown key makes GitHub refuse the form.",
        find=_top,
        source=_RULES,
    ),
    Check(
        id="form-elements",
        title="Every element follows GitHub's rules",
        why="One wrong element makes GitHub refuse the whole form.",
        find=_element_rules,
        source=_RULES,
    ),
    Check(
        id="form-references",
        title="No two elements share an id",
        why="GitHub refuses the form.",
        find=_same_reference,
        source=_RULES,
    ),
    Check(
        id="form-names",
        title="Every form has a name of its own",
        why="GitHub refuses both.",
        find=_names,
        source=_RULES,
    ),
    Check(
        id="form-read",
        title="We can read the form",
        why="A form that cannot be read is replaced by the shipped one.",
        find=_our_reading,
    ),
    Check(
        id="form-ids",
        title="The forms' ids are those that we understand",
        why="An answer under an unknown id is shown, but not understood.",
        find=_ids,
    ),
    Check(
        id="form-without-ids",
        title="Every element has an id",
        why="Labels change, ids stay.",
        find=_without_ids,
    ),
    Check(
        id="form-preselected",
        title="No answer is chosen beforehand",
        why="GitHub preselects the first option of a required dropdown, so it may be nobody's answer.",
        find=_preselected,
    ),
)
