"""The page of a network in a real browser: it opens alone, and all of it can be used and read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from beside import HARTLEPOOL_TEXT
from chromium import AXE, CHROMIUM, OPTIONS, needs_chromium
from made import three_documents

import findingsgraph as fg
from findingsgraph.graphs.exports.credits import Credits
from findingsgraph.graphs.exports.networks.flat import flatten
from findingsgraph.graphs.exports.page.evidence import Evidence, Item, Quote
from findingsgraph.graphs.exports.page.html import make_page

HOSTILE = (
    "</script><script>document.title='taken'</script>"
    "<img src=x onerror=\"document.title='taken'\"> <!-- & \u2028"
)

WATCH = """() => {
  const canvas = document.getElementById("underlay");
  const first = canvas.toDataURL();
  window.seen = [];
  new MutationObserver(() => {
    const url = canvas.toDataURL();
    window.seen.push({ transform: canvas.style.transform, url, anew: url !== first });
  }).observe(canvas, { attributeFilter: ["style"] });
}"""

pytestmark = needs_chromium
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright (dependency group browser)")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def hartlepool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    with fg.build([HARTLEPOOL_TEXT], folder / "graph") as graph:
        graph.export("html", output=folder / "hartlepool.html")
    return folder / "hartlepool.html"


@pytest.fixture
def open_page(browser: Any) -> Iterator[Open]:
    """Open a file and, at the end, hold that nothing was said on the console and nothing was loaded."""
    heard: list[str] = []
    contexts: list[Any] = []

    def open_file(path: Path, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: heard.extend([request.url[:200]] * (request.url != path.as_uri())))
        page.goto(path.as_uri())
        page.wait_for_selector("body[data-ready]")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert heard == []


def place_of(page: Any, label: str) -> tuple[float, float]:
    """Where on the screen the mark of a name is: by the tables' and the data's own places."""
    box = page.locator("#picture").bounding_box()
    content = json.loads(page.locator("#data").text_content())
    number = [node[1] for node in content["nodes"]].index(label)
    view = page.evaluate("() => document.getElementById('picture')._cyreg.cy.viewport ? [document.getElementById('picture')._cyreg.cy.zoom(), document.getElementById('picture')._cyreg.cy.pan()] : null")  # fmt: skip  # noqa: E501
    _, _, _, x, y, *_ = content["nodes"][number]
    return box["x"] + x * view[0] + view[1]["x"], box["y"] + y * view[0] + view[1]["y"]


def test_it_is_small_and_the_same_every_time(hartlepool: Path, tmp_path: Path) -> None:
    assert hartlepool.stat().st_size < 3_000_000
    with fg.build([HARTLEPOOL_TEXT], tmp_path / "graph") as graph:
        assert graph.export("html") == hartlepool.read_bytes()


def test_it_opens_and_says_whose_words_and_labels_are_inside(open_page: Open, hartlepool: Path) -> None:
    page = open_page(hartlepool)
    assert page.title().startswith("Who stands together: Hartlepool")
    foot = page.locator("footer").inner_text()
    assert "Source: Ofsted, inspection report on Hartlepool" in foot
    assert "Non-commercial educational use" in foot
    assert "labels are findingsgraph's" in foot
    assert page.locator("#mixed").is_hidden()
    assert page.locator("#legend svg").count() > 4


def test_search_finds_harbour(open_page: Open, hartlepool: Path) -> None:
    page = open_page(hartlepool)
    page.locator("#search").fill("harb")
    assert page.locator("#results [role=option]").first.inner_text() == "Harbour"
    page.keyboard.press("Enter")
    assert page.locator("#reading h2").inner_text() == "Harbour"
    assert "co-location of a specialist voluntary organisation" in page.locator("#reading").inner_text()
    page.locator("#search").fill("routinely attend")
    page.keyboard.press("Enter")
    assert page.locator("#reading mark").first.inner_text() == "routinely attend"


def test_clicking_police_shows_the_sentence_on_strategy_meetings(open_page: Open, hartlepool: Path) -> None:
    page = open_page(hartlepool)
    page.mouse.click(*place_of(page, "Police"))
    assert page.locator("#reading h2").inner_text() == "Police"
    card = page.locator(".quote", has_text="do not routinely attend")
    assert card.count() == 1
    where = card.locator(".where").inner_text()
    lines = HARTLEPOOL_TEXT.read_text(encoding="utf-8").splitlines()
    printed = re.search(r"line (\d+) of the text", where)
    assert printed is not None
    assert "do not routinely attend" in " ".join(lines[int(printed[1]) - 1 : int(printed[1]) + 2])
    assert "hartlepool-2014.txt" in where
    assert card.locator(".stance").count() == 1
    card.locator("summary").click()
    assert "strategy meetings" in card.locator("details p").inner_text().casefold()


def test_a_tie_reads_the_sentences_that_name_both(open_page: Open, hartlepool: Path) -> None:
    page = open_page(hartlepool)
    (x1, y1), (x2, y2) = place_of(page, "Harbour"), place_of(page, "Police")
    # Another body may lie on the middle of the tie; somewhere along it nothing does.
    for part in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        page.mouse.click(x1 + part * (x2 - x1), y1 + part * (y2 - y1))
        if all(name in page.locator("#reading h2").inner_text() for name in ("Harbour", "Police")):
            break
    assert "Harbour" in page.locator("#reading h2").inner_text()
    marks = page.locator("#reading mark").all_inner_texts()
    assert {"harbour", "police"} <= {mark.casefold() for mark in marks}


def test_filters_narrow_picture_and_table_and_reset_widens(open_page: Open, hartlepool: Path) -> None:
    page = open_page(hartlepool)
    whole = page.locator("#status").inner_text()
    page.get_by_label("board", exact=False).first.uncheck()
    assert page.locator("#status").inner_text() != whole
    kinds = set(page.locator("#table tbody tr td:nth-child(2)").all_inner_texts())
    assert "board" not in kinds
    assert "agency" in kinds
    for stance in ("strength", "mixed", "context", "required action"):
        page.get_by_label(re.compile(stance)).uncheck()
    page.locator("#tab-sentences").click()
    assert set(page.locator("#table tbody tr td:nth-child(2)").all_inner_texts()) == {"weakness"}
    page.locator("#reset-all").click()
    assert page.locator("#status").inner_text() == whole
    page.locator("#theme").select_option(index=1)
    assert page.locator("#status").inner_text() != whole


def test_focus_shows_neighbours_only_and_escape_goes_back(open_page: Open, hartlepool: Path) -> None:
    page = open_page(hartlepool)
    whole = page.locator("#status").inner_text()
    page.locator("#search").fill("harbour")
    page.keyboard.press("Enter")
    page.locator("#focus").click()
    names = page.locator("#table tbody th").all_inner_texts()
    assert {"Harbour", "Police"} <= set(names)
    assert len(names) < 10
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("#status").inner_text() == whole
    page.keyboard.press("Escape")
    assert page.locator("#reading h2").inner_text() == "Read the findings"


def test_keys_alone_reach_everything(open_page: Open, hartlepool: Path) -> None:
    page = open_page(hartlepool)
    reached = []
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.id || document.activeElement.textContent"))
        if "table" in reached:
            break
    wanted = ["save", "search", "theme", "reset-all", "picture", "nearer", "tab-names", "table"]
    assert [each for each in reached if each in wanted] == wanted
    page.locator("#picture").focus()
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("ArrowDown")
    first = page.locator("#reading h2").inner_text()
    for key in ("ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.press("ArrowDown")
    assert page.locator("#reading h2").inner_text() != "Read the findings"
    assert first in page.locator("#table tbody th").all_inner_texts()
    assert page.locator("#spoken").inner_text().startswith(page.locator("#reading h2").inner_text())
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "reading-title"
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.id") == "picture"
    assert outline in ("solid", "auto")


def test_tables_sort_and_hold_what_the_picture_holds(open_page: Open, hartlepool: Path) -> None:
    page = open_page(hartlepool)
    content = json.loads(page.locator("#data").text_content())
    while page.locator("#table .more").count():
        page.locator("#table .more").click()
    labels = [node[1] for node in content["nodes"]]
    assert sorted(page.locator("#table tbody th").all_inner_texts()) == sorted(labels)
    page.locator("#table thead button").first.click()
    names = page.locator("#table tbody th").all_inner_texts()
    assert page.locator("#table thead th").first.get_attribute("aria-sort") == "ascending"
    assert names[0].casefold() == min(labels, key=str.casefold).casefold()
    page.locator("#tab-names").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#tab-ties").get_attribute("aria-selected") == "true"
    while page.locator("#table .more").count():
        page.locator("#table .more").click()
    assert page.locator("#table tbody tr").count() == len(content["edges"])


def test_what_is_counted_is_what_the_network_counts(open_page: Open, hartlepool: Path) -> None:
    """Weights and looks that the page finds from the sentences are the projection's own."""
    page = open_page(hartlepool)
    content = json.loads(page.locator("#data").text_content())
    for _, _, weight, look, _, about in content["edges"]:
        assert len(about) == weight
        stances = [content["stances"][content["quotes"][quote][3]] for quote in about]
        valued = [stance for stance in stances if stance in ("strength", "weakness", "mixed")]
        sign = (valued.count("strength") - valued.count("weakness")) / len(valued) if valued else None
        expected = "neutral" if sign is None else "strength" if sign > 1 / 3 else "weakness" if sign < -1 / 3 else "balanced"  # fmt: skip  # noqa: E501
        assert look == expected


