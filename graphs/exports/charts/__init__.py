"""Charts, where they say more than a network: named, drawn in the same style as networks are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from findingsgraph.errors import UnknownChart, suggest
from findingsgraph.graphs.exports.charts import agency, grades, themes
from findingsgraph.graphs.exports.selection import Selection

__all__ = ["CHARTS", "Chart", "find_chart", "write_png", "write_svg"]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it shows, and who draws it."""

    name: str
    title: str
    draw: Callable[[Selection], str]


CHARTS: Mapping[str, Chart] = {
    chart.name: chart
    for chart in (
        Chart(
            "grades",
            "grades of an authority, inspection after inspection (-p authority=NAME)",
            grades.draw,
        ),
        Chart("themes", "findings of each theme by stance", themes.draw),
        Chart(
            "agency",
            "an agency's share of weaknesses, authority by authority (-p agency=police)",
            agency.draw,
        ),
    )
}


def find_chart(name: str) -> Chart:
    """Give a chart by its name. Raises `UnknownChart`.

    >>> find_chart("themes").title
    'findings of each theme by stance'
    """
    found = CHARTS.get(name.casefold())
    if found is None:
        raise UnknownChart(name, suggest(name, CHARTS))
    return found


def write_svg(selection: Selection) -> str:
    """Draw the chart that was asked for; raises `UnknownChart` and `UsageError`."""
    return find_chart(selection.chart or "").draw(selection)


def write_png(selection: Selection) -> bytes:
    """Draw the chart that was asked for as PNG."""
    from findingsgraph.graphs.exports.pictures.png import rasterise

    return rasterise(write_svg(selection), selection.credits)
