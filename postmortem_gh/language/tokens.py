"""What the tokens of the usual makers look like: the table that `language/privacy.py` looks for.

To add one: the maker's name, a cue that each such token holds (looked for first, as plain text: that is
quick), and the shape. The makers' own pages tell the shapes; where there is none, their scanners.
"""

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    """How a token of one maker looks. The cues are looked for first, as plain text: that is quick."""

    called: str
    cues: tuple[str, ...]
    pattern: str
    is_cue_inside: bool = False
    """The token does not begin with its cue."""


EDGE = r"(?<![A-Za-z0-9_-])"
# The makers' own pages on their tokens' shapes; where there is none, what their secret scanners look for.
SHAPES = (
    Shape(
        "a GitHub token",
        ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
        r"gh[pousr]_[A-Za-z0-9_.-]{30,999}[A-Za-z0-9]",
    ),
    Shape("a GitHub token", ("github_pat_",), r"github_pat_[A-Za-z0-9_]{22,255}"),
    Shape(
        "a GitLab token", ("glpat-", "gldt-", "glrt-", "glptt-"), r"gl(?:pat|dt|rt|ptt)-[A-Za-z0-9_-]{20,300}"
    ),
    Shape(
        "an AWS access key",
        ("AKIA", "ASIA", "ABIA", "ACCA"),
        r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])",
    ),
    Shape("a Slack token", ("xox", "xapp-"), r"(?:xox[abprsecd][-.]|xapp-)[A-Za-z0-9-]{10,300}"),
    Shape("a Slack webhook", ("hooks.slack.com/",), r"hooks\.slack\.com/[a-z]{5,12}/[A-Za-z0-9/_-]{20,200}"),
    Shape(
        "a Discord webhook",
        ("/api/webhooks/",),
        r"discord(?:app)?\.com/api/webhooks/\d{5,25}/[A-Za-z0-9_-]{30,120}",
        is_cue_inside=True,
    ),
    Shape(
        "a Teams webhook",
        ("webhook.office.com/",),
        r"[a-z0-9-]{1,60}\.webhook\.office\.com/[a-z0-9]{5,12}/[A-Za-z0-9@/-]{30,300}",
        is_cue_inside=True,
    ),
    Shape("a Google API key", ("AIza",), r"AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
    Shape("a Google access token", ("ya29.",), r"ya29\.[A-Za-z0-9_-]{20,1000}"),
    Shape("a Google client secret", ("GOCSPX-",), r"GOCSPX-[A-Za-z0-9_-]{20,60}"),
    Shape(
        "a Stripe key",
        ("sk_live_", "sk_test_", "rk_live_", "rk_test_"),
        r"[rs]k_(?:live|test)_[A-Za-z0-9]{16,250}",
    ),
    Shape("a webhook's signing secret", ("whsec_",), r"whsec_[A-Za-z0-9+/=]{20,120}"),
    Shape("an npm token", ("npm_",), r"npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
    Shape("a PyPI token", ("pypi-A",), r"pypi-A[A-Za-z0-9_-]{50,1000}"),
    Shape("a RubyGems key", ("rubygems_",), r"rubygems_[a-f0-9]{48}"),
    Shape("a crates.io token", ("cio",), r"cio[A-Za-z0-9]{32}(?![A-Za-z0-9])"),
    Shape("a Docker Hub token", ("dckr_",), r"dckr_[po]at_[A-Za-z0-9_-]{20,100}"),
    Shape(
        "a JSON web token",
        ("eyJ",),
        r"eyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8,8000}\.[A-Za-z0-9_-]{8,4000}",
    ),
    Shape(
        "an Azure storage key",
        ("AccountKey=", "SharedAccessKey="),
        r"(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,90}={0,2}",
    ),
    Shape(
        "an Azure client secret",
        ("8Q~",),
        r"[A-Za-z0-9~._-]{3}8Q~[A-Za-z0-9~._-]{31,34}(?![A-Za-z0-9])",
        is_cue_inside=True,
    ),
    Shape("an Azure SAS signature", ("sig=",), r"sig=[A-Za-z0-9%+/]{40,120}(?:%3D|=)"),
    Shape("a DigitalOcean token", ("dop_v1_", "doo_v1_", "dor_v1_"), r"do[opr]_v1_[a-f0-9]{64}"),
    Shape("a SendGrid key", ("SG.",), r"SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}"),
    Shape("a Twilio key", ("SK",), r"SK[0-9a-f]{32}(?![A-Za-z0-9])"),
    Shape("a Mailgun key", ("key-",), r"key-[0-9a-f]{32}(?![A-Za-z0-9])"),
    Shape(
        "a Telegram bot token", (":AA",), r"\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])", is_cue_inside=True
    ),
    Shape("a Vault token", ("hvs.", "hvb.", "hvr."), r"hv[sbr]\.[A-Za-z0-9_-]{24,300}"),
    Shape(
        "a Terraform token",
        (".atlasv1.",),
        r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}",
        is_cue_inside=True,
    ),
    Shape("an Anthropic key", ("sk-ant-",), r"sk-ant-[A-Za-z0-9_-]{20,200}"),
    Shape("an OpenAI key", ("sk-",), r"sk-(?:(?:proj|svcacct|admin)-[A-Za-z0-9_-]{40,250}|[A-Za-z0-9]{48})"),
    Shape("a Hugging Face token", ("hf_",), r"hf_[A-Za-z0-9]{34}(?![A-Za-z0-9])"),
    Shape("a New Relic key", ("NRAK-",), r"NRAK-[A-Z0-9]{27}"),
    Shape(
        "a Grafana token",
        ("glsa_", "glc_"),
        r"glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/=]{32,400}",
    ),
    Shape("a Sentry token", ("sntry",), r"sntry[su]_[A-Za-z0-9+/=_.-]{40,1000}"),
    Shape("a Shopify token", ("shpat_", "shpca_", "shppa_", "shpss_"), r"shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"),
    Shape("a Databricks token", ("dapi",), r"dapi[a-f0-9]{32}(?:-\d)?(?![A-Za-z0-9])"),
    Shape("a Linear key", ("lin_api_",), r"lin_api_[A-Za-z0-9]{32,60}"),
    Shape("an Atlassian token", ("ATATT3", "ATCTT3"), r"AT[AC]TT3[A-Za-z0-9_=-]{60,300}"),
    Shape("a Doppler token", ("dp.",), r"dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._-]{40,80}"),
    Shape("an age key", ("AGE-SECRET-KEY-1",), r"AGE-SECRET-KEY-1[A-Z0-9]{58}"),
)

SHORTEST = 16
"""No word shorter than this can hold any of them."""

PEM = "PRIVATE KEY"
PRIVATE_KEY = Shape(
    "a private key",
    ("-----BEGIN ",),
    r"-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----"
    r"(?:(?:[A-Za-z0-9+/=:,.\s>|]|-(?!-)){0,10000}-----END [A-Z ]{3,40}-----)?",
)
