"""`python -m postmortem_gh`: the same as the command `postmortem-gh`."""

import sys

from postmortem_gh.cli import main

sys.exit(main())
