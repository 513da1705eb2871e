"""What has a format and what has not."""

from calendar import monthrange

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.schema.formats import FORMATS, USUAL, is_date

BLOCK = "A" * 22 + "=="  # 16 bytes

GOOD = {
    "date-time": [
        "2020-07-14T19:45:00Z",
        "2020-07-14t19:45:00z",
        "2020-07-14T19:45:00.25+02:00",
        "2020-07-14T19:45:00",  # without an offset: naive-date speaks of it
        "2020-07-14T19:45Z",
        "2020-07-14 19:45:00Z",  # from here on as YAML 1.1 has it
        "2020-07-14 19:45:00 +2",
        "2020-07-14 19:45:00 -0330",
        "2020-7-4 1:45:00",
        "2020-07-14",
        "2024-02-29",
        "2016-12-31T23:59:60Z",
        "2017-01-01T05:29:60+05:30",
    ],
    "any-date": [
        "2020-07-14T19:45:00Z",
        "2020-07-14 19:45:00 +0200",
        "2020-07-14 19:45:00 EST",
        "Tue, 14 Jul 2020 19:45:00 GMT",
        "July 14, 2020",
        "2020/07/14",
    ],
    "date": ["2020-07-14", "2000-02-29"],
    "time": ["19:45:00", "19:45:00.5Z", "19:45:00+02:00"],
    "uri": [
        "https://example.com",
        "http://example.com/a?b=c#d",
        "HTTPS://EXAMPLE.COM/",
        "https://bücher.example/straße",
        "https://[2001:db8::1]/",
        "javascript:alert(1)",  # from here on addresses all the same; unsafe-url speaks of them
        "https://",
        "https:///a",
        "https:example.com",
        "https://exa mple.com/a",
    ],
    "uri-reference": ["/logo.png", "logo.png", "//example.com/a", "https://example.com/a", ""],
    "hostname": ["example.com", "www.example.co.uk", "localhost", "bücher.example", "example.com."],
    "email": ["desk@example.com"],
    "ipv4": ["192.0.2.1"],
    "ipv6": ["2001:db8::1"],
    "uuid": ["123e4567-e89b-12d3-a456-426614174000"],
    "secured": [f"{BLOCK};{BLOCK}", f"{'A' * 64};{BLOCK}", f"{'A' * 64}{BLOCK};{BLOCK}"],
}
BAD = {
    "date-time": [
        "2020-02-30",
        "2023-02-29T00:00:00Z",
        "1900-02-29",
        "2020-13-45",
        "2020-00-10",
        "2020-07-14T25:00:00Z",
        "2020-07-14T19:60:00Z",
        "2020-07-14T19:45:60Z",  # a leap second ends a day of UTC
        "2016-12-31T23:59:60+01:00",
        "2020-07-14T19:45:00+25:00",
        "2020-07-14T19:45:00+02:60",
        "0000-01-01",
        "14 July 2020",
        "14.7.2020",
        "yesterday",
        "2020-07-14T",
        "٢٠٢٠-07-14",
        "2020-07-14\n",
        "",
    ],
    "any-date": ["2020-02-30", "14/07/2020", "20200714", "July 2020", "yesterday", ""],
    "date": ["2020-07-14T19:45:00Z", "2020-02-30", "2020-7-14"],
    "time": ["19:45", "24:00:00", "19:45:00+25:00"],
    "uri": [
        "example.com",
        "www.example.com/a",
        "//example.com/a",
        "/a",
        "https://example.com/a b",
        "https://example.com/\u0000",
        "https://example.com\n",
        "mailto:",
        "",
    ],
    "uri-reference": ["a b", "https://a.example/b c", "a\n"],
    "hostname": ["https://example.com", "example.com/", "a..b", "-a.example", "", "a b", "a:80"],
    "email": ["desk", "desk@", "@example.com", "a b@example.com"],
    "ipv4": ["192.0.2.256", "192.0.2", "192.0.02.1"],
    "ipv6": ["fe80::1%eth0", "2001:db8"],
    "uuid": ["123e4567"],
    "secured": [
        "",
        ";",
        BLOCK,
        f";{BLOCK}",
        f"{BLOCK};",
        f"{BLOCK};{'A' * 64}",
        f"AAAA;{BLOCK}",
        f"{BLOCK};{BLOCK};",
        f"{BLOCK[:-2]};{BLOCK}",
        f"{BLOCK.replace('A', '-')};{BLOCK}",
        f"{BLOCK};{BLOCK}\n",
    ],
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in GOOD.items() for t in texts])
def test_has_the_format(name: str, text: str) -> None:
    assert FORMATS[name](text)


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in BAD.items() for t in texts])
def test_has_not_the_format(name: str, text: str) -> None:
    assert not FORMATS[name](text)


def test_the_calendar_is_that_of_python() -> None:
    for year in (1, 4, 100, 400, 1582, 1900, 1999, 2000, 2023, 2024, 2100, 9999):
        for month in range(1, 13):
            days = [d for d in range(1, 40) if is_date(f"{year:04}-{month:02}-{d:02}")]
            assert days == [*range(1, monthrange(year, month)[1] + 1)]


@pytest.mark.parametrize("name", USUAL)
@given(data=st.data())
def test_the_usual_form_has_the_format(name: str, data: st.DataObject) -> None:
    """The quick patterns of the gate never let pass what the format does not."""
    text = data.draw(st.from_regex(USUAL[name], fullmatch=True).filter(lambda t: t[-1] != "\n"))
    assert FORMATS[name](text)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("part", ["a", "1", "A=", "-", ".", "a.", ":", " ", "a@", "2020-07-14 "])
def test_megabytes_are_no_trouble(name: str, part: str) -> None:
    FORMATS[name](part * 1_000_000)
    FORMATS[name]("https://" + part * 1_000_000)


@pytest.mark.parametrize("name", FORMATS)
@given(text=st.text())
def test_formats_take_any_text(name: str, text: str) -> None:
    assert FORMATS[name](text) in (True, False)
