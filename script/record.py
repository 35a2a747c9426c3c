"""Record the whole job over HTTP for tests/test_cassettes.py: see tests/recording.py for its steps.

Used by script/record. Without a token it is recorded against the local
GitHub. With one, against a scratch repository of yours, which then has the
postmortem, its action items and the pull request:

    GITHUB_TOKEN=… script/record owner/scratch-repository

The tape is scrubbed of tokens; look at it before you commit it all the same.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import recording  # noqa: E402  the checkout is no installed package


def main(arguments: list[str]) -> int:
    """Record, then say what is on the tape."""
    if len(arguments) > 1 or any(each.startswith("-") for each in arguments):
        print(__doc__)
        return 2
    with _place(arguments) as place:
        with recording.cassette(record=True) as tape:
            runs = recording.whole_job(place)
        recording.write_facts(place)
        secret = place.environment["GITHUB_TOKEN"]
    if secret in recording.CASSETTE.read_text(encoding="utf-8"):
        recording.CASSETTE.unlink()
        sys.exit("The token was on the tape, which is deleted now: mend tests/recording.py.")
    changes = ", ".join(str(len(run.result.done)) for run in runs)
    print(f"{len(tape)} requests on {recording.CASSETTE.relative_to(ROOT)}; changes by run: {changes}.")
    return 0


@contextmanager
def _place(arguments: list[str]) -> Iterator[recording.Place]:
    if not arguments:
        with recording.local() as place:
            yield place
        return
    environment = {
        name: os.environ[name] for name in ("GITHUB_TOKEN", "GITHUB_API_URL") if name in os.environ
    }
    yield recording.Place(environment, arguments[0], datetime.now(UTC).date())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
