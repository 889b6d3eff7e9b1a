"""Placeholders of letters: which there are, whether a text uses only those, and what stands in their place. Reads rows, writes none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.convening.letter_shipped import SALUTATION, SHIPPED
from dialogues.convening.models import ContactCard, ListedOrganisation, OwnLetterText, PlatformLetterText
from dialogues.models import Dialogue
from inspired.core.states import StateError
from inspired.core.text import TextRefused, clean_source

LONGEST = 8_000
PLACEHOLDERS: dict[str, Any] = {
    "salutation": gettext_lazy("the form of address on the person’s card, else a general one"),
    "organisation": gettext_lazy("the organisation written to"),
    "person": gettext_lazy("the person written to; without one, the organisation"),
    "function": gettext_lazy("the person’s function"),
    "dialogue": gettext_lazy("the title of the dialogue"),
    "purpose": gettext_lazy("its purpose, in one line"),
    "country": gettext_lazy("its country or region"),
    "deadline": gettext_lazy("the day by which an answer is awaited"),
    "reference": gettext_lazy("the reference number of the letter"),
    "date": gettext_lazy("the date of the letter"),
    "host": gettext_lazy("the host, as on the letterhead"),
    "contact": gettext_lazy("how to reach the host, as on the letterhead"),
    "signatory": gettext_lazy("who signs"),
}
IN_BRACES = re.compile(r"\{([^{}\n]*)\}")
MARKS = re.compile(r"([!-/:-@\[-`{-~])")


def faults_of(text: str) -> list[str]:
    """Name everything that is wrong with the placeholders of a text: unknown ones, and braces that stand alone."""
    unknown = sorted({name for name in IN_BRACES.findall(text) if name not in PLACEHOLDERS})
    faults = [_("There is no placeholder {%(name)s}.") % {"name": name[:40]} for name in unknown]
    if re.search(r"[{}]", IN_BRACES.sub("", text)):
        faults.append(_("A brace stands alone. Placeholders are written like {organisation}."))
    return faults


def checked_text(text: str) -> str:
    """Return a text as it is stored; raise TextRefused for what the safe subset does not take, or what is too long."""
    if len(text) > LONGEST:
        raise TextRefused(_("A letter has at most %(limit)d characters.") % {"limit": LONGEST})
    return clean_source(text)


def wording_of(dialogue: Dialogue | None, kind: str, language: str) -> tuple[str, str, str]:
    """Return subject, text and where they come from: ``own``, ``platform``, ``shipped``, or ``none`` for no such text."""
    own = OwnLetterText.objects.filter(dialogue=dialogue, kind=kind, language=language).first() if dialogue else None
    if own is not None:
        return own.subject, own.text, "own"
    platform = PlatformLetterText.objects.filter(kind=kind, language=language).first()
    if platform is not None:
        return platform.subject, platform.text, "platform"
    subject, text = SHIPPED.get((kind, language), ("", ""))
    return subject, text, "shipped" if text else "none"


def head_of(dialogue: Dialogue) -> dict[str, str]:
    """Return the letterhead in words: what the host set down, else what the dialogue says about its host."""
    found = getattr(dialogue, "letterhead", None)
    if found is None:
        return {
            "name": dialogue.host_organisation.name,
            "address": "",
            "contact": dialogue.contact,
            "place": "",
            "signatory": "",
            "signatory_function": "",
        }
    names = ("name", "address", "contact", "place", "signatory", "signatory_function")
    return {name: getattr(found, name) for name in names}


def prefix_of(dialogue: Dialogue) -> str:
    """Return the first part of the references: the host's own, else the capitals of the title's words."""
    found = getattr(dialogue, "letterhead", None)
    if found is not None and found.prefix:
        return str(found.prefix)
    letters = "".join(word[0] for word in re.findall(r"\w+", dialogue.title) if len(word) > 3)
    return letters.upper()[:4] or "D"


def day_words(day: date, language: str) -> str:
    """Write a day as the language writes it."""
    with translation.override(language):
        return date_format(day, "DATE_FORMAT")


def values_for(
    listed: ListedOrganisation, card: ContactCard | None, *, language: str, dated: date, **facts: Any
) -> dict[str, str]:
    """Return what stands in place of each placeholder; ``answer_by``, ``reference`` and ``head`` are taken from ``facts``."""
    dialogue, head = listed.dialogue, facts["head"]
    person = card.person.name if card else ""
    answer_by = facts.get("answer_by")
    values = {
        "salutation": (card.salutation if card else "") or SALUTATION.get(language, SALUTATION["en"]),
        "organisation": str(listed),
        "person": person or str(listed),
        "function": card.function if card else "",
        "dialogue": dialogue.title,
        "purpose": dialogue.purpose,
        "country": dialogue.country,
        "deadline": day_words(answer_by, language) if answer_by else "",
        "reference": str(facts["reference"]),
        "date": day_words(dated, language),
        "host": head["name"],
        "contact": ", ".join(head["contact"].splitlines()),
        "signatory": head["signatory"],
    }
    return {name: " ".join(value.split()) for name, value in values.items()}


def filled(text: str, values: Mapping[str, str], *, marked: bool) -> str:
    """Put the values in; in a text that is Markdown their marks are taken as plain signs, so that no name becomes a link."""

    def value(found: re.Match[str]) -> str:
        word = values.get(found[1], found[0])
        return MARKS.sub(r"\\\1", word) if marked else word

    return IN_BRACES.sub(value, text)


def composed(subject: str, text: str, values: dict[str, str]) -> tuple[str, str]:
    """Return subject and text with everything in its place; raise StateError with every fault at once."""
    used = {*IN_BRACES.findall(subject), *IN_BRACES.findall(text)}
    faults = [*faults_of(subject), *faults_of(text)]
    if "deadline" in used and not values["deadline"]:
        faults.append(_("The text names a day for the answer: say which."))
    if "contact" in used and not values["contact"]:
        faults.append(_("The text says how to reach the host: fill that in on the letterhead."))
    if not subject.strip() or not text.strip():
        faults.append(_("A letter has a subject and a text."))
    if faults:
        raise StateError(" ".join(dict.fromkeys(faults)))
    try:
        return filled(subject, values, marked=False)[:300], checked_text(filled(text, values, marked=True))
    except TextRefused as refusal:
        raise StateError(refusal.sentence) from refusal


def addressee(listed: ListedOrganisation, people: Iterable[ContactCard] | None = None) -> ContactCard | None:
    """Return the person of an organisation to whom a run writes, among ``people`` where they were read already."""
    cards = sorted(listed.cards.all() if people is None else people, key=lambda card: (card.do_not_write, card.pk))
    return cards[0] if cards else None


def lines_to(listed: ListedOrganisation, card: ContactCard | None) -> list[str]:
    """Return the lines of the recipient: person, function, organisation, postal address."""
    person = [card.person.name, card.function] if card else []
    lines = [*person, str(listed), *listed.address.splitlines()]
    return [" ".join(line.split()) for line in lines if line.strip()]