def test_dark_follows_the_system_and_the_button(open_page: Open, hartlepool: Path) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    light = open_page(hartlepool).evaluate(ground)
    page = open_page(hartlepool, color_scheme="dark")
    dark = page.evaluate(ground)
    assert light != dark
    page.locator("#scheme").click()
    assert page.evaluate(ground) == light


def test_paper_gets_the_picture_in_light(open_page: Open, hartlepool: Path) -> None:
    page = open_page(hartlepool, color_scheme="dark")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function("() => document.getElementById('printed').naturalWidth > 500")
    page.emulate_media(media="print")
    assert page.locator("#printed").is_visible()
    assert page.locator("#filters").is_hidden()
    assert page.locator("#table table").is_visible()
    assert page.locator("#reading").is_hidden()
    content = json.loads(page.locator("#data").text_content())
    assert page.locator("#table tbody tr").count() == len(content["nodes"]) > 50
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#table tbody tr").count() == 50


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}], ids=["light", "dark"])
@pytest.mark.skipif(not AXE.exists(), reason="no axe-core here (npm ci in tests/browser)")
def test_axe_finds_no_serious_problem(open_page: Open, hartlepool: Path, options: dict[str, Any]) -> None:
    page = open_page(hartlepool, bypass_csp=True, **options)
    page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
    page.locator("#search").fill("police")
    for _ in range(2):
        found = page.evaluate("() => axe.run()")["violations"]
        bad = [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found if each["impact"] in ("serious", "critical")]  # fmt: skip  # noqa: E501
        assert bad == []
        page.keyboard.press("Enter")


