"""Every rule with its page, those about words and those about privacy, for docs/, SARIF and the curious.

`script/rules_docs.py` writes docs/rules/ from here, so that the pages can't drift from the code.
"""

from __future__ import annotations

from postmortem_gh.errors import docs
from postmortem_gh.language.check import rules
from postmortem_gh.values.findings import Severity
from postmortem_gh.values.lean import dataclass

_HIDING = """
Findings say where and what kind, never the value: not in a log, not in a comment. In the text format the
value is blotted out.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What docs/ says about a rule."""

    id: str
    title: str
    severity: Severity
    text: str
    source: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    rewrites: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        """Where the page is read."""
        return docs(f"rules/{self.id}")


_PRIVACY = (
    Page(
        id="secret",
        title="A token, key or password in the text",
        severity="error",
        text=f"""\
Incident write-ups are made of pastes, and pastes carry tokens: in a log line, in a `curl` command, in an
address with a password, in an environment that was printed. Published once, a secret has to be taken for
known, also after an edit: the edit history keeps it.
{_HIDING}
Found are the tokens of the usual makers by their shape (GitHub, GitLab, AWS, Google, Azure, Slack, Stripe,
npm, PyPI and some thirty more), JSON web tokens, private keys, passwords in addresses, and values that are
set to a key named like a password, token or secret and look drawn at random. Commit hashes, UUIDs,
placeholders such as `ghp_xxxx` or `${{TOKEN}}` and plain words are left alone. Code blocks are looked at too.

In a form, its title and in commands the value becomes `REDACTED` in everything that is made of them, and the
document waits. There only the settings switch the rule off; a comment does so in files.

What to do: revoke the secret first, then take it out of the text, then delete the revisions that hold it
(on GitHub: the “edited” menu of the issue or comment, *Delete revision from history*).""",
        source=("OWASP, Secrets Management Cheat Sheet",),
        leaves=(
            "The deploy of 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b failed.",
            "Set `GITHUB_TOKEN` to a token of your own.",
        ),
    ),
    Page(
        id="email-address",
        title="A person's e-mail address in the text",
        severity="advice",
        text=f"""\
An address names a person, invites mail to them, and says nothing about the conditions of an incident.
A role does: “the on-call engineer”, “a customer's administrator”.
{_HIDING}
Addresses for examples (`@example.com`), of roles (`support@…`, `security@…`) and those that take no mail
(`noreply@…`) are left alone.""",
        source=("GDPR, article 4 (1) and article 5 (1) c: data minimisation",),
        finds=("Mail from jane.doe@corp.io set it off.",),
        leaves=("Write to security@corp.io.", "The test user is jane@example.com."),
    ),
    Page(
        id="ip-address",
        title="A public IP address in the text",
        severity="advice",
        text=f"""\
A public address may lead to a customer, to a person at home, or to a host that the next attacker will try.
The name of the service says as much about an incident.
{_HIDING}
Private, local and reserved ranges, those for documentation (192.0.2.0/24, 2001:db8::/32 …), the resolvers
that everybody knows and version numbers are left alone.""",
        source=(
            "IANA, special-purpose address registries",
            "RFC 5737, IPv4 address blocks reserved for documentation",
        ),
        finds=("Requests from 84.16.227.91 were throttled.",),
        leaves=("The pod had 10.1.2.3.", "It resolves by 8.8.8.8.", "Chrome/120.0.6099.129 was hit."),
    ),
    Page(
        id="customer-name",
        title="A customer's name in the text",
        severity="warning",
        text=f"""\
Who your customers are, and which of them an incident hit, is theirs to tell. “A customer”, “three large
tenants” say as much about the impact.
{_HIDING}
The names are your own: `language.customers` in the settings lists them, `*` stands for any letters. Without
that list this rule finds nothing.""",
        source=("Google SRE Workbook, chapter 10: a postmortem for outsiders leaves out what is theirs",),
    ),
)


def pages() -> tuple[Page, ...]:
    """All rules, those about words first."""
    words = (
        Page(
            id=rule.id,
            title=rule.title,
            severity=rule.severity,
            text=rule.page,
            source=tuple(rule.source),
            finds=tuple(rule.finds),
            leaves=tuple(rule.leaves),
            rewrites=tuple(rule.rewrites),
        )
        for rule in rules()
    )
    return (*words, *_PRIVACY)


def as_markdown(page: Page) -> str:
    """A rule's page: what, why, examples, how to rewrite, how to switch off, where it comes from."""
    parts = [
        f"# {page.title}\n",
        f"`{page.id}` · {page.severity}\n",
        f"{page.text.strip()}\n",
        _examples("What it finds", page.finds),
        _rewrites(page.rewrites),
        _examples("What it leaves alone", page.leaves),
        _switching_off(page),
        _listed("Where this comes from", page.source),
    ]
    return "\n".join(part for part in parts if part)


def _examples(title: str, sentences: tuple[str, ...]) -> str:
    return _listed(title, tuple(f"“{sentence}”" for sentence in sentences))


def _listed(title: str, rows: tuple[str, ...]) -> str:
    return f"## {title}\n\n" + "".join(f"- {row}\n" for row in rows) if rows else ""


def _rewrites(rewrites: tuple[tuple[str, str], ...]) -> str:
    if not rewrites:
        return ""
    rows = "".join(f"| {old.replace('|', '/')} | {new.replace('|', '/')} |\n" for old, new in rewrites)
    return f"## What to write instead\n\n| as written | as it might be written |\n| --- | --- |\n{rows}"


def _switching_off(page: Page) -> str:
    return f"""## How to switch it off

In one place, by a comment at the end of the line, or alone on the line before (please say why):

```markdown
<!-- postmortem-gh: ignore {page.id} the vendor's own words -->
```

For a phrase, or everywhere, in the settings (`.github/postmortem.yml`):

```yaml
language:
  allow: ["a phrase that is never a finding"]
  severity:
    {page.id}: off  # or error, warning, advice
```
"""


def index(all_pages: tuple[Page, ...]) -> str:
    """The page that lists the rules."""
    rows = "".join(
        f"| [`{page.id}`]({page.id}.md) | {page.title} | {page.severity} |\n" for page in all_pages
    )
    return (
        "# The rules\n\n"
        "What `postmortem-gh lint`, the postmortem's comment and the reviews look for. Nothing here blocks\n"
        "by default; `language.required` in the settings makes it so.\n\n"
        f"| rule | what it sees | severity |\n| --- | --- | --- |\n{rows}"
    )
