"""The grammar as people meet it: each row of the tables is read as it says."""

from __future__ import annotations

import pytest

from tests.intake.tables import SHOW, Case, all_cases


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.table}: {case.title}")
def test_what_people_write_is_understood_as_the_table_says(case: Case) -> None:
    assert SHOW[case.table](case.given) == case.expected