def test_words_of_reports_are_never_more_than_text(open_page: Open, tmp_path: Path) -> None:
    import networkx as nx

    net: nx.Graph[str] = nx.Graph(name="agencies")
    net.add_node("a", label=HOSTILE, kind="agency", statements=1)
    net.add_node("b", label="Police", kind="<b>kind</b>", statements=1)
    net.add_edge("a", "b", weight=1)
    quote = Quote("s", "f", "mixed", HOSTILE, "3", "")
    item = Item("f", "lscb", HOSTILE, "finding", "1", HOSTILE, HOSTILE, "https://e.org/" + HOSTILE, "2014-02-11", (HOSTILE,))  # fmt: skip  # noqa: E501
    evidence = Evidence((quote,), {"f": item}, {"a": (0,), "b": (0,)})
    path = tmp_path / "hostile.html"
    written = make_page(flatten(net), evidence, Credits(), HOSTILE, HOSTILE)
    path.write_text(written, encoding="utf-8", newline="")
    page = open_page(path)
    page.locator("#search").fill("img src")
    page.keyboard.press("Enter")
    assert HOSTILE.split("\u2028")[0].strip() in page.locator("blockquote").inner_text()
    assert page.locator("img:not(#printed)").count() == 0
    assert page.title() != "taken"
    assert "page 3" in page.locator(".where").inner_text()


