"""Reads lists of people to invite, pasted or from a file, and says line by line what would happen. Writes nothing."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from dialogues.recognising import Known
from dialogues.states import Category, DelegateRole
from inspired.core.exports import FORMULA_STARTS

MOST_ROWS = 500
MOST_CELLS = 30
LONGEST = {"organisation": 200, "name": 200, "function": 150, "email": 254}
HEADERS = {
    "organisation": "organisation organization organisme structure institution nomdelorganisation nameoforganisation",
    "category": "category categorie stakeholdercategory",
    "name": "name nom person personne contact delegate delegue fullname nomcomplet nometprenom",
    "email": "email mail courriel emailaddress adressemail adresseemail adresseelectronique",
    "function": "function fonction position poste title titre",
    "role": "role",
    "sign": "maysign sign signs signature peutsigner signe signingauthority signataire",
    "language": "language langue",
}
ALIASES = {
    Category.CIVIL_SOCIETY: "civilsociety cso csos ngo ngos ong osc societecivile organisationsdelasocietecivile",
    Category.PARTIES: "party parties politicalparty parti partis partipolitique partispolitiques",
    Category.ADMINISTRATION: "administration government ministry gouvernement ministere administrationpublique",
    Category.PARLIAMENT: "parliament parlement parlements",
    Category.MEDIA: "press medias presse",
    Category.SOCIAL_AGENTS: "union unions tradeunion employers syndicat syndicats patronat agentssociaux partenairessociaux",
    Category.NHRI: "nhri indh institutionsnationalesdesdroitsdelhomme humanrightsinstitution",
    Category.ACADEMIA: "university universities thinktank universite universites mondeacademique",
    Category.DEMOCRACY_SUPPORT: "democracysupport appuialademocratie",
}
ROLES = {
    DelegateRole.HEAD: "head headdelegate chef chefdedelegation titulaire",
    DelegateRole.ALTERNATE: "alternate suppleant suppleante deputy",
    DelegateRole.OBSERVER: "observer observateur observatrice",
}
YES, NO = {"yes", "y", "oui", "o", "x", "1", "true", "vrai"}, {"", "no", "n", "non", "0", "false", "faux", "-"}


class ListRefused(Exception):  # noqa: N818 - reads as what happened
    """Raised with a sentence when a list cannot be read at all."""


@dataclass
class Line:
    """One line of a list: what it says, what is wrong with it, and what sending would do."""

    number: int
    organisation: str = ""
    category: str = ""
    name: str = ""
    email: str = ""
    function: str = ""
    role: str = ""
    may_sign: bool = False
    language: str = ""
    problems: list[str] = field(default_factory=list)
    skipped: str = ""
    notes: list[str] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)

    @property
    def can_be_sent(self) -> bool:
        """Would sending the list invite this person?"""
        return not self.problems and not self.skipped

    @property
    def category_label(self) -> str:
        """The category in words."""
        return str(Category(self.category).label) if self.category else ""

    @property
    def role_label(self) -> str:
        """The role in words."""
        return str(DelegateRole(self.role).label) if self.role else ""


def plain(text: str) -> str:
    """Reduce a word to small letters without accents, spaces and punctuation, for comparing."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in folded if sign.isalnum())


def read_lines(text: str, known: Known) -> list[Line]:
    """Turn a text with a line of column names into checked lines; raise ListRefused when that cannot be."""
    sentence = _("The first line must name the columns; at least the organisation and the e-mail address.")
    columns, body = table_in(text, HEADERS, {"organisation", "email"}, sentence)
    lines = [_line(number, cells, columns) for number, cells in body]
    _recognise(lines, known, has_sign="sign" in columns)
    return lines


