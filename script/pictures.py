"""The README's pictures: the demo's comment as GitHub shows it, in light and dark, by a headless browser.

Called by script/pictures. The demo's own pages are drawn, so a picture shows
what the code writes; it is made again when that changes.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
WIDTH = 860
COLOURS = {
    "light": ("#ffffff", "#1f2328", "#d1d9e0", "#0969da", "#f6f8fa"),
    "dark": ("#0d1117", "#f0f6fc", "#3d444d", "#4493f8", "#151b23"),
}
STYLE = """
body { margin: 0; background: %s; color: %s; font: 15px/1.5 "Noto Sans", -apple-system, sans-serif; }
main { margin: 14px; border: 1px solid %s; border-radius: 8px; overflow: hidden; }
header { padding: 8px 16px; background: %s; border-bottom: 1px solid %s; font-size: 14px; }
article { padding: 4px 16px 10px; }
a { color: %s; text-decoration: none; }
table { border-collapse: collapse; width: 100%%; margin: 12px 0; }
td, th { border: 1px solid %s; padding: 5px 10px; text-align: left; vertical-align: top; }
h3 { margin: 16px 0 8px; }
td:first-child, th:nth-child(n+4), td:nth-child(n+4) { white-space: nowrap; }
details { margin: 8px 0; }
"""


def page(markdown: str, theme: str) -> str:
    """The comment in a frame like GitHub's."""
    from markdown_it import MarkdownIt

    background, text, border, link, head = COLOURS[theme]
    style = STYLE % (background, text, border, head, border, link, border)
    body = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown)
    return (
        f'<!doctype html><meta charset="utf-8"><style>{style}</style><main><header><b>github-actions</b> bot commented'
        f"</header><article>{body}</article></main>"
    )


def shortened(markdown: str) -> str:
    """The first screen: verdict, links, action items and the reason for the size."""
    visible = [line for line in markdown.split("\n") if not line.startswith("<!--")]
    return "\n".join(visible).split("\n### The review")[0]


def main() -> int:
    """Tell the demo, draw two pictures."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        sys.stderr.write("script/pictures needs Chromium; nothing was drawn\n")
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        pages = Path(scratch)
        subprocess.run(
            [sys.executable, "-m", "postmortem_gh", "demo", "--out", scratch],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        comment = shortened((pages / "comment.md").read_text(encoding="utf-8"))
        for theme in COLOURS:
            source = pages / f"{theme}.html"
            source.write_text(page(comment, theme), encoding="utf-8")
            picture = f"--screenshot={OUT / f'comment-{theme}.png'}"
            _browse(browser, f"--window-size={WIDTH},{_height(browser, source)}", picture, source.as_uri())
    return 0


def _browse(browser: str, *arguments: str) -> str:
    """Open a page without a window; gives what the browser prints."""
    plain = ("--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=2")
    command = [browser, "--headless", *plain, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _height(browser: str, source: Path) -> int:
    """Of the page as it is drawn, so that nothing is cut off and no strip is left blank."""
    measured = source.with_suffix(".measured.html")
    ask = "<script>document.title = document.documentElement.scrollHeight</script>"
    measured.write_text(source.read_text(encoding="utf-8") + ask, encoding="utf-8")
    drawn = _browse(browser, f"--window-size={WIDTH},100", "--dump-dom", measured.as_uri())
    found = re.search(r"<title>(\d+)</title>", drawn)
    if found is None:
        raise SystemExit("the browser did not tell how high the page is")
    return int(found[1])


if __name__ == "__main__":
    sys.exit(main())
