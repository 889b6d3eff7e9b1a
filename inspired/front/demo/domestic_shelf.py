"""The knowledge shelf of the main story: papers, links and a recording in several languages, and what seats proposed."""

from __future__ import annotations

from typing import Any

from dialogues.convening.models import ShelfEntry
from dialogues.convening.services.shelf import bring, publish_entry, put_on_shelf, renew, withhold
from dialogues.convening.states.shelf import Licence, ShelfKind
from dialogues.services.notices import choose_paces
from dialogues.states import Pace, Phase
from inspired.front.demo import paper
from inspired.front.demo.cast import Table
from inspired.front.demo.clock import Clock

PACES = {
    "workers": Pace.ONCE,
    "university": Pace.DAILY,
    "finance": Pace.WEEKLY,
    "radio": Pace.WEEKLY,
    "opposition": Pace.NEVER,
}
SURVEY = (
    ("island", "respondents", "insured", "written contract", "below minimum wage"),
    ("Ilha Grande", 310, 52, 34, 171),
    ("Ilha do Norte", 190, 23, 14, 116),
    ("Ilha do Vento", 120, 12, 8, 73),
)
INSPECTION = """A private home is a workplace for whoever works there, and a home for everybody else in it. Three ways were found in comparable countries.

- **With consent:** the inspector writes first and comes when the household agrees. Most agree.
- **Away from the home:** contracts and payments are looked at in the inspectorate’s office.
- **With leave of a judge:** for grave complaints only, within two days.

All three need inspectors who were trained for it, and a place where workers can complain without losing their room."""
RULES_PT = """As regras de trabalho comum em cinco frases, para quem prefere lê-las em português. O texto que vale é o inglês.

1. Cada pessoa fala pela sua organização.
2. Trabalhadoras e empregadores têm o mesmo tempo de palavra.
3. O que se diz na sala fica na sala.
4. Quem acolhe não toma partido e nunca assina.
5. Um texto está acordado quando cada organização respondeu às suas palavras exatas."""


def fill_the_shelf(clock: Clock, table: Table) -> None:
    """Put things on the shelf, renew one, publish two, and leave one proposal waiting; let people choose their mails."""
    with clock.at(-300):
        for key, pace in PACES.items():
            choose_paces(table.people[key], paces={table.dialogue.pk: pace}, by=table.people[key])
    _documents(clock, table)
    _addresses(clock, table)
    _proposals(clock, table)


def _bring(table: Table, kind: str, title: str, why: str, languages: str, **said: Any) -> ShelfEntry:
    labels = {"title": title, "why": why, "languages": languages, **said}
    return bring(table.dialogue, by=labels.pop("by", table.host), kind=kind, **labels)


def _documents(clock: Clock, table: Table) -> None:
    with clock.at(-195):
        survey = _bring(
            table, ShelfKind.DOCUMENT, "Joint survey of domestic work: tables",
            "What 620 domestic workers on three islands said about contracts, pay and insurance.", ",en,",
            upload=paper.table("survey.csv", SURVEY), source="Working group Evidence", author="Centre for Labour Studies",
            dated=str(clock.day(-196).date())[:7], licence=Licence.BY, phase=Phase.ASSESSMENT, themes="survey, wages, insurance",
        )  # fmt: skip
        _bring(
            table, ShelfKind.DOCUMENT, "Inspection in private homes: three ways",
            "How others let inspectors in without breaking the peace of the home.", ",en,",
            upload=paper.note("inspection.docx", "Inspection in private homes", INSPECTION, clock.day(-195)),
            source="Working group Legal landscape", author="National Human Rights Commission",
            dated=str(clock.day(-197).date().year), licence=Licence.BY_SA, phase=Phase.ASSESSMENT, themes="inspection, labour code",
        )  # fmt: skip
        _bring(
            table, ShelfKind.DOCUMENT, "As nossas regras em cinco frases",
            "The ground rules in Portuguese, for delegates who do not read English.", ",pt,",
            upload=paper.note("regras.docx", "As nossas regras", RULES_PT, clock.day(-195), "pt"),
            source="Host team", licence=Licence.CC0, themes="ground rules",
        )  # fmt: skip
    with clock.at(-70):
        longer = [*SURVEY, ("Live-in workers on all islands", 84, 3, 2, 71)]
        renew(survey, by=table.host, upload=paper.table("survey.csv", longer), note="Workers who live in are added.")
    with clock.at(-35):
        publish_entry(survey, by=table.host, published_on=clock.day(-35).date())


