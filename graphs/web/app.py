"""The application: which address is answered by what."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from findingsgraph.errors import FindingsGraphError
from findingsgraph.graphs.web.answering import answer, explain, refuse, wanted_form
from findingsgraph.graphs.web.asked import Asked
from findingsgraph.graphs.web.bodies import Refused
from findingsgraph.graphs.web.endpoint import Endpoint
from findingsgraph.graphs.web.kept import Answer, Kept
from findingsgraph.graphs.web.settings import Settings
from findingsgraph.graphs.web.shield import Shield
from findingsgraph.graphs.web.site import Site

__all__ = ["make_app"]

FIELDS = 60
"""Parameters that an address may have."""


def make_app(settings: Settings, say: Callable[[str], None] = lambda _: None) -> Starlette:
    """Make the application of a graph; it opens the graph when it starts."""

    @contextlib.asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        site = await Site.open(settings, say)
        endpoint = Endpoint(settings)
        app.state.site, app.state.endpoint, app.state.kept = site, endpoint, Kept()
        try:
            yield
        finally:
            await endpoint.close()
            await site.close()

    routes = [
        Route("/sparql", _sparql, methods=["GET", "POST", "OPTIONS"]),
        Route("/robots.txt", _robots),
        Mount("/static", StaticFiles(packages=[("findingsgraph.graphs.web", "static")])),
        Route("/{path:path}", _page),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Shield, settings=settings)], lifespan=life)


async def _sparql(request: Request) -> Response:
    state = request.app.state
    response: Response = await state.endpoint.respond(request, state.site.engine)
    return response


async def _robots(request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /sparql\nDisallow: /ask\nDisallow: /search\n")


async def _page(request: Request) -> Response:
    site, kept = request.app.state.site, request.app.state.kept
    form = "html"
    asked = Asked("/", {})
    try:
        asked = _read(request)
        form = wanted_form(asked, request.headers.get("accept", ""))
        key = (asked.path, request.url.query, form)
        found: Answer | None = kept.get(key)
        if found is None:
            found = await run_in_threadpool(answer, site, asked, form)
            kept.put(key, found)
    except Refused as refused:
        found = await asyncio.to_thread(refuse, site, asked, refused, form)
    except FindingsGraphError as error:
        found = await asyncio.to_thread(refuse, site, asked, explain(error), form)
    return _respond(request, found)


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
