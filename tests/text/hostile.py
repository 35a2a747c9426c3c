"""What somebody could type to make our pages do something: payloads in contexts, and breakers of each format.

Every string goes through every sink (test_escape.py) and through forms into
the document (tests of other rooms import `HOSTILE`).
"""

from __future__ import annotations

PAYLOADS = (
    "@octocat", "@octo-org/team", "@octocat, @hubot", "#12", "owner/repo#3", "GH-4", "gh-5", "fixes #1", "Closes GH-7",
    "https://github.com/o/r/issues/12", "http://www.github.com/o/r/pull/3#issuecomment-1", "https://github.com/o/r/commit/deadbeefcafe",
    "deadbeef", "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b", "o/r@deadbee", "&#64;octocat", "&commat;octocat", "&#x40;octocat", "&#35;12", "#&#49;2",
    "<img src=x onerror=alert(1)>", "</details>", "<!-- x", "-->", "<!-- postmortem-gh:v1 item {} -->", "![x](https://evil.example/p.png)", "![](//evil.example)",
)  # fmt: skip
CONTEXTS = (
    "{}", "a {} b", "({})", "**{}**", "_{}_", "~~{}~~", "\\{}", "\\\\{}", "`{}", "{}`", "`{}`", "``{}`", "`a\n`{}`b`", "`a\n{}`b", "`\n{} `x`",
    "> {}", ">{}", "- {}", "1. {}", "- [ ] {}", "    {}", "\t{}", "| a | b |\n| - | - |\n| {} | `x` |", "| a |\n| - |\n| `x | {} ` |", "| x `a | b` c `{}` d |",
    "[{}](x)", "[x]({})", "[x]: {}\n\n[x]", "![{}](y)", "# {}", "###### {} ##", "> # {}", "- # {}", "{}\n===", "{}\n---", "> {}\n> ---", "---\n{}\n---",
    "```\nx\n```\n{}", "```\n{}", "~~~\n{}\n~~~\n{}", "````\n```\n````\n{}", "- ```\n  x\n  ```\n{}", "- ```\n{}\n  ```\n{}", "  ```\n{}\n  ```\n{}", "a\n14. ```\n    {}",
    "> ```\n{}\n> ```\n{}", "```a`b\n{}\n```", "<div>\n```\n{}\n```", "<details>\n\n{}", "$`a` {} `b`$", "$x ` y$ {} `z`", "https://x.example/`a {} `b", "<https://x.example/`a> {} `b`",
    "<https://x.example/{}>", "https://x.example/{}", "é{}", "x{}", "1{}", "_{}", "\u200b{}", "a\u2028{}", "a\r{}", "a\x0b{}", "{}\ue000item 1.url\ue001", "[^1]: {}\n\n[^1]",
)  # fmt: skip
BREAKERS = (
    "", " ", "\n", "\\", "\\\\", "`", "```", "~~~", "`" * 1000, "~" * 300, "*" * 300, "[" * 300, "![" * 300, "<" * 300, "&" * 300, "# ", "#", "###\n###",
    "---", "--- ", "***", "===", "+++", "%%{init: {}}%%", "click A href", "end", "section x", "title: y", ': ; # , "', "graph TD; A-->B",
    "{{ 7*7 }}", "{% raw %}", "${{ secrets.X }}", "{{ ''.__class__ }}", "::set-output name=a::b", "  ::add-mask::x", "\n::stop-commands::x", "##[error]x", "a ##[group]b",
    "%0A::warning::x", "\r::error::x", "\x1b[31mred", "\x00", "\x07bell", "\u202egnp.exe", "\u2066x\u2069", "\U000e0041\U000e0042", "a\U000e0100\U000e0101", "\ufeffx", "\ud800", "\ue000item 1.number\ue001",
    "yes", "no", "null", "~", "1.0", "0x1F", "12:30", "2026-11-20", "- a", "? b", "key: value", "!!python/object:os.system x", "*alias", "&anchor", "|", ">", "'", '"', '"\\"', "# comment", "%TAG", "@at", "a\tb", "\x85", "\u2028", "\u2029", "\u0085",
    "../../.github/workflows/x", "/etc/passwd", "..\\..\\x", "CON", "nul.txt", "a" * 400, "é" * 400, "🎉" * 300, "日本語", "ﬁne ①", "<script>", "javascript:alert(1)", "[x](javascript:alert(1))",
    "[skip ci]", "[ci skip] x", "skip-checks: true", "Co-authored-by: a <a@b>", "Signed-off-by: x", "> [!WARNING]\n> ours?", "[P1]: https://evil.example", "[a\nb]: https://evil.example\n\n[a b]",
    "/close", "- [x] done", "<a href=//evil>", "<!DOCTYPE x>", "<?php", "<![CDATA[x]]>", "&lt;b&gt;", "&amp;#64;octocat", "a|b|c", "\\|", "|\n|-|", "`a|b`", "a\n\n\n\nb", "!\\[x](y)", "!!![x](y)", "[![x](y)](z)",
    '```mermaid\nclick A href "x"\n```', "``` <b>\nx", "~~~ @octocat\nx\n~~~", "<!-- postmortem-gh:end item -->", "```\n<!-- postmortem-gh:end item -->\n```",
)  # fmt: skip

HOSTILE = tuple(
    dict.fromkeys(
        [*BREAKERS, *(context.replace("{}", payload) for context in CONTEXTS for payload in PAYLOADS)]
    )
)
