"""No table of a printed version leaves its page, however long the words that people write into it."""

import html
import re
import subprocess

import pytest

from dialogues.documents import rendering
from tests.documents import sample

WORD, ADDRESS = "Ш" * 200, "https://dialogue.example.org/" + "Q" * 200
LONG = f"{WORD} {ADDRESS}"
TABLE = f"| One | Two | Three |\n|---|---|---|\n| {WORD} | {ADDRESS} | short |"
NARROW = "| " + " | ".join(["Ш" * 12] * 5) + " |\n|" + "---|" * 5 + "\n| " + " | ".join(["Ш" * 9] * 5) + " |"
MARGIN, SHEET = 85.0, 595.3  # points: 30 mm beside the text, and the width of A4
NUMBERS = 37.0  # points: numbers of paragraphs stand so far in the margin


def recommendation() -> dict:
    """A frozen recommendation whose every attribute is longer than its page is wide."""
    names = ("title", "addressee", "target_group", "time", "budget_line", "measure", "stage", "option")
    texts = ("text", "rationale", "resources", "feasibility", "collaboration", "capacity_gaps", "standards")
    grades = [{"criterion": WORD, "scored": 5, "median": "2.0", "low": 0, "high": 4}]
    scored = {"how": "scores", "option": WORD, "seats": 5, "grades": grades, "dots": []}
    return {
        "id": "rec-1",
        "code": "R1",
        "number": 1,
        "challenge": "Costs",
        "challenge_number": 1,
        **dict.fromkeys(names, LONG),
        **dict.fromkeys(texts, f"{LONG}\n\n{TABLE}\n\n{NARROW}"),
        "rejected": [{"option": WORD, "why": f"{LONG}\n\n{TABLE}"}],
        "appraised": [{**scored, "is_chosen": True}, {**scored, "is_chosen": False}],
        "parts": [{"part": "lead", "part_label": "Lead", "name": WORD, "words": LONG}],
        "indicators": [WORD, ADDRESS],
    }


def filled(kind: str) -> dict:
    """Everything that is printed in tables, and what stands beside them, with such words."""
    context = sample.endorsed(sections=1)
    content = context["content"]
    content["summary"] = f"{LONG}\n\n{TABLE}"
    content["dialogue"]["host"] = "Host"
    content["sections"][0]["paragraphs"][0]["text"] = TABLE
    content["annexes"][0]["paragraphs"][0]["text"] = TABLE
    content["participants"][0]["names"] = [WORD]
    content["sources"][0] |= {"label": LONG, "detail": LONG}
    groups = [{"label": "Civil society", "names": [LONG]}]
    content["blocks"] = {"recommendations": [recommendation()], "signatories": groups if kind == "draft" else []}
    context["endorsements"][0]["entries"][0] |= {"name": LONG, "function": LONG}
    context["reservations"][0] |= {"name": WORD, "wording": TABLE, "reason": LONG}
    return context


@pytest.mark.parametrize("kind", ["draft", "endorsed"])
def test_no_word_is_off_the_page_or_in_its_margin(kind: str) -> None:
    context = filled(kind)
    body = rendering.to_page(kind, context).split("<body>")[1]
    written = html.unescape(re.sub(r"<[^>]+>", "", body))
    run = ["pdftotext", "-bbox", "-", "-"]
    pdf = rendering.render(kind, context).pdf
    boxes = subprocess.run(run, input=pdf, capture_output=True, check=True).stdout.decode()
    words = re.findall(r'<word xMin="([^"]+)" yMin="[^"]+" xMax="([^"]+)" yMax="[^"]+">(.*)</word>', boxes)
    printed = "".join(word for _from, _to, word in words)
    for letter in "ШQ":  # what is past the edge of the sheet is not even listed
        assert printed.count(letter) == written.count(letter)
    outside = [word for start, end, word in words if set(word) & set("ШQ") and not inside(float(start), float(end))]
    assert not outside


def inside(start: float, end: float) -> bool:
    return start >= MARGIN - NUMBERS and end <= SHEET - MARGIN + 0.5
