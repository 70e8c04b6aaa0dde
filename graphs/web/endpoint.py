"""/sparql: the SPARQL 1.1 Protocol for queries, in front of the engine.

An answer begins to be sent when it is whole, or has some length (`begin_bytes`): until then a failure has a
status and words. Later only the missing end can tell of it (see `passage`).
"""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass, field

import aiohttp
from starlette.datastructures import MultiDict
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from findingsgraph.graphs.web.accept import choose
from findingsgraph.graphs.web.bodies import Refused, read_body, read_form
from findingsgraph.graphs.web.description import describe_service
from findingsgraph.graphs.web.engine import EngineProcess, asking_client
from findingsgraph.graphs.web.guard import refusal
from findingsgraph.graphs.web.passage import Passage, Sending
from findingsgraph.graphs.web.settings import Settings
from findingsgraph.queries.asking import with_prefixes

__all__ = ["FORMATS", "Endpoint", "Question", "needs_whole"]

FORMATS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
"""What `format=` in an address may say."""
DEFAULT = "application/sparql-results+json, text/turtle;q=0.9"
WAIT = 10.0
"""Seconds that a query waits for others to end."""
WAITING = 64
"""Queries that wait at once; more are told to come again."""
_FIELDS = ("default-graph-uri", "named-graph-uri")


@dataclass(frozen=True, slots=True)
class Question:
    """A query as the protocol carries it."""

    query: str
    accept: str = DEFAULT
    graphs: tuple[tuple[str, str], ...] = field(default=())
    """default-graph-uri and named-graph-uri, with their values."""
    whole: bool = False
    """Whether the answer must be there as a whole before it is sent."""


