"""A repository's settings as a run reads them: from its default branch, and what they extend.

Used by the runs on postmortems, action items, reports and pull requests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem_gh.errors import docs
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.settings import Settings

if TYPE_CHECKING:
    from postmortem_gh.documents.comment_view import Trouble

SETTINGS = ".github/postmortem.yml"


class SettingsReader:
    """A repository's settings, with the organisation's file that they extend. Without a file nothing heavy is imported."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.trouble: Trouble | None = (
            None  # why the extended file could not be had; the run goes on without it
        )

    def __call__(self, text: str | None) -> Settings:
        """Raises with every mistake."""
        if text is None:
            return Settings()
        from postmortem_gh.config import read_settings
        from postmortem_gh.github_api.extends import extended

        base, why = extended(self._connection, text)
        if why is not None:
            from postmortem_gh.documents.comment_view import Trouble

            fix = "mend `extends` in the settings; meanwhile they hold without it"
            self.trouble = Trouble(what=why, fix=fix, more=docs("settings"))
        return read_settings(text, SETTINGS, base)
