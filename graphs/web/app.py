"""The application: which address is answered by what."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from findingsgraph.graphs.web.endpoint import Endpoint
from findingsgraph.graphs.web.settings import Settings
from findingsgraph.graphs.web.shield import Shield
from findingsgraph.graphs.web.site import Site

__all__ = ["make_app"]


def make_app(settings: Settings) -> Starlette:
    """Make the application of a graph; it opens the graph when it starts."""

    @contextlib.asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        site = await Site.open(settings)
        endpoint = Endpoint(settings)
        app.state.site, app.state.endpoint = site, endpoint
        try:
            yield
        finally:
            await endpoint.close()
            await site.close()

    routes = [Route("/sparql", _sparql, methods=["GET", "POST", "OPTIONS"])]
    return Starlette(routes=routes, middleware=[Middleware(Shield, settings=settings)], lifespan=life)


async def _sparql(request: Request) -> Response:
    state = request.app.state
    response: Response = await state.endpoint.respond(request, state.site.engine)
    return response