class Endpoint:
    """Asks the engine for clients, within limits."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._places = asyncio.Semaphore(settings.queries)
        self._waiting = 0
        self._bringing: set[asyncio.Task[None]] = set()
        self._client = asking_client()

    async def close(self) -> None:
        """Stop what is on its way, and let go of the connections to the engine."""
        for bringing in tuple(self._bringing):
            bringing.cancel()
        await self._client.close()

    async def respond(self, request: Request, engine: EngineProcess) -> Response:
        """Answer a request of the protocol."""
        try:
            if request.method == "OPTIONS":
                return Response(status_code=204, headers={"allow": "GET, HEAD, POST, OPTIONS"})
            question = await self._read(request)
            if question is None:
                return _describe(request)
            return await self.ask(question, engine)
        except Refused as refused:
            return PlainTextResponse(f"{refused}\n", refused.status, headers=refused.headers)

    async def ask(self, question: Question, engine: EngineProcess) -> Response:
        """Put a question to the engine; raises `Refused` for all that gives no answer."""
        why = refusal(question.query)
        if why:
            raise Refused(403, why)
        if not engine.url:
            raise Refused(503, "the query engine is starting; ask again in a moment", {"retry-after": "2"})
        await self._take_place()
        passage = Passage(math.inf if question.whole else self.settings.begin_bytes)
        bringing = asyncio.create_task(self._bring(question, engine, passage))
        self._bringing.add(bringing)
        bringing.add_done_callback(self._done)
        begun = time.monotonic()
        response = await passage.respond()
        if not isinstance(response, Sending):
            response.headers["server-timing"] = f"engine;dur={1000 * (time.monotonic() - begun):.2f}"
        return response

    def _done(self, bringing: asyncio.Task[None]) -> None:
        self._bringing.discard(bringing)
        self._places.release()

    async def _take_place(self) -> None:
        many = Refused(503, "too many queries are running; ask again", {"retry-after": "5"})
        if self._waiting >= WAITING:
            raise many
        self._waiting += 1
        try:
            async with asyncio.timeout(WAIT):
                await self._places.acquire()
        except TimeoutError:
            raise many from None
        finally:
            self._waiting -= 1

    async def _bring(self, question: Question, engine: EngineProcess, passage: Passage) -> None:
        problem: Refused | None = Refused(503, "the server is stopping", {"retry-after": "2"})
        try:
            await self._forward(question, engine, passage)
            problem = None
        except Refused as refused:
            problem = refused
        except OSError:
            problem = Refused(500, "the server has no room for an answer of this size: ask for less")
            raise  # whoever runs the server reads why in its log
        finally:
            passage.end(problem)

    async def _forward(self, question: Question, engine: EngineProcess, passage: Passage) -> None:
        query = with_prefixes(question.query).encode("utf-8", "replace")
        headers = {"accept": question.accept, "content-type": "application/sparql-query"}
        begun = time.monotonic()
        with engine.asking() as url:
            try:
                async with asyncio.timeout(self.settings.seconds):
                    async with self._client.post(
                        url + "/query", params=question.graphs, data=query, headers=headers
                    ) as answer:
                        await self._pass_on(answer, passage)
            except TimeoutError:
                engine.replace(url)
                raise self._too_slow() from None
            except aiohttp.ClientError:
                # Another question may have had the engine ended; this one may be over its time too.
                if time.monotonic() - begun >= self.settings.seconds:
                    raise self._too_slow() from None
                again = "the query engine is starting again"
                raise Refused(503, again, {"retry-after": "2"}) from None

    async def _pass_on(self, answer: aiohttp.ClientResponse, passage: Passage) -> None:
        if answer.status != 200:
            why = await answer.content.read(2_000)
            raise Refused(answer.status, why.decode("utf-8", "replace"))
        passage.open(answer.headers.get("content-type", "text/plain"))
        async for piece in answer.content.iter_any():
            if passage.size + len(piece) > self.settings.answer_bytes:
                limit = self.settings.answer_bytes // 1_000_000
                raise Refused(500, f"the answer is larger than {limit} MB: ask for less, or add LIMIT")
            passage.put(piece)

    def _too_slow(self) -> Refused:
        return Refused(504, f"the query was ended: it took longer than {self.settings.seconds} seconds")

    async def _read(self, request: Request) -> Question | None:
        given = MultiDict(request.query_params.multi_items())
        if request.method == "POST":
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind == "application/x-www-form-urlencoded":
                given = MultiDict([*given.multi_items(), *await read_form(request, self.settings)])
            elif kind == "application/sparql-query":
                given.append("query", await read_body(request, self.settings))
            elif kind == "application/sparql-update":
                raise Refused(403, "updates are refused: this server is read-only")
            else:
                raise Refused(415, "send a form, or the query as application/sparql-query")
        if "update" in given:
            raise Refused(403, "updates are refused: this server is read-only")
        queries = given.getlist("query")
        if not queries:
            if request.method == "POST":
                raise Refused(400, "there is no query in this request")
            return None
        if len(queries) > 1:
            raise Refused(400, "there is more than one query in this request")
        graphs = tuple((name, value) for name, value in given.multi_items() if name in _FIELDS)
        return Question(queries[0], _accept(request, given), graphs, needs_whole(request))


def needs_whole(request: Request) -> bool:
    """Whether a client could not tell an answer that was cut short: HTTP/1.0 knows no end but silence."""
    return bool(request.scope.get("http_version") == "1.0")


def _accept(request: Request, given: MultiDict) -> str:
    named = given.get("format", "")
    if named:
        if named in FORMATS:
            return FORMATS[named]
        if named in FORMATS.values():
            return str(named)
        raise Refused(400, f"no such format; there is: {', '.join(FORMATS)}")
    header = request.headers.get("accept", "").strip()
    return DEFAULT if header in ("", "*/*") else header[:2_000]


def _describe(request: Request) -> Response:
    """Answer without a query: a person is shown the editor, a program the service's description."""
    offered = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
    kind = choose(request.headers.get("accept", ""), [*offered, "text/html"])
    if kind == "text/html":
        return RedirectResponse("/ask", 303, headers={"vary": "accept"})
    if not kind:
        return PlainTextResponse(f"The description is given as: {', '.join(offered)}.\n", 406)
    address = str(request.url.replace(query=""))  # of a host that the shield knows
    return Response(describe_service(kind, address), media_type=kind, headers={"vary": "accept"})
