"""Text on its way in and out: escaping, markers, managed blocks, merging."""
