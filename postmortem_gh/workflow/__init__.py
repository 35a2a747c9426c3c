"""From a GitHub event to where to look, and from what was done to summary and outputs."""
