"""Settings file and templates → values; what the rooms below get instead of a disk."""

from __future__ import annotations

from postmortem_gh.config.settings_file import SettingsError as SettingsError
from postmortem_gh.config.settings_file import read as read_settings

__all__ = ["SettingsError", "read_settings"]
