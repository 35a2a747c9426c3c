"""Blameless postmortems on GitHub: forms in, documents and tracked action items out."""

__version__ = "0.1.0"
