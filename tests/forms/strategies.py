"""Forms and answers as Hypothesis draws them, nasty ones before all.

What no parser can tell is left out, for GitHub's own page cannot either: a
label of the form as a heading of its own in an answer *before* that field, and
answers whose open fence swallows such a label.
"""

from __future__ import annotations

import re

from hypothesis import strategies as st

from postmortem_gh.forms.definition import CHECKBOXES, DROPDOWN, INPUT, TEXTAREA, UPLOAD, Element, Form

LABELS = (
    "Summary", "What happened?", "C++", "C#", "🔥 Impact", "Impact", "Überblick", "العنوان", "障害の概要",
    "Steps (1. + 2.)", "`code` *and* _more_", "Version [x]", "a.b*c?", "Re: #12", "### odd", "Notes", "notes (private)",
    "_No response_ expected", "None", "A, B", "Très long libellé avec beaucoup de mots dedans", "$HOME \\ path",
)  # fmt: skip
OPTIONS = (
    "Yes",
    "No",
    "Yes, always",
    "always",
    "a, b",
    "a",
    "b",
    "b, c",
    "SEV1",
    "sev2 (bad)",
    "日本",
    "[x] done",
    "`x`",
    "1",
    "- no",
)
LINES = (
    "", "", "text", "  indented", "    code by four blanks", "- item", "- [ ] a box", "- [x] ticked", "* star", "1. one",
    "### Something else", "## Two", "#### Four", "# One", "#hash", "###", "| a | b |", "> ### Summary", "> quote",
    "_No response_", "None", "**bold**", "---", "===", "`### Summary`", "text ### Summary", "\\### Summary", "`` ` ``",
    "é ü 日本 🎉", "\u200f", "\u00a0", "$x$", "<details>", "</details>", "a\tb", "\\", "&amp;", "@sam #12", "+++", "\u2028x",
)  # fmt: skip
FENCED = (
    "```\n### Summary\n```",
    "~~~\n### Notes\n~~~",
    "````md\n```\n### Impact\n```\n````",
    "```sh\n$ x\n\n```",
    "- ```\n  ### Notes\n  ```",
)
UPLOADS = (
    "![shot](https://github.com/user-attachments/assets/1)", "[trace.log](https://github.com/user-attachments/files/2/trace.log)",
)  # fmt: skip
NOTHING = ("_no response_", "*no response*", "\\_no response\\_")
OPEN = ("```", "```sh", "~~~ x", "<!-- a", "- ```")


def _trimmed(text: str) -> str:
    return text.strip()


@st.composite
def forms(draw: st.DrawFn) -> Form:
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=7, unique_by=str.casefold))
    return Form("A form", tuple(_element(draw, f"field_{n}", label) for n, label in enumerate(labels)))


def _element(draw: st.DrawFn, name: str, label: str) -> Element:
    kind = draw(
        st.sampled_from((TEXTAREA, TEXTAREA, TEXTAREA, INPUT, DROPDOWN, DROPDOWN, CHECKBOXES, UPLOAD))
    )
    options = ()
    if kind in (DROPDOWN, CHECKBOXES):
        options = tuple(
            draw(st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=6, unique_by=str.casefold))
        )
    render = draw(st.sampled_from(("", "", "shell", "markdown"))) if kind == TEXTAREA else ""
    return Element(name, kind, label, options, kind == DROPDOWN and draw(st.booleans()), render)


@st.composite
def answered(draw: st.DrawFn) -> tuple[Form, dict[str, object]]:
    form = draw(forms())
    return form, {e.id: draw(_values(e)) for e in form.elements}


def _values(element: Element) -> st.SearchStrategy[object]:
    if element.type == CHECKBOXES:
        return st.fixed_dictionaries({option: st.booleans() for option in element.options})
    if element.type == DROPDOWN and element.multiple:
        return st.lists(st.sampled_from(element.options), unique=True).map(
            lambda chosen: sorted(chosen, key=element.options.index)
        )
    if element.type == DROPDOWN:
        return st.none() | st.sampled_from(element.options)
    one_line = st.sampled_from([line for line in LINES if "\n" not in line])
    free = st.text(st.characters(exclude_characters="\r", exclude_categories=("Cs",)), max_size=40)
    if element.type == INPUT:
        return st.none() | one_line | free.map(lambda text: text.replace("\n", " "))
    if element.type == UPLOAD:
        return st.none() | st.lists(st.sampled_from(UPLOADS), min_size=1, max_size=3).map("\n".join)
    lines = st.lists(st.sampled_from(LINES + FENCED) | free, max_size=7).map("\n".join)
    return st.none() | lines | st.tuples(lines, st.sampled_from(OPEN)).map("\n".join)


def normalised(element: Element, value: object) -> object:
    """The value as `parse` promises to print it, said a second time and plainly."""
    if not isinstance(value, str):
        return value
    if element.type == DROPDOWN:
        return value
    kept = re.sub(r"\A(?:[^\S\n]*\n)+", "", value.rstrip()) if element.render else value.strip()
    return None if not kept.strip() or kept.strip().casefold() in NOTHING else kept
