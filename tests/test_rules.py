"""Every shipped rule keeps what its page and its examples promise."""

import pytest

from newslint.catalogue import registry
from newslint.testing import check_rule


@pytest.mark.parametrize("name", registry.shipped())
def test_rule_keeps_its_promises(name: str) -> None:
    check_rule(registry.load(name))


def test_every_rule_is_named_after_its_file() -> None:
    for name, known in registry.shipped().items():
        rule = registry.load(name)
        assert (rule.name, rule.family) == (known.name, known.family)