def test_mixed_terms_are_warned_of(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "mixed.html"
    with pytest.warns(UserWarning, match="different terms"):
        three_documents().export("html", output=path)
    page = open_page(path)
    assert "Open Government Licence" in page.locator("#mixed").inner_text()
    legend = page.locator("#legend").bounding_box()
    assert legend["y"] + legend["height"] <= 900, "the picture with its legend is in sight below the warning"
    assert page.locator("#from option").count() == 3


def test_other_projections_open_too(open_page: Open, hartlepool: Path, tmp_path: Path) -> None:
    path = tmp_path / "findings.html"
    with fg.open(hartlepool.parent / "graph") as graph:
        graph.export("html", network="agencies-findings", output=path)
    page = open_page(path, color_scheme="dark")
    assert page.get_by_label("finding", exact=False).count()


def test_ties_of_one_pair_are_told_apart_by_what_they_say(
    open_page: Open, hartlepool: Path, tmp_path: Path
) -> None:
    path = tmp_path / "involvements.html"
    with fg.open(hartlepool.parent / "graph") as graph:
        graph.export("html", network="involvements", output=path)
        net = graph.network("involvements", types="agency,board,service,role")
    page = open_page(path)
    page.locator("#search").fill("police")
    page.keyboard.press("Enter")
    chips = page.locator("#reading .names button").all_inner_texts()
    assert any("absent from" in chip for chip in chips)
    police = next(node for node in net if node.endswith("/agency/police"))
    others = {end for edge in net.edges() for end in edge if police in edge} - {police}
    assert f"Stands with {len(others)} others" in page.locator("#reading").inner_text()
    assert len(chips) == net.degree(police)


def test_a_large_network_goes_along_with_the_hand_and_is_drawn_anew_at_rest(
    open_page: Open, tmp_path: Path
) -> None:
    import networkx as nx

    net = nx.gnm_random_graph(600, 1200, seed=7)
    nx.set_node_attributes(net, {node: {"label": f"Body {node}", "kind": "agency"} for node in net})
    path = tmp_path / "large.html"
    path.write_text(make_page(flatten(net), Evidence(), Credits(), "Made", ""), encoding="utf-8", newline="")
    page = open_page(path)
    page.evaluate(WATCH)
    box = page.locator("#picture").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 4)
    page.mouse.move(x + 20, y + 10)
    page.wait_for_function("() => window.seen.length && window.seen.at(-1).transform === ''")
    page.mouse.up()
    moved, at_rest = page.evaluate("() => [window.seen[0], window.seen.at(-1)]")
    assert (moved["transform"][:6], moved["anew"]) == ("matrix", False)
    assert at_rest["anew"]
    page.locator("#nearer").click()
    page.wait_for_function(
        "(old) => document.getElementById('underlay').toDataURL() !== old", arg=at_rest["url"]
    )


def test_in_a_large_network_what_was_found_comes_near(open_page: Open, tmp_path: Path) -> None:
    import networkx as nx

    net = nx.gnm_random_graph(600, 1200, seed=7)
    names = {node: {"label": f"Body {node}", "kind": "agency", "authority": "Elmshire"} for node in net}
    nx.set_node_attributes(net, names)
    nx.set_node_attributes(net, {0: "Oakshire"}, "authority")
    path = tmp_path / "large.html"
    path.write_text(make_page(flatten(net), Evidence(), Credits(), "Made", ""), encoding="utf-8", newline="")
    page = open_page(path)
    zoom = "() => document.getElementById('picture')._cyreg.cy.zoom()"
    before = page.evaluate(zoom)
    page.locator("#search").fill("body 599")
    page.keyboard.press("Enter")
    assert page.evaluate(zoom) > before
    box, (x, y) = page.locator("#picture").bounding_box(), place_of(page, "Body 599")
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]


def test_a_narrow_window_needs_no_sideways_scrolling(open_page: Open, hartlepool: Path) -> None:
    page = open_page(hartlepool)
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
