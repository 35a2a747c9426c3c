"""The door to GitHub: transport, observe, apply.

Only here PyGithub is imported, and only when a call is about to be made.
"""
