"""A repository's settings as a run reads them: from its default branch, and what they extend.

Used by the runs on postmortems, action items, reports and pull requests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem_gh.errors import ConfigurationError, docs
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.settings import Settings

if TYPE_CHECKING:
    from postmortem_gh.documents.comment_view import Trouble

SETTINGS = ".github/postmortem.yml"


class SettingsReader:
    """A repository's settings, with the organisation's file that they extend; each text is read once in a run.

    Without a file nothing heavy is imported.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str | None, Settings | ConfigurationError] = {None: Settings()}
        self.trouble: Trouble | None = (
            None  # why the extended file could not be had; the run goes on without it
        )

    def __call__(self, text: str | None) -> Settings:
        """Raises with every mistake."""
        if text not in self._known:
            self._known[text] = self._read(text or "")
        found = self._known[text]
        if isinstance(found, ConfigurationError):
            raise found
        return found

    def _read(self, text: str) -> Settings | ConfigurationError:
        from postmortem_gh.config import read_settings
        from postmortem_gh.github_api.extends import extended

        self.trouble = None
        base, why = extended(self._connection, text)
        if why is not None:
            from postmortem_gh.documents.comment_view import Trouble

            fix = "mend `extends` in the settings; meanwhile they hold without it"
            self.trouble = Trouble(what=why, fix=fix, more=docs("settings"))
        try:
            return read_settings(text, SETTINGS, base)
        except ConfigurationError as error:
            return error


def settings_of(text: str | None, read: SettingsReader) -> tuple[Settings, Trouble | None]:
    """The settings; the defaults, and what is wrong, where there is a file that cannot be used."""
    try:
        return read(text), None
    except ConfigurationError as error:
        return Settings(), trouble(error)


def trouble(error: ConfigurationError) -> Trouble:
    """An error as a line of the comment."""
    from postmortem_gh.documents.comment_view import Trouble

    return Trouble(what=f"{error.what}: {error.cause}", fix=error.fix, more=error.more)
