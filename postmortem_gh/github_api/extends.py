"""The organisation's file that a repository's settings extend: one request, and only where a file says so.

It is pinned to a commit, so that nobody can change many repositories' rules by
one push; a file that cannot be had never stops a run, since it would stop all
of them at once.
"""

from __future__ import annotations

import base64
from urllib.parse import quote

from postmortem_gh.errors import UserError
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.settings import EXTENDS
from postmortem_gh.text.patterns import pattern

_EXTENDS = pattern(rf"""(?m)^extends[ \t]*:[ \t]*["']?{EXTENDS}["']?[ \t]*(?:#.*)?$""")


def extended(connection: Connection, text: str | None) -> tuple[str | None, str | None]:
    """(the text of the extended file, None) or (None, why it could not be had); (None, None) where none is named."""
    if not text or "extends" not in text:
        return None, None
    found = _EXTENDS.search(text)
    if found is None:
        return None, "`extends` is not of the form owner/repository//path@commit, with the commit's 40 digits"
    owner, name, path, commit = found.groups()
    if ".." in path.split("/"):
        return None, "`extends` names a path outside of its repository"
    try:
        raw = connection.rest("GET", f"/repos/{owner}/{name}/contents/{quote(path)}?ref={commit}")
    except UserError as error:
        return None, f"{owner}/{name}//{path} could not be read: {error.what}"
    content = raw.content
    encoded = content.get("content") if isinstance(content, dict) else None
    if raw.status != 200 or not isinstance(encoded, str):
        return (
            None,
            f"{owner}/{name}//{path} could not be read (GitHub answered {raw.status}): is the token allowed to?",
        )
    return base64.b64decode(encoded).decode("utf-8", "replace"), None
