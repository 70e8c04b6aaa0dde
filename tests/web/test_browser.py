"""The pages in a real browser: accessible by axe-core's rules, by keyboard, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from chromium import AXE, CHROMIUM, OPTIONS, needs_chromium
from served import Served

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {
    "home": "/",
    "authorities": "/authorities",
    "agencies": "/agencies",
    "themes": "/themes",
    "reports": "/reports",
    "authority": "/authority/hartlepool",
    "findings": "/authority/hartlepool/findings",
    "recommendations": "/authority/hartlepool/recommendations",
    "measures": "/authority/hartlepool/measures",
    "network": "/authority/hartlepool/network",
    "concept": "/concept/police",
    "board": "/authority/hartlepool/board/hscb",
    "theme": "/theme/early-help",
    "report": "/report/hartlepool/2013-11-19",
    "search": "/search?q=police",
    "nothing found": "/search?q=zzzz",
    "compare": "/compare?authority=hartlepool",
    "resource": "/stance/strength",
    "about": "/about",
    "error": "/nothing",
    "ask": "/ask",
    "question": "/ask/statements?run=yes&agency=police",
}

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright (dependency group browser)")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, served: Served) -> Iterator[Any]:
    """A page that, at the end, has called nobody else and complained of nothing."""
    heard: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=served.url)
    opened = context.new_page()
    opened.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: heard.append(str(error)))

    def hear(asked: Any) -> None:
        if not asked.url.startswith((served.url, "data:")):
            heard.append(asked.url)

    opened.on("request", hear)
    yield opened
    assert context.cookies() == []
    context.close()
    assert [each for each in heard if "404 (Not Found)" not in each] == []


def violations(page: Any) -> list[Any]:
    page.context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.reload()
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("(rules) => axe.run({ runOnly: rules })", RULES)["violations"]
    return [
        (each["id"], each["impact"], [node["html"][:160] for node in each["nodes"]][:3])
        for each in found
        if each["impact"] in ("serious", "critical", "moderate")
    ]


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core here (npm --prefix tests/browser ci)")
@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing(page: Any, address: str) -> None:
    page.goto(address)
    if address == "/ask":
        page.wait_for_selector("body[data-ready]")
    assert violations(page) == []


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core here (npm --prefix tests/browser ci)")
@pytest.mark.parametrize(
    "address", ["/", "/authority/hartlepool", "/concept/police", "/search?q=police", "/ask"]
)
def test_axe_finds_nothing_on_a_small_dark_screen(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert max(map(int, re.findall(r"\d+", dark)[:3])) < 60
    assert violations(page) == []


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core here (npm --prefix tests/browser ci)")
def test_axe_finds_nothing_on_a_finding(page: Any) -> None:
    page.goto("/search?q=police")
    page.locator(".where a").first.click()
    assert page.locator(".sentence").count() >= 1
    assert violations(page) == []


def test_a_keyboard_is_enough(page: Any) -> None:
    page.goto("/authority/hartlepool/findings")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    focused = page.evaluate("getComputedStyle(document.activeElement).backgroundColor")
    assert focused == "rgb(255, 221, 0)", "focus is seen"


def test_pages_work_without_javascript(browser: Any, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=served.url)
    page = context.new_page()
    page.goto("/")
    page.locator("#q").fill('"early help"')
    page.locator(".big-search button").click()
    assert page.locator(".cards li").count() > 2
    page.locator("#filter-stance").select_option("strength")
    page.locator(".filters button").click()
    assert "stance=strength" in page.url
    assert page.locator(".cards mark").count() > 2
    page.locator(".where a").first.click()
    assert page.locator("h1").count() == 1
    page.goto("/ask")
    page.locator("#query").fill("ASK {}")
    page.locator("#format").select_option("json")
    page.locator("#plain button").click()
    assert "boolean" in page.content()
    context.close()


def test_small_screens_do_not_scroll_sideways(browser: Any, served: Served) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, base_url=served.url)
    page = context.new_page()
    for name, address in PAGES.items():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 321, name
    context.close()


def test_the_editor_asks_and_its_answers_lead_to_pages(page: Any) -> None:
    page.goto("/ask?query=SELECT+*+%7B+%3Fj+a+fg:Judgement+%7D")
    page.wait_for_selector("body[data-ready]")
    page.locator(".yasqe_queryButton").click()
    page.wait_for_selector(".yasr_results td a.iri")
    links = page.locator(".yasr_results td a.iri")
    assert links.count() == 7
    assert re.match(r"^/report/hartlepool/", links.first.get_attribute("href"))


def test_the_editor_names_what_it_finds_and_gives_it_in_other_forms(page: Any) -> None:
    page.goto("/ask?query=SELECT+*+%7B+%3Fboard+a+fg:Board+%7D")
    page.wait_for_selector("body[data-ready]")
    page.locator(".yasqe_queryButton").click()
    named = page.locator(".yasr_results td a.iri", has_text="Hartlepool Safeguarding Children Board")
    named.wait_for()
    assert named.get_attribute("href") == "/authority/hartlepool/board/hscb"
    assert named.get_attribute("title").endswith("/authority/hartlepool/board/hscb")
    page.select_option("#format", "tsv")
    with page.expect_response(
        lambda got: got.request.method == "POST" and "format" in str(got.request.post_data)
    ) as asked:
        page.locator("#plain button").click()
    assert asked.value.status == 200
    assert asked.value.headers["content-type"].startswith("text/tab-separated-values")
