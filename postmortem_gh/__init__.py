"""Blameless postmortems on GitHub: forms in, documents and tracked action items out."""
