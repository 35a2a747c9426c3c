"""Settings file and templates → values; what the rooms below get instead of a disk.

pydantic stands at this door, and takes a fifth of a second to come in: what
needs no settings file (`render`, a run without one) goes past it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from postmortem_gh.config.settings_file import SettingsError as SettingsError
    from postmortem_gh.config.settings_file import read as read_settings

__all__ = ["SettingsError", "read_settings"]
_NAMES = {"SettingsError": "SettingsError", "read_settings": "read"}


def __getattr__(name: str) -> Any:
    """The names above, imported when somebody asks for one."""
    if name not in _NAMES:
        raise AttributeError(name)
    from postmortem_gh.config import settings_file

    return getattr(settings_file, _NAMES[name])
