"""Setting a repository up (init), and saying what is wrong with its set-up (doctor)."""
