from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from findingsgraph.loaders.reading.dates import find_date, find_day, find_windows
from findingsgraph.loaders.reading.places import fold

ONE_WINDOW = [
    ("19 November 2013 – 11 December 2013", "2013-11-19", "2013-12-11"),
    ("19 November 2013 - 11 December 2013", "2013-11-19", "2013-12-11"),
    ("14 January 2014- 5 February 2014", "2014-01-14", "2014-02-05"),
    ("6 March 2017–30 March 2017", "2017-03-06", "2017-03-30"),
    ("20 June 2017 ─ 13 July 2017", "2017-06-20", "2017-07-13"),
    ("20 June 2017 ― 13 July 2017", "2017-06-20", "2017-07-13"),
    ("20 June 2017 − 13 July 2017", "2017-06-20", "2017-07-13"),
    ("13 March 2017 to 24 March 2017", "2017-03-13", "2017-03-24"),
    ("8 May to 31 May 2018", "2018-05-08", "2018-05-31"),
    ("29 April – 22 May 2014", "2014-04-29", "2014-05-22"),
    ("23 April–18 May 2018", "2018-04-23", "2018-05-18"),
    ("18 Feb 2014 – 12 March 2014", "2014-02-18", "2014-03-12"),
    ("2 Sept 2014 – 1 Oct. 2014", "2014-09-02", "2014-10-01"),
    ("9–24 November 2017", "2017-11-09", "2017-11-24"),
    ("8 – 12 July 2013", "2013-07-08", "2013-07-12"),
    ("6 to 30 July 2015", "2015-07-06", "2015-07-30"),
    ("11 to 22 May 2026", "2026-05-11", "2026-05-22"),
    ("30 September to 11 October 2024", "2024-09-30", "2024-10-11"),
    ("27 November to 8 December 2023", "2023-11-27", "2023-12-08"),
    ("9 December to 10 January 2020", "2019-12-09", "2020-01-10"),
    ("28 July 2016", "2016-07-28", "2016-07-28"),
    ("Monday 3 June to Friday 14 June 2019", "2019-06-03", "2019-06-14"),
    ("1st to 12th July 2019", "2019-07-01", "2019-07-12"),
    ("8 and 9 May 2024", "2024-05-08", "2024-05-09"),
    ("12/01/2015 - 05/02/2015", "2015-01-12", "2015-02-05"),
    ("22 October 2014 –\n12 November 2014", "2014-10-22", "2014-11-12"),
    ("20 October2014 – 12 November 20142", "2014-10-20", "2014-11-12"),
]


@pytest.mark.parametrize(("printed", "start", "end"), ONE_WINDOW)
def test_one_window(printed: str, start: str, end: str) -> None:
    (days,) = find_windows(fold(printed))
    assert (str(days.start), str(days.end), days.wrong) == (start, end, "")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            "1 July 2019 to 12 July 2019 and 7 August 2019 to 8 August 2019",
            [("2019-07-01", "2019-07-12"), ("2019-08-07", "2019-08-08")],
        ),
        (
            "1 to 12 July, and 7 to 8 August 2019",
            [("2019-07-01", "2019-07-12"), ("2019-08-07", "2019-08-08")],
        ),
        (
            "5 to 9 December 2022 and 14 to 15\nFebruary 2023",
            [("2022-12-05", "2022-12-09"), ("2023-02-14", "2023-02-15")],
        ),
        (
            "30 September to 11 October and 13 to 16 January 2025",
            [("2024-09-30", "2024-10-11"), ("2025-01-13", "2025-01-16")],
        ),
    ],
)
def test_two_windows(printed: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(days.start), str(days.end)) for days in find_windows(fold(printed))] == expected


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("31 June 2014", "out of range"),
        ("11 to 22 May", "no year"),
        ("12 December 2015 to 10 January 2015", "before the start"),
    ],
)
def test_what_is_no_window_says_why(printed: str, reason: str) -> None:
    (days,) = find_windows(fold(printed))
    assert reason in days.wrong


@pytest.mark.parametrize("text", ["", "Lead inspector: Ada Example", "2013 – 2014", "the 12 children"])
def test_no_window(text: str) -> None:
    assert find_windows(fold(text)) == []


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 1)),
    st.integers(0, 30),
    st.sampled_from([" – ", "–", " to ", "- "]),
)
def test_windows_read_back(start: date, length: int, to: str) -> None:
    end = date.fromordinal(start.toordinal() + length)
    (days,) = find_windows(fold(f"{start:%-d %B %Y}{to}{end:%-d %B %Y}"))
    assert (days.start, days.end, days.wrong) == (start, end, "")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("23 May 2014", date(2014, 5, 23)),
        ("25/11/2016", date(2016, 11, 25)),
        ("10.08.2015", date(2015, 8, 10)),
        ("3 February 20151", date(2015, 2, 3)),
    ],
)
def test_one_day(printed: str, expected: date) -> None:
    found = find_day(fold(printed))
    assert found is not None
    assert found[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in post since 21 October 2013.", "2013-10-21"),
        ("was in June 2010. The", "2010-06"),
        ("since Feb 2012", "2012-02"),
        ("since 2011.", "2011"),
        ("no date: 12345", ""),
    ],
)
def test_first_date(text: str, expected: str) -> None:
    found = find_date(fold(text))
    assert (found[0] if found else "") == expected
