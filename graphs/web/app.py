"""The application: which address is answered by what."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import AsyncIterator, Callable
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from findingsgraph.errors import FindingsGraphError
from findingsgraph.graphs.web.answering import answer, answer_page, explain, refuse, wanted_form
from findingsgraph.graphs.web.api import answer_api
from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.asking import EDITOR_POLICY, ask_page, question_page
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.endpoint import Endpoint
from findingsgraph.graphs.web.kept import Answer, Kept
from findingsgraph.graphs.web.lanes import is_slow
from findingsgraph.graphs.web.passage import Sending
from findingsgraph.graphs.web.serving import Serving
from findingsgraph.graphs.web.settings import Settings
from findingsgraph.graphs.web.shield import Shield

__all__ = ["make_app"]

FIELDS = 60
"""Parameters that an address may have."""


def make_app(settings: Settings, say: Callable[[str], None] = lambda _: None) -> Starlette:
    """Make the application of a graph; it opens the graph when it starts."""

    @contextlib.asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        serving, endpoint = Serving(settings, say), Endpoint(settings)
        await serving.start()
        app.state.serving, app.state.endpoint = serving, endpoint
        try:
            yield
        finally:
            await endpoint.close()
            await serving.stop()

    routes = [
        Route("/sparql", _sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/robots.txt", _robots),
        Mount("/static", StaticFiles(packages=[("findingsgraph.graphs.web", "static")])),
        Route("/{path:path}", _page),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Shield, settings=settings)], lifespan=life)


async def _sparql(request: Request) -> Response:
    state = request.app.state
    response: Response = await state.endpoint.respond(request, state.serving.site.engine)
    return response


async def _robots(request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /sparql\nDisallow: /ask\nDisallow: /search\n")


async def _page(request: Request) -> Response:
    serving = request.app.state.serving
    serving.asking += 1
    try:
        return await _answer(request, serving)
    finally:
        serving.asking -= 1


async def _answer(request: Request, serving: Serving) -> Response:
    site, kept, lanes = serving.site, serving.kept, serving.lanes
    api = request.url.path.startswith("/api/")  # its formats are its own, also those of its refusals
    form = "api" if api else "html"
    asked = Asked("/", {})
    try:
        asked = _read(request)
        form = "api" if api else wanted_form(asked, request.headers.get("accept", ""))
        key = (asked.path, request.url.query, form)
        found: Answer | None = kept.get(key)
        if found is None:
            if api:
                response = await answer_api(request, asked, site, request.app.state.endpoint)
                if isinstance(response, Sending):
                    response.background = BackgroundTask(_keep_sent, kept, key, response)
                    return response
                found = _answered(bytes(response.body), response)
            elif asked.path == "/ask" or asked.path.startswith("/ask/"):
                found = await _ask(serving, request.app.state.endpoint, asked, form)
            else:
                lane = lanes.slow if is_slow(asked, form) else lanes.page
                found = await lane(answer, site, asked, form)
            kept.put(key, found)
    except Refused as refused:
        found = await lanes.page(refuse, site, asked, refused, form)
    except FindingsGraphError as error:
        found = await lanes.page(refuse, site, asked, explain(error), form)
    return _respond(request, found)


async def _ask(serving: Serving, endpoint: Endpoint, asked: Asked, form: str) -> Answer:
    site, page = serving.site, serving.lanes.page
    if asked.path == "/ask":
        return await page(answer_page, site, ask_page(site, asked), asked, form, EDITOR_POLICY)
    found = await question_page(site, asked, endpoint, asked.path.removeprefix("/ask/"))
    return await page(answer_page, site, found, asked, form)


async def _keep_sent(kept: Kept, key: tuple[str, ...], response: Sending) -> None:
    if response.passage.body is not None:
        kept.put(key, _answered(response.passage.body, response))


def _answered(body: bytes, response: Response) -> Answer:
    """Take an answer of the engine as one that can be kept: a version's answers do not change."""
    return Answer(body, response.headers["content-type"], etag=f'"{hashlib.sha256(body).hexdigest()[:20]}"')


def _read(request: Request) -> Asked:
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    path = raw.decode("ascii", "replace").partition("?")[0]
    try:
        pairs = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=FIELDS, errors="strict")
    except ValueError:
        raise Refused(
            400, "The address cannot be read: it has too many parameters, or broken ones."
        ) from None
    given: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        if "\x00" in value:
            raise Refused(400, "The address has characters that no text has.")
        given[name] = (*given.get(name, ()), value)
    return Asked(path, given)


def _respond(request: Request, found: Answer) -> Response:
    headers = {"vary": "accept", "cache-control": "no-cache", "content-type": found.kind}
    if found.etag:
        headers["etag"] = found.etag
        if found.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
    if found.policy:
        headers["content-security-policy"] = found.policy
    if found.name:
        headers["content-disposition"] = f'attachment; filename="{found.name}"'
    return Response(found.body, found.status, headers)
