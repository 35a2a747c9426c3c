"""Closed lists of English words, by what they mean to the check: people, systems, verbs, grammar."""
