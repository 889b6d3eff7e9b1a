"""Asks a real server for pages over loopback and takes the time; knows nothing of Django."""

from __future__ import annotations

import gzip
import http.client
import statistics
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import brotli

from bench.forms import Page


@dataclass(frozen=True)
class Answer:
    """What came back: status, body as sent, milliseconds, and all bytes with their headers."""

    status: int
    body: bytes
    encoding: str
    milliseconds: float
    wire: int
    cookies: dict[str, str]

    @property
    def text(self) -> str:
        """The body as a page."""
        open_ = {"br": brotli.decompress, "gzip": gzip.decompress}.get(self.encoding, bytes)
        return open_(self.body).decode(errors="replace")


class Browser:
    """One connection that is kept open, with its cookies."""

    def __init__(self, port: int, cookies: dict[str, str]) -> None:
        self.port, self.cookies = port, dict(cookies)
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, path: str, data: dict[str, str] | None = None) -> Answer:
        """Send one request and read the whole answer."""
        headers = {"Accept-Encoding": "br, gzip", "Accept-Language": "en", "User-Agent": "bench"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if data is not None:
            body = urlencode(data)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        begun = time.perf_counter()
        self.connection.request("GET" if data is None else "POST", path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        taken = (time.perf_counter() - begun) * 1000
        return self._noted(response, content, taken)

    def _noted(self, response: http.client.HTTPResponse, content: bytes, taken: float) -> Answer:
        wire = len(content) + sum(len(name) + len(value) + 4 for name, value in response.getheaders()) + 20
        for value in response.headers.get_all("Set-Cookie") or []:
            name, _is, rest = value.partition(";")[0].partition("=")
            self.cookies[name] = rest
        encoding = response.headers.get("Content-Encoding", "")
        return Answer(response.status, content, encoding, taken, wire, dict(self.cookies))

    def visit(self, visit: dict[str, Any]) -> Answer:
        """Open a page, or fill in the form on a page and send it; only the last request is timed."""
        if not visit["form_on"]:
            return self.ask(visit["path"])
        page = Page(self.ask(visit["form_on"]).text)
        return self.ask(visit["path"], page.main_form() | visit["fields"])


class Series:
    """The answers to one visit."""

    def __init__(self, visit: dict[str, Any], port: int) -> None:
        self.visit = visit
        self.browser = Browser(port, visit["cookies"])
        self.times: list[float] = []
        self.last: Answer | None = None

    def turn(self, *, counts: bool = True) -> None:
        """Visit once more."""
        self.last = self.browser.visit(self.visit)
        if counts:
            self.times.append(self.last.milliseconds)

    def figures(self) -> dict[str, Any]:
        """Return median and p95, the status and the bytes over the wire."""
        last = self.last
        return {
            "http_status": last.status if last else 0,
            "median": statistics.median(self.times),
            "p95": statistics.quantiles(self.times, n=20)[18],
            "requests": len(self.times),
            "wire": last.wire if last else 0,
            "html": len(last.body) if last else 0,
        }


def first_load(visit: dict[str, Any], port: int) -> dict[str, int]:
    """Load a page with an empty cache and return its requests, its bytes in all and those of the HTML."""
    browser = Browser(port, visit["cookies"])
    answer = browser.ask(visit["path"])
    found = [browser.ask(address) for address in Page(answer.text).loads]
    missing = sum(each.status != 200 for each in found)
    total = answer.wire + sum(each.wire for each in found)
    return {"loads": 1 + len(found), "bytes": total, "html": len(answer.body), "missing": missing}
