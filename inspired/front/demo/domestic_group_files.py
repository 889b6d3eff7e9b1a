"""What the three groups keep in their spaces: material to work with, and evidence they produced or assessed."""

from __future__ import annotations

from typing import Any

from inspired.front.demo import paper
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock
from workinggroups.models import Group
from workinggroups.services.files import add_file
from workinggroups.states import FileKind

HOURS = (
    ("island", "live-in workers", "hours on call in the week", "hours paid"),
    ("Ilha Grande", 41, 69, 49),
    ("Ilha do Norte", 26, 74, 46),
    ("Ilha do Vento", 17, 72, 47),
)
GUIDE = """What we ask, and what we never write down.

1. How many hours yesterday, and how many of them on call?
2. Which nights last week could you leave the house?
3. No name, no street, and where a worker asks for it not even the island."""
LAWS = (
    ("law", "year", "what it says of domestic work"),
    ("Decree on domestic service", 1978, "leaves hours to the household"),
    ("Law on social security", 1996, "insures whoever has a written contract"),
    ("Law on equality", 2009, "forbids what the decree of 1978 allows"),
)


def file_early(clock: Clock, table: Table, evidence: Group, landscape: Group) -> None:
    """Let two groups collect what they begin with."""
    with clock.at(-214):
        _keep(
            table, evidence, "university", "Guide for the talks with workers", note="Read it before your first talk.",
            upload=paper.note("guide.docx", "Guide for the talks", GUIDE, clock.day(-214)),
        )  # fmt: skip
        _keep(
            table, evidence, "statistics", "Household survey: module on domestic work", kind=FileKind.ASSESSED,
            upload=paper.table("module.csv", HOURS[:3]), source="National Statistics Institute",
            dated=str(clock.day(-400).date().year),
            reliability="A large sample, asked at the door: whoever lives in was rarely the one who answered. We agree on wages, not on hours.",
        )  # fmt: skip
        _keep(
            table, landscape, "commission", "Laws that touch domestic work", kind=FileKind.PRODUCED,
            upload=paper.table("laws.csv", LAWS), source="Working group Legal landscape", dated=str(clock.day(-214).date()),
            reliability="Checked against the official gazette by two members.",
        )  # fmt: skip
        _keep(
            table, landscape, "inspectorate", "Rules for entering a private home",
            address="https://example.org/inspection/rules", note="Chapter three is the one we quote.",
        )  # fmt: skip


def file_now(clock: Clock, table: Table, evidence: Group, indicators: Group) -> None:
    """Let two groups add what they work with today."""
    with clock.at(-69):
        _keep(
            table, indicators, "socialsecurity", "Register of contributions: what it can tell", kind=FileKind.ASSESSED,
            address="https://example.org/register", source="Social Security Institute", dated=str(clock.day(-75).date().year),
            reliability="Complete for those insured. It cannot tell who works for several employers.",
        )  # fmt: skip
    with clock.at(-12):
        _keep(
            table, evidence, "workers", "Eleven talks: hours of those who live in", kind=FileKind.PRODUCED,
            upload=paper.table("hours.csv", HOURS), source="Talks held by the Domestic Workers’ Association",
            dated=str(clock.day(-12).date()),
            reliability="Told from memory, eighty-four workers on three islands. The order of size agrees with the institute’s module.",
        )  # fmt: skip


def _keep(table: Table, group: Group, key: str, title: str, **said: Any) -> None:
    add_file(group, by=table.people[key], title=title, **{"kind": FileKind.MATERIAL, "language": "en", **said})
