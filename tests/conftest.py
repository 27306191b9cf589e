"""What all tests share."""

import pytest
from hypothesis import HealthCheck, settings

from mtcheck import rules
from mtcheck.engine import Engine
from mtcheck.model import Confidence

settings.register_profile(
    "mtcheck", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("mtcheck")


@pytest.fixture(scope="session")
def builtin():
    """The rules that come with mtcheck."""
    return rules.load()


@pytest.fixture(scope="session")
def engine(builtin):
    """All built-in rules at the default selection."""
    return Engine(builtin)


@pytest.fixture(scope="session")
def sensitive(builtin):
    """All built-in rules, hits of low confidence too."""
    return Engine(builtin, min_confidence=Confidence.LOW)