def _addresses(clock: Clock, table: Table) -> None:
    with clock.at(-290):
        convention = _bring(
            table, ShelfKind.LINK, "Domestic Workers Convention, 2011 (No. 189)",
            "The standard that the labour code is measured against, in the words of the convention.", ",en,fr,es,",
            address="https://normlex.ilo.org/dyn/nrmlx_en/f?p=NORMLEXPUB:12100:0::NO::P12100_ILO_CODE:C189",
            source="International Labour Organization", dated="2011-06-16", licence=Licence.PERMISSION, themes="labour code, rights",
        )  # fmt: skip
        publish_entry(convention, by=table.host, published_on=clock.day(-36).date())
    with clock.at(-110):
        _bring(
            table, ShelfKind.LINK, "Le chèque-service pour les emplois à domicile",
            "How an hourly voucher is paid, insured and taxed where it exists.", ",fr,",
            address="https://example.org/cheque-service", source="A ministry of labour", dated="2024", licence=Licence.PERMISSION,
            phase=Phase.CONSENSUS, themes="voucher, contributions",
        )  # fmt: skip
    with clock.at(-45):
        _bring(
            table, ShelfKind.RECORDING, "A voz de quem cuida: terceiro episódio",
            "Four domestic workers tell of a working day, in Portuguese and in the language of the northern island.",
            ",pt,other,", address="https://example.org/radio/a-voz-de-quem-cuida-3", source="National Radio",
            author="Editor, social affairs", dated=str(clock.day(-47).date()), licence=Licence.BY_NC_ND, themes="voices, radio",
        )  # fmt: skip


def _proposals(clock: Clock, table: Table) -> None:
    seats, people = table.seats, table.people
    with clock.at(-28):
        leaflet = _bring(
            table, ShelfKind.LINK, "Which papers do I need to insure my domestic worker?",
            "A page for households; it answers what employers ask us every week.", ",pt,en,", by=people["socialsecurity"],
            seat=seats["socialsecurity"], address="https://example.org/insure", source="Social Security Institute",
            dated=str(clock.day(-30).date().year), licence=Licence.PUBLIC_DOMAIN, themes="insurance, households",
        )  # fmt: skip
        blog = _bring(
            table, ShelfKind.LINK, "Why the minimum wage destroys domestic work", "A different opinion.", ",en,",
            by=people["employers"], seat=seats["employers"], address="https://example.org/opinion", licence=Licence.UNKNOWN,
        )  # fmt: skip
    with clock.at(-25):
        put_on_shelf(leaflet, by=table.host)
        withhold(
            blog,
            by=table.host,
            reason="The page names no author and no source for its figures. Please send us the study it speaks of, and it stands here.",
        )
    with clock.at(-3):
        _bring(
            table, ShelfKind.DOCUMENT, "What our members ask before they sign a contract",
            "Twelve questions from the evening school, in the words of those who ask.", ",pt,", by=people["rural"],
            seat=seats["rural"], upload=paper.note("perguntas.docx", "Doze perguntas", "Posso sair ao domingo?", clock.day(-3), "pt"),
            source="Rural Women’s Network", dated=str(clock.day(-9).date())[:7], licence=Licence.PERMISSION, themes="contracts, voices",
        )  # fmt: skip
