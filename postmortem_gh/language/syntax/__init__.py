"""A sentence as words, tags, noun phrases and subjects; each file adds one layer to the one before."""
