"""Every shipped rule does what its page and its examples say."""

import pytest

from newslint.catalogue import registry
from newslint.testing import Case, rule_cases


@pytest.mark.parametrize("case", rule_cases(*registry.load_all().values()), ids=str)
def test_rule(case: Case) -> None:
    case.check()


def test_every_rule_is_named_after_its_file() -> None:
    for name, known in registry.shipped().items():
        rule = registry.load(name)
        assert (rule.name, rule.family) == (known.name, known.family)
