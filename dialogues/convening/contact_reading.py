"""Reads lists of organisations and people for the contact list, and says line by line what taking it in would do. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dialogues.convening.models import ContactCard, ListedOrganisation
from dialogues.convening.models.contacts import key_of
from dialogues.importing import HEADERS, faults_of, plain, table_in, vocabulary
from dialogues.models import Dialogue
from dialogues.states import Category
from inspired.core.exports import FORMULA_STARTS
from inspired.core.text import TextRefused, refuse_misleading_line

LONGEST = {"organisation": 200, "name": 200, "function": 150, "email": 254, "address": 500, "next_step": 300}
CONTACT_HEADERS = {
    **{name: HEADERS[name] for name in ("organisation", "category", "name", "email", "function", "language")},
    "phones": "telephone telephones phone phones tel mobile numero portable telefone",
    "address": "address postaladdress adresse adressepostale",
    "next_step": "nextstep step prochaineetape etape",
    "notes": "notes note remarks remarques commentaires",
}


@dataclass
class ContactLine:
    """One line of a list: what it says, what is wrong with it, and what taking it in would do."""

    number: int
    organisation: str = ""
    category: str = ""
    name: str = ""
    function: str = ""
    email: str = ""
    language: str = ""
    phones: list[str] = field(default_factory=list)
    address: str = ""
    next_step: str = ""
    notes: str = ""
    is_new: bool = False
    problems: list[str] = field(default_factory=list)
    skipped: str = ""

    @property
    def is_taken(self) -> bool:
        """Would taking in the list do anything with this line?"""
        return not self.problems and not self.skipped

    @property
    def category_label(self) -> str:
        """The category in words."""
        return str(Category(self.category).label) if self.category else ""

    @property
    def key(self) -> str:
        """What makes the organisation the same as another one."""
        return key_of(self.organisation)


@dataclass
class KnownContacts:
    """What is listed already, by key; people by key and plain name, and by key and address."""

    listed: set[str] = field(default_factory=set)
    people: set[tuple[str, str]] = field(default_factory=set)


def known_contacts(dialogue: Dialogue) -> KnownContacts:
    """Read what is listed in a dialogue; two queries."""
    listed = set(ListedOrganisation.objects.filter(dialogue=dialogue).values_list("key", flat=True))
    cards = ContactCard.objects.filter(listed__dialogue=dialogue)
    people: set[tuple[str, str]] = set()
    for key, name, email in cards.values_list("listed__key", "person__name", "email"):
        people |= {(key, word) for word in (plain(name), email.lower()) if word}
    return KnownContacts(listed, people)


def read_contacts(text: str, known: KnownContacts) -> list[ContactLine]:
    """Turn a text with a line of column names into checked lines; raise ListRefused when that cannot be."""
    sentence = _("The first line must name the columns; at least the organisation.")
    columns, body = table_in(text, CONTACT_HEADERS, {"organisation"}, sentence)
    lines = [_line(number, cells, columns) for number, cells in body]
    for line in lines:
        _recognise(line, known)
    return lines


def _line(number: int, cells: list[str], columns: dict[str, int]) -> ContactLine:
    said = {name: _cell(cells[place]) if place < len(cells) else "" for name, place in columns.items()}
    line = ContactLine(number)
    for name in LONGEST:
        setattr(line, name, said.get(name, ""))
        line.problems += faults_of(said.get(name, ""), LONGEST[name])
    line.notes = said.get("notes", "")[:4000]
    try:
        refuse_misleading_line(line.notes + said.get("phones", ""))
    except TextRefused as refusal:
        line.problems.append(refusal.sentence)
    line.email = line.email.lower()
    if not line.organisation:
        line.problems.append(_("The organisation is missing."))
    line.phones = _phones(line, said.get("phones", ""))
    _check_person(line)
    categories, _roles, languages = vocabulary(get_language())
    line.category = _chosen(line, said.get("category", ""), categories, _("This category is not one of the nine."))
    line.language = _chosen(line, said.get("language", ""), languages, _("This language is not available."))
    return line


def _cell(text: str) -> str:
    """Read a cell; the apostrophe that our own downloads put before what looks like a formula is taken off."""
    cell = " ".join(text.split())
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _phones(line: ContactLine, said: str) -> list[str]:
    phones = [part.strip() for part in said.replace(";", ",").replace("/", ",").split(",") if part.strip()]
    if len(phones) > 6 or any(len(phone) > 60 for phone in phones):
        line.problems.append(_("At most six telephone numbers, each with at most 60 signs."))
    return phones


def _check_person(line: ContactLine) -> None:
    if line.email:
        try:
            validate_email(line.email)
        except ValidationError:
            line.problems.append(_("This is not an e-mail address."))
    if (line.email or line.phones or line.function) and not line.name:
        line.problems.append(_("The name of the person is missing."))


def _chosen(line: ContactLine, said: str, words: dict[str, str], sentence: str) -> str:
    found = words.get(plain(said), "") if said else ""
    if said and not found:
        line.problems.append(sentence)
    return found


def _recognise(line: ContactLine, known: KnownContacts) -> None:
    """Say whether organisation and person are new, and remember them for the lines below."""
    if line.problems:
        return
    line.is_new = line.key not in known.listed
    words = {(line.key, word) for word in (plain(line.name), line.email) if word}
    if words & known.people:
        line.skipped = _("This person has a card there already.")
    elif not line.is_new and not line.name:
        line.skipped = _("This organisation is on the list already.")
    else:
        known.listed.add(line.key)
        known.people |= words