def table_in(
    text: str, headers: dict[str, str], needed: set[str], sentence: str
) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    """Return where each known column stands and the numbered lines below the column names.

    ``headers`` gives the words by which each column goes. Raises ListRefused for what is no such list, with the
    sentence when a needed column is missing.
    """
    rows = list(_rows(text))
    if not rows:
        raise ListRefused(_("The list is empty."))
    columns = _columns(rows[0][1], headers)
    if not needed <= set(columns):
        raise ListRefused(sentence)
    body = rows[1:]
    if not body:
        raise ListRefused(_("The list has column names but no lines below them."))
    if len(body) > MOST_ROWS:
        raise ListRefused(
            _("At most %(most)d lines at a time; this list has %(count)d.") % {"most": MOST_ROWS, "count": len(body)}
        )
    return columns, body


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    text = text.lstrip("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max("\t;,", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for cells in reader:
            if len(cells) > MOST_CELLS:
                raise ListRefused(_("Line %(number)d has too many columns.") % {"number": reader.line_num})
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise ListRefused(_("Line %(number)d cannot be read.") % {"number": reader.line_num}) from error


def _columns(header: list[str], headers: dict[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(header):
        for name, words in headers.items():
            if plain(cell) in words.split():
                found.setdefault(name, place)
    return found


def _line(number: int, cells: list[str], columns: dict[str, int]) -> Line:
    said = {name: " ".join(cells[place].split()) if place < len(cells) else "" for name, place in columns.items()}
    line = Line(number, said["organisation"], email=said["email"].lower())
    line.name, line.function = said.get("name", ""), said.get("function", "")
    for name in LONGEST:
        line.problems += faults_of(getattr(line, name), LONGEST[name])
    if not line.organisation:
        line.problems.append(_("The organisation is missing."))
    _check_address(line)
    categories, roles, languages = vocabulary(get_language())
    line.category = _choose(line, said.get("category", ""), categories, _("This category is not one of the nine."))
    line.role = _choose(line, said.get("role", ""), roles, _("This role is not known."))
    line.language = _choose(line, said.get("language", ""), languages, _("This language is not available."))
    _check_signing(line, said.get("sign", ""))
    return line


def faults_of(text: str, longest: int) -> list[str]:
    """Say what is wrong with a cell: too long, signs that cannot be shown, the beginning of a formula."""
    found = [_("A cell is too long.")] if len(text) > longest else []
    if any(
        unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} and sign not in "\u200c\u200d" for sign in text
    ):
        found.append(_("A cell holds signs that cannot be shown."))
    if text.startswith(FORMULA_STARTS):
        found.append(_("A cell begins like a formula."))
    return found


def _check_address(line: Line) -> None:
    try:
        validate_email(line.email)
    except ValidationError:
        line.problems.append(_("This is not an e-mail address.") if line.email else _("The e-mail address is missing."))


def _check_signing(line: Line, said: str) -> None:
    line.may_sign = said.casefold() in YES
    if said.casefold() not in YES | NO:
        line.problems.append(_("Say yes or no for the signing authority."))
    if line.may_sign and line.role == DelegateRole.OBSERVER:
        line.problems.append(_("Observers do not sign."))


def _choose(line: Line, said: str, names: dict[str, str], sentence: str) -> str:
    if not said:
        return ""
    found = names.get(plain(said), "")
    if not found:
        line.problems.append(sentence)
    return found


@lru_cache(maxsize=12)
def vocabulary(_language: str | None) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return the words for categories, roles and languages; the language is that of the labels, for the cache alone."""
    offered = dict(settings.LANGUAGES)  # a mail in a language that we do not write comes in English
    languages = {
        plain(word): code if code in offered else settings.LANGUAGE_CODE
        for code, label in settings.CONTENT_LANGUAGES
        for word in {code} | _labels(label)
    }
    return _names(Category, ALIASES), _names(DelegateRole, ROLES), languages


def _names(choices: Any, aliases: dict[Any, str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for choice in choices:
        words = {choice.value, *aliases.get(choice, "").split()} | _labels(choice.label)
        names.update({plain(word): choice.value for word in words})
    return names


def _labels(label: str | Promise) -> set[str]:
    said = {str(label)}
    for language in ("en", "fr"):
        with override(language):
            said.add(str(label))
    return said


def _recognise(lines: Iterable[Line], known: Known, *, has_sign: bool) -> None:
    seen: dict[tuple[str, str], int] = {}
    elsewhere: dict[str, Line] = {}
    heads = dict.fromkeys(known.heads, 0)  # by organisation: the line that names its head, 0 for who is it already
    for line in lines:
        organisation = line.organisation.casefold()
        first = seen.setdefault((organisation, line.email), line.number)
        if first != line.number and line.email:
            line.problems.append(_("The same as line %(number)d.") % {"number": first})
        else:
            _compare(line, elsewhere.setdefault(line.email, line), heads.get(organisation))
        line.role = line.role or (DelegateRole.ALTERNATE if organisation in heads else DelegateRole.HEAD)
        if line.role == DelegateRole.HEAD:
            heads.setdefault(organisation, line.number)
        line.may_sign = line.may_sign or (not has_sign and line.role == DelegateRole.HEAD)
        known.tell(line, organisation)


def _compare(line: Line, other: Line, head: int | None) -> None:
    """Warn of what may be meant and may be a slip: one address for two organisations, two heads of one delegation."""
    if other is not line and line.email:
        said = {"number": other.number, "organisation": other.organisation}
        line.cautions.append(_("The same address as line %(number)d, for %(organisation)s.") % said)
    if line.role == DelegateRole.HEAD and head is not None:
        line.cautions.append(
            _("Line %(number)d names a head of this delegation already.") % {"number": head}
            if head
            else _("This organisation has a head of delegation already.")
        )
