"""What must hold, and what we want to reach at the large size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

QUERIES = {
    "toolkit": 12,
    "toolkit, host, narrowed": 12,
    "a tool": 12,
    "a tool, host": 12,
    "guide": 12,
    "a page of the guide": 12,
    "readings": 12,
    "groups, board of the host": 12,
    "groups, stakeholder": 12,
    "tasks of a group": 12,
    "recommendations, host": 12,
    "recommendations, stakeholder": 12,
    "one recommendation": 12,
    "Roadmap": 12,
    "commitments, board of the host": 12,
    "commitments, stakeholder": 12,
    "trace, 40 recommendations and 400 sources at the large size": 12,
    "timeline of commitments": 12,
    "options compared": 12,
    "appraisal, host": 12,
    "appraisal form of one option": 12,
    "appraisal results, host": 12,
    "order and weights, host": 13,
    "activities, host": 12,
    "activities, stakeholder": 12,
    "balance of activities": 12,
    "one activity, host": 12,
    "one activity, stakeholder": 12,
    "record of an activity": 12,
    "meeting, host": 15,
    "room, 60 seats at the large size": 15,
    "one group, host": 16,
    "one group, member": 16,
    "input table, host": 12,
    "input table, stakeholder": 12,
    "document, host": 12,
    "document, stakeholder": 12,
    "overview, host": 24,
    "overview, stakeholder": 24,
    "home of a host": 24,
    "home of a stakeholder": 24,
}
SPREAD = 1.5  # p95 of the large size over that of the small one
PDF_RATIO = 1.15
FIRST_BYTES, FIRST_REQUESTS, FIRST_HTML = 50 * 1024, 5, 14 * 1024

# Milliseconds, medians at the large size.
TARGETS = {
    "sign-in page": 6,
    "dialogues": 15,
    "overview, host": 15,
    "overview, stakeholder": 15,
    "participants, host": 15,
    "participants, stakeholder": 15,
    "delegates": 15,
    "trace, 40 recommendations and 400 sources at the large size": 30,
    "activities, host": 15,
    "activities, stakeholder": 15,
    "room, 60 seats at the large size": 30,
    "calls": 15,
    "documents": 15,
    "appraisal form of one option": 15,
    "appraisal results, host": 60,
    "ledger": 30,
    "input table, host": 30,
    "input table, stakeholder": 30,
    "document, host": 30,
    "document, stakeholder": 30,
    "answer form, saved": 15,
    "answer to the round, given": 15,
    "input table as XLSX": 300,
}
MEMORY, FIRST_ANSWER = 110, 1.0


def missed_bars(results: list[dict[str, Any]], pdfs: list[dict[str, Any]]) -> Iterator[str]:
    """Name every bar that was missed."""
    for result in results:
        yield from _missed_by_pages(result)
    for first, second in _pairs(results):
        yield from _missed_spread(first, second)
    for pdf in pdfs:
        if "failed" in pdf:
            yield f"PDF: {pdf['failed']}"
            continue
        ratio = pdf["job"]["cpu"] / pdf["bare"]["cpu"]
        if ratio > PDF_RATIO:
            yield f"PDF of {pdf['pages']} pages: the job takes {ratio:.2f} times the bare engine, bar {PDF_RATIO}"


def _missed_by_pages(result: dict[str, Any]) -> Iterator[str]:
    where = f"{result['size']}, {result['database']}"
    for page in result["pages"]:
        name = page["name"]
        if not page["path"]:
            yield f"{name}: there is no such page"
        elif page["http_status"] not in ({302} if page["form_on"] or "link" in name else {200}):
            yield f"{name} ({where}): answers {page['http_status']}"
        elif page["queries"] > QUERIES.get(name, 1000):
            yield f"{name} ({where}): {page['queries']} queries, bar {QUERIES[name]}"
        if first := page.get("first"):
            yield from (f"{name} ({where}): {said}" for said in _missed_first(first))


def _missed_first(first: dict[str, int]) -> Iterator[str]:
    for key, bar in (("bytes", FIRST_BYTES), ("loads", FIRST_REQUESTS), ("html", FIRST_HTML), ("missing", 0)):
        if first[key] > bar:
            yield f"first load, {key}: {first[key]}, bar {bar}"


def _pairs(results: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for large in results:
        for small in results:
            if (large["size"], small["size"], large["database"]) == ("large", "small", small["database"]):
                yield small, large


def _missed_spread(small: dict[str, Any], large: dict[str, Any]) -> Iterator[str]:
    before = {page["name"]: page for page in small["pages"]}
    for page in large["pages"]:
        other = before[page["name"]]
        if page["path"] and not page["grows"] and page["p95"] > SPREAD * other["p95"]:
            times = page["p95"] / other["p95"]
            yield f"{page['name']} ({large['database']}): p95 is {times:.1f} times that of the small size, bar {SPREAD}"


def missed_targets(results: list[dict[str, Any]]) -> Iterator[str]:
    """Name every figure of the large size that is not reached."""
    for result in (each for each in results if each["size"] == "large"):
        where = result["database"]
        for page in result["pages"]:
            target = TARGETS.get(page["name"])
            if target and page["path"] and page["median"] > target:
                yield f"{page['name']} ({where}): {page['median']:.1f} ms, target {target} ms"
        if result["memory"] > MEMORY:
            yield f"web worker ({where}): {result['memory']:.0f} MB, target {MEMORY} MB"
        if result["first_answer"] > FIRST_ANSWER:
            yield f"first answer after start ({where}): {result['first_answer']:.2f} s, target {FIRST_ANSWER} s"
