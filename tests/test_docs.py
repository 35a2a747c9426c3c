"""The documentation holds together: links lead somewhere, messages name pages that exist, README's commands run."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from postmortem_gh.cli.commands import COMMANDS
from postmortem_gh.language.check import rules
from postmortem_gh.local_github import World, serve
from postmortem_gh.setup.checks import ALL
from postmortem_gh.values.refusals import SENTENCES

ROOT = Path(__file__).resolve().parent.parent
DOCS = [page for page in ROOT.glob("docs/**/*.md") if "node_modules" not in page.parts]
PAGES = sorted([*DOCS, ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob(".github/*.md")])
_LINK = re.compile(r"(?<!\\)\[[^\]\n]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^( *)(`{3,}|~{3,}).*?^\1\2`*\s*$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)


def prose(page: Path) -> str:
    """The page without its code blocks."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


@cache
def anchors(page: Path) -> frozenset[str]:
    """The anchors that GitHub gives a page's headings."""
    found: dict[str, int] = {}
    names = set()
    for heading in _HEADING.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        names.add(f"{slug}-{found[slug]}" if slug in found else slug)
        found[slug] = found.get(slug, 0) + 1
    return frozenset(names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_to_something(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", prose(page))
    for link in _LINK.findall(text):
        if re.match(r"[a-z]+:", link) or link.startswith("<"):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), f"{page.name}: {link}"


def test_every_page_that_a_message_names_exists() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("postmortem_gh/**/*.py"))
    said = set(re.findall(r"""\bdocs\(f?["']([\w/#-]+)["']\)""", texts))
    said |= pages_of_the_step()
    said |= {f"commands#{name}" for name in COMMANDS} | {f"doctor#{check.id}" for check in ALL}
    said |= {f"refusals#{each.code}" for each in SENTENCES} | {f"rules/{rule.id}" for rule in rules()}

    for name in sorted(said):
        path, _, anchor = name.partition("#")
        page = ROOT / "docs" / f"{path}.md"
        assert page.exists(), f"docs/{path}.md is named by a message"
        assert not anchor or anchor in anchors(page), f"docs/{path}.md has no #{anchor}"


def pages_of_the_step() -> set[str]:
    """What script/action.py says before the package is there: the last word of each `stop`."""
    text = (ROOT / "script" / "action.py").read_text(encoding="utf-8")
    calls = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "stop"
    ]
    assert calls
    return {ast.literal_eval(call.args[-1]) for call in calls}


@pytest.mark.parametrize("folder", ["postmortem_gh", "script", "templates", ".github"])
def test_every_page_that_the_code_speaks_of_exists(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".md", ".yml", "")]
    texts = [path.read_text(encoding="utf-8") for path in files if path.is_file()]
    said = {name for text in texts for name in re.findall(r"(?<![\w/])docs/[\w/-]+\.(?:md|json)", text)}

    assert sorted(name for name in said if not (ROOT / name).exists()) == []


def test_every_problem_of_a_form_names_a_page_that_exists() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("postmortem_gh/intake/*.py"))
    for name in set(re.findall(r"""["']((?:action-items|timeline|forms|file)(?:#[a-z-]+)?)["']""", texts)):
        path, _, anchor = name.partition("#")
        page = ROOT / "docs" / f"{path}.md"
        assert page.exists(), name
        assert not anchor or anchor in anchors(page), name


def test_every_page_is_reached_from_the_documentation_s_first_page() -> None:
    seen, waiting = set(), [ROOT / "docs" / "README.md"]
    while waiting:
        page = waiting.pop()
        seen.add(page)
        for link in _LINK.findall(prose(page)):
            target = (page.parent / link.partition("#")[0]).resolve()
            if link.partition("#")[0].endswith(".md") and target.exists() and target not in seen:
                waiting.append(target)

    assert set(DOCS) <= seen


def test_every_page_is_in_the_site_s_sidebar() -> None:
    sidebar = (ROOT / "docs/.vitepress/config.mjs").read_text(encoding="utf-8")
    linked = set(re.findall(r'page\("[^"]+", "/([\w/-]*)"\)', sidebar))

    pages = {path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in DOCS}
    pages = {page for page in pages if not page.startswith("rules/")} - {"README"} | {"rules/"}

    assert linked == pages


def readme_commands() -> list[str]:
    blocks = re.findall(
        r"^ *```sh\n(.*?)^ *```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_the_readme_has_commands_and_ci_runs_its_scripts() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    scripts = [line for line in readme_commands() if line.startswith("script/")]

    assert scripts
    assert all(line.split()[0] in ci for line in scripts)


def test_ci_runs_what_decides_whether_a_change_may_land() -> None:
    deciding = re.findall(r"^script/[\w-]+", (ROOT / ".ci/run").read_text(encoding="utf-8"), re.MULTILINE)
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")

    assert deciding
    assert [script for script in deciding if f"- run: {script}\n" not in workflow] == []


@pytest.mark.parametrize("line", [line for line in readme_commands() if line.startswith("postmortem-gh")])
def test_a_command_of_the_readme_does_what_it_says(line: str, installed: Path, tmp_path: Path) -> None:
    # `init` pins the action to a commit; files without one (an sdist) have nothing to pin, and it says so.
    if " init" in line and not any((ROOT / name).exists() for name in (".git", "COMMIT")):
        pytest.skip("these files are of no commit, so `init` asks for one")
    world = World()
    world.repository("acme/shop")
    world.grant("acme/shop", "alice", "admin")
    (tmp_path / "postmortem.md").write_text(
        "The health check failed, and the queue stalled.\n", encoding="utf-8"
    )
    with serve(world) as server:
        environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            "PYTHONPATH": str(installed),
            "GITHUB_API_URL": server.url,
            "GITHUB_GRAPHQL_URL": server.graphql_url,
            "GITHUB_REPOSITORY": "acme/shop",
            "GITHUB_TOKEN": world.token(user="alice"),
        }
        arguments = shlex.split(line)[1:]  # as it stands
        done = subprocess.run(
            [sys.executable, "-m", "postmortem_gh", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    expected = 1 if arguments[0] == "doctor" else 0  # an empty repository has much to mend
    assert done.returncode == expected, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
