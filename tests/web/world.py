"""A bent world: a certificate authority, a resolver and a prober for the tests of the web."""

import socket
import ssl
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

from newslint.web import curl_client as curl
from newslint.web import requests_client as plain
from newslint.web.ask import Answer, Ask, Client, Route
from newslint.web.environment import trusted_certificates
from newslint.web.inquiry import Manners, Question, askable, inquire
from newslint.web.prober import Limits, Prober, Resolver
from newslint.web.verdict import Verdict

CLIENTS: dict[str, Callable[[str, int, int], Client]] = {
    "libcurl": curl.CurlClient,
    "requests": plain.PlainClient,
}


class Authority:
    """A certificate authority of the tests', and servers with its certificates."""

    def __init__(self, folder: Path) -> None:
        self._authority = trustme.CA()
        self._stranger = trustme.CA()
        self.file = str(folder / "authority.pem")
        self._authority.cert_pem.write_to_path(self.file)

    def context(
        self, *names: str, expired: bool = False, early: bool = False, known: bool = True
    ) -> ssl.SSLContext:
        authority = self._authority if known else self._stranger
        ends = datetime.now(UTC) - timedelta(days=1) if expired else None
        begins = datetime.now(UTC) + timedelta(days=1) if early else None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(*names, not_before=begins, not_after=ends).configure_cert(context)
        return context


class Recorder:
    """A client that sends nothing: every request is answered 410, and its route kept."""

    def __init__(self, status: int = 410) -> None:
        self.asks: list[Ask] = []
        self.routes: list[Route] = []
        self._status = status
        self._answers: list[tuple[int, Answer]] = []

    def start(self, number: int, ask: Ask, route: Route) -> None:
        self.asks.append(ask)
        self.routes.append(route)
        self._answers.append((number, Answer(self._status)))

    def wait(self, seconds: float) -> list[tuple[int, Answer]]:
        answers, self._answers = self._answers, []
        return answers

    def wake(self) -> None:
        return

    def close(self) -> None:
        return


def knows(**names: str | list[str] | Exception) -> Resolver:
    """A resolver that knows ``names`` (``_`` for ``.``); what it does not know does not exist."""

    def resolve(name: str) -> list[str]:
        found = names.get(name.replace(".", "_"))
        if isinstance(found, Exception):
            raise found
        if found is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [found] if isinstance(found, str) else found

    return resolve


def probe(
    *questions: Question | str,
    client: str = "libcurl",
    allow: tuple[str, ...] = (),
    manners: Manners | None = None,
    limits: Limits | None = None,
    resolver: Resolver | None = None,
    ca_file: str = "",
    proxies: Mapping[str, str] | None = None,
    idle: Callable[[Prober], None] = lambda prober: None,
) -> dict[str, Verdict]:
    """The verdicts on some URLs, as a run would find them, without any memory."""
    manners = manners or Manners(backoff=0.02)
    manners = manners._replace(urls=manners.urls._replace(allow_private=allow))
    made = CLIENTS[client](ca_file or trusted_certificates(), 64, 65_536)
    prober = Prober(made, limits or Limits(per_host=32), allow, resolver or knows(), proxies)
    verdicts: dict[str, Verdict] = {}
    inquiries = []
    shared: dict[str, bool] = {}
    for question in questions:
        question = Question(question) if isinstance(question, str) else question
        found = askable(question.url, allow)
        if isinstance(found, Verdict):
            verdicts[question.url] = found
        else:
            inquiries.append((question.url, inquire(question, found, manners, shared)))
    verdicts.update(prober.run(inquiries, lambda: idle(prober)))
    return verdicts
