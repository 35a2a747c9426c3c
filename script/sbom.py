"""What a release brings along, as CycloneDX: every distribution of a lock, with its version and hashes.

Used by script/build. The lock is the only source, so the list cannot differ
from what is installed. https://cyclonedx.org/docs/1.6/json/
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from postmortem_gh import __version__

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def components(lock: str) -> list[dict[str, Any]]:
    """One component a pinned line, with the hashes of the lines below it."""
    found: list[dict[str, Any]] = []
    for line in lock.splitlines():
        if pinned := PINNED.match(line):
            name, version = pinned.groups()
            purl = f"pkg:pypi/{name}@{version}"
            found.append(
                {
                    "type": "library",
                    "bom-ref": purl,
                    "name": name,
                    "version": version,
                    "purl": purl,
                    "hashes": [],
                }
            )
        elif (digest := HASH.search(line)) and found:
            found[-1]["hashes"].append({"alg": "SHA-256", "content": digest.group(1)})
    return found


def bill(lock: str) -> dict[str, Any]:
    """The whole document; the same for the same lock and version, so that a release can be rebuilt."""
    purl = f"pkg:pypi/postmortem-gh@{__version__}"
    root = {
        "type": "application",
        "bom-ref": purl,
        "name": "postmortem-gh",
        "version": __version__,
        "purl": purl,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": components(lock),
    }


if __name__ == "__main__":
    json.dump(bill(Path(sys.argv[1]).read_text(encoding="utf-8")), sys.stdout, indent=2)
    sys.stdout.write("\n")
