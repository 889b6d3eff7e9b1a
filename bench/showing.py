"""Prints what was measured."""

from __future__ import annotations

from typing import Any


def show(results: list[dict[str, Any]], pdfs: list[dict[str, Any]], letters: dict[str, Any]) -> str:
    """Return all tables as Markdown."""
    parts = []
    for database in dict.fromkeys(result["database"] for result in results):
        parts += _pages([result for result in results if result["database"] == database], database)
    if pdfs:
        parts += _pdfs(pdfs)
    if letters:
        parts += _letters(letters)
    return "\n".join(parts)


def _pages(results: list[dict[str, Any]], database: str) -> list[str]:
    sizes = [result["size"] for result in results]
    columns = ["median ms", "p95 ms", "CPU ms", "queries", "bytes"]
    lines = [f"\n**{database}** ({results[0]['pages'][0]['requests']} requests each, sizes by turns)\n"]
    lines.append("| page | " + " | ".join(f"{size}: {column}" for size in sizes for column in columns) + " |")
    lines.append("| --- |" + " ---: |" * (len(sizes) * len(columns)))
    rows = zip(*(result["pages"] for result in results), strict=True)
    lines += [f"| {pages[0]['name']} | {' | '.join(_page(page) for page in pages)} |" for pages in rows]
    lines += ["", "First load with an empty cache:", "", "| page | requests | bytes in all | bytes of HTML |"]
    lines.append("| --- | ---: | ---: | ---: |")
    for page in results[-1]["pages"]:
        if first := page.get("first"):
            lines.append(f"| {page['name']} | {first['loads']} | {first['bytes']:,} | {first['html']:,} |")
    lines += ["", "| | " + " | ".join(sizes) + " |", "| --- |" + " ---: |" * len(sizes)]
    lines.append("| web worker, resident | " + " | ".join(f"{result['memory']:.0f} MB" for result in results) + " |")
    lines.append(
        "| first answer after start | " + " | ".join(f"{each['first_answer']:.2f} s" for each in results) + " |"
    )
    return lines


def _page(page: dict[str, Any]) -> str:
    if not page["path"]:
        return "no such page |  |  |  | "
    note = "" if page["http_status"] in {200, 302} else f" (answers {page['http_status']})"
    figures = f"{page['median']:.1f}{note} | {page['p95']:.1f} | {page['cpu']:.1f} | {page['queries']}"
    return f"{figures} | {page['wire']:,}"


def _pdfs(pdfs: list[dict[str, Any]]) -> list[str]:
    lines = ["\n**PDF** (medians of runs by turns, each in a fork of a warmed process)\n"]
    lines.append("| text | pages | way | seconds | CPU seconds | peak MB | bytes | CPU beside the bare engine |")
    lines.append("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    names = {
        "job": "the whole job: claim, compose, render, store",
        "bare": "`HTML(...).write_pdf()` of the same HTML",
        "tagged": "the same, tagged as PDF/UA",
    }
    for pdf in pdfs:
        if "failed" in pdf:
            lines.append(f"| – | – | {pdf['failed']} | – | – | – | – | – |")
            continue
        for way, words in names.items():
            run = pdf[way]
            ratio = run["cpu"] / pdf["bare"]["cpu"]
            figures = (
                f"{run['seconds']:.2f} | {run['cpu']:.2f} | {run['peak']:.0f} | {int(run['bytes']):,} | {ratio:.2f}"
            )
            lines.append(f"| {pdf['what']} | {pdf['pages']} | {words} | {figures} |")
    return lines


def _letters(run: dict[str, Any]) -> list[str]:
    if "failed" in run:
        return [f"\n**Run of letters**: {run['failed']}"]
    count = run["letters"]
    head = [
        "seconds",
        "CPU seconds",
        "ms CPU for each letter",
        "peak MB, worker",
        "peak MB, printing",
        "PDF",
        "archive",
    ]
    figures = [
        run["seconds"],
        run["cpu"],
        run["cpu"] / count * 1000,
        run["own"],
        run["children"],
        run["pdf"],
        run["bundle"],
    ]
    return [
        f"\n**Run of {count} letters** (one turn: written, printed one by one, put into one file and one archive)\n",
        f"| {' | '.join(head)} |",
        "|" + " ---: |" * len(head),
        f"| {' | '.join(f'{figure:,.0f}' for figure in figures)} |",
    ]
