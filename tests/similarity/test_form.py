"""Reports of one form, and copies, which are none."""

import numpy as np
import pytest

from newslint.similarity.form import of_one_form
from newslint.similarity.overlap import Text

RATES = (
    "The average rate on a fixed mortgage was {} percent this week, according to lenders surveyed "
    "in {}. Rates depend on credit history, down payment and the length of the loan. Compare "
    "offers from several lenders before you decide. Adjustable loans started at {} percent."
)
SERVICE = (
    "Die Gemeinde {} lädt am {}. März zu einem Rundgang durch den Hafen ein. Treffpunkt ist um "
    "zehn Uhr am alten Kran, die Teilnahme kostet nichts. Es führt {}."
)
WEATHER = (
    "{}今天天气晴朗,气温{}度,傍晚有微风,出门请注意防晒,明天降雨概率{}%,请带好雨具,注意交通安全。"
)


def one_form(one: str, other: str) -> bool:
    nothing = np.zeros(0, np.uint32)
    texts = Text(one, nothing), Text(other, nothing)
    assert of_one_form(*texts) == of_one_form(*texts[::-1])
    return of_one_form(*texts)


@pytest.mark.parametrize(
    ("form", "one", "other"),
    [
        (RATES, ("6.41", "Norham", "5.9"), ("6.38", "Tarbert", "6.1")),
        (RATES, ("6.41", "Norham", "5.9"), ("6.38", "Norham", "6.1")),
        (SERVICE, ("Norham", "3", "Lena Foss"), ("Wexley", "17", "Jonas Brandt")),
        (WEATHER, ("北京", "12", "30"), ("北京", "17", "60")),
    ],
    ids=["numbers and names", "numbers", "another language", "script without spaces"],
)
def test_one_form_filled_in_twice(form: str, one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert one_form(form.format(*one), form.format(*other))


FERRY = (
    "The ferry between the two islands will run again from Monday after engineers in Norham "
    "replaced the cracked rudder that had kept it in dock for 11 weeks. The operator said that all "
    "tickets bought for cancelled crossings stay valid until the end of the year, and that 40 "
    "more seats would be built in before summer so that nobody need be left on the quay again."
)


@pytest.mark.parametrize(
    "other",
    [
        FERRY,
        FERRY.replace("cracked", "broken").replace("operator", "company").replace("quay", "pier"),
        FERRY.replace("11", "12").replace("crossings", "trips").replace("seats", "chairs"),
        FERRY[: len(FERRY) // 2],
        "Nobody had expected it. " + FERRY + " The first boat leaves at 7.",
        "A museum in Wexley has bought the old rudder for 90 crowns.",
        "",
    ],
    ids=["same", "other words", "one number", "part", "inside", "another text", "nothing"],
)
def test_copies_keep_their_facts(other: str) -> None:
    assert not one_form(FERRY, other)
