import pytest

from conference.conflicts.checks import find
from conference.conflicts.loading import load
from tests.world import a_conference


@pytest.fixture
def found(db):
    """`found("gap")`: the sentences of that code; `found()`: all codes, each as often as it was found."""

    def found(code=None, conference=None):
        conflicts = find(load(conference or a_conference()))
        if code is None:
            return [conflict.code for conflict in conflicts]
        return [conflict.sentence for conflict in conflicts if conflict.code == code]

    return found
