"""The blameless-language check, pure: Markdown in, findings out.

`lint` is the door. It finds the prose (`blocks`, `prose`, `quotations`), judges its sentences (`sentences`,
`clauses`, `rules`, `check`), looks for secrets (`privacy`) and leaves printing to `formats` and `sarif`.
"""
