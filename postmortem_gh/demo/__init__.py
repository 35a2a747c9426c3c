"""The life of a postmortem, told on the local GitHub."""
