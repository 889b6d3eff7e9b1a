"""Writes plausible text of a given length, the same every time."""

from __future__ import annotations

import random

WORDS = [
    "the",
    "ministry",
    "unions",
    "households",
    "workers",
    "contracts",
    "wages",
    "inspection",
    "social",
    "security",
    "coverage",
    "register",
    "employers",
    "live-in",
    "night",
    "hours",
    "rest",
    "days",
    "minimum",
    "law",
    "reform",
    "article",
    "domestic",
    "migrant",
    "care",
    "economy",
    "survey",
    "regional",
    "council",
    "budget",
    "committee",
    "evidence",
    "shows",
    "that",
    "many",
    "of",
    "are",
    "not",
    "paid",
    "on",
    "time",
    "and",
    "without",
    "written",
    "agreement",
    "because",
    "cost",
    "should",
    "be",
    "phased",
    "in",
    "over",
    "two",
    "years",
    "with",
    "support",
    "for",
    "small",
    "employers",
    "while",
    "complaints",
    "must",
    "be",
    "heard",
    "within",
]


def sentence(dice: random.Random, words: int = 14) -> str:
    """Return one sentence."""
    return " ".join(dice.choices(WORDS, k=words)).capitalize() + "."


def paragraph(dice: random.Random, sentences: int = 5) -> str:
    """Return a paragraph, a few words of it emphasised."""
    return " ".join([*(sentence(dice) for _ in range(sentences - 1)), f"*{sentence(dice, 6)}*"])


def listing(dice: random.Random) -> str:
    """Return a list of four points."""
    return "\n".join(f"- {sentence(dice, 10)}" for _ in range(4))


def table(dice: random.Random) -> str:
    """Return a table of five rows."""
    head = ["| Category | Share | What was said |", "| --- | --- | --- |"]
    rows = [f"| {dice.choice(WORDS)} | {dice.randint(1, 99)} % | {sentence(dice, 8)} |" for _ in range(5)]
    return "\n".join(head + rows)


def section(seed: int, paragraphs: int) -> str:
    """Return the text of a section: headings, paragraphs, here and there a list or a table."""
    dice = random.Random(seed)
    parts = []
    for number in range(paragraphs):
        if number % 8 == 0:
            parts.append(f"## {sentence(dice, 5)[:-1]}")
        if number % 10 == 7:
            parts.append(listing(dice))
        if number % 18 == 13:
            parts.append(table(dice))
        parts.append(paragraph(dice))
    return "\n\n".join(parts)
