"""A frozen text to print, in any language and of any length."""

from datetime import UTC, datetime
from typing import Any

from dialogues.documents import freezing
from dialogues.documents.alignment import Paragraph

WORDS = {
    "en": (
        "The social-security institute opens **one place of registration** for workers and households, by telephone and "
        "in every municipality, before the end of the first year; the voucher pilot runs on two islands for eighteen months "
        "and is reviewed by the monitoring group against *indicators 1, 2 and 4*."
    ),
    "ar": "يفتح معهد الضمان الاجتماعي **مكانا واحدا للتسجيل** للعاملات والأسر، بالهاتف وفي كل بلدية، قبل نهاية السنة الأولى (2026).",
    "ru": "Институт социального страхования открывает **единое место регистрации** работников и домохозяйств до конца года.",
}
TITLES = {
    "en": ("Decent work for domestic workers", "Island state", "What keeps domestic work outside the law"),
    "ar": ("العمل اللائق لعاملات المنازل", "دولة جزرية", "التحليل التشاركي للسياسات"),
    "ru": ("Достойный труд домашних работников", "Островное государство", "Партисипаторный анализ политики"),
}
TABLE = (
    "| Indicator | Source | Baseline | Date | Owner |\n|---|---|---|---|---|\n"
    "| Domestic workers with a written contract | Labour force survey | 11 % | 2025 | Statistics institute |\n"
    "| Registered with social security | Institute | 2,140 of about 9,000 | June 2026 | Social-security institute |\n"
    "| Inspections of households | Labour inspectorate | none, since the law does not allow them | 2025 | Inspectorate |"
)
LIST = "- one place of registration\n- one monthly contribution\n  1. paid by the first household\n  2. shared by the others\n- a voucher"
SECTIONS = [
    "Issue at stake and why now",
    "Participants and how they took part",
    "Policy landscape",
    "Stage of the policy cycle and entry points",
    "Evidence",
    "Areas of contention",
    "Challenges the dialogue will have to address",
    "Needs and priorities",
    "Policy indicators",
]


def content(language: str = "en", *, paragraphs: int = 4, sections: int = 9, **changes: Any) -> dict[str, Any]:
    """Return a frozen text with headings, lists, tables, sources, participants and an annex."""
    dialogue, country, title = TITLES[language]
    subject = freezing.Subject(dialogue, country, "Institute for Public Dialogue", "ppa", title, language)
    given: dict[str, Any] = {
        "version": 2,
        "frozen_at": datetime(2026, 6, 10, 14, 2, tzinfo=UTC),
        "summary": "\n\n".join([WORDS[language]] * 3 + [LIST] + [WORDS[language]]),
        "sections": [_section(language, number, paragraphs) for number in range(sections)],
        "sources": [
            freezing.Source("input-1", "Domestic workers’ association, testimony", "12 March 2026, given by telephone"),
            freezing.Source("input-2", "Labour force survey 2025", "National institute of statistics, table 14"),
            freezing.Source("law", "Labour code, article 286", "Official gazette, 2010"),
        ],
        "participants": [
            freezing.Participants(
                "civil_society", "Civil society", ["Domestic workers’ association", "Women’s network"]
            ),
            freezing.Participants("public_administration", "Public administration", ["Ministry of Labour"]),
            freezing.Participants("social_agents", "Social agents", ["Chamber of commerce", "Trade union federation"]),
        ],
        "annexes": [freezing.Annex("Minutes of the joint research", _paragraphs(language, "annex", 2))],
    }
    return freezing.build(subject, **{**given, **changes})


def _section(language: str, number: int, paragraphs: int) -> freezing.Section:
    texts = _paragraphs(language, f"s{number}", paragraphs)
    title = SECTIONS[number % len(SECTIONS)] if language == "en" else TITLES[language][2]
    return freezing.Section(
        f"s{number}", title, texts, {texts[1]["id"]: ["law", "input-2"], texts[0]["id"]: ["input-1"]}
    )


def _paragraphs(language: str, prefix: str, length: int) -> list[Paragraph]:
    texts = [f"{WORDS[language]} ({prefix}, {number})" for number in range(length)]
    texts[1:1] = ["# " + TITLES[language][0]]
    texts[3:3] = [TABLE] if language != "ar" else ["| المؤشر | المصدر |\n|---|---|\n| العقود | المسح 2025 |"]
    texts.append(LIST)
    return [Paragraph(id=f"p-{prefix}-{number}", text=text) for number, text in enumerate(texts)]


def context(language: str = "en", **changes: Any) -> dict[str, Any]:
    """Return what ``render`` takes for a final draft."""
    frozen = content(language, **changes)
    return {
        "content": frozen,
        "fingerprint": freezing.frozen_bytes(frozen)[1],
        "verify_url": "https://dialogue.example.org/verify/",
    }


def endorsed(language: str = "en", **changes: Any) -> dict[str, Any]:
    """Return what ``render`` takes for the endorsed rendition."""
    day = datetime(2026, 6, 28, tzinfo=UTC).date()
    entry = {"position": "endorse", "function": "Head delegate", "date": day, "channel": ""}
    return {
        **context(language, **changes),
        "endorsed_on": day,
        "counts": {"asked": 17, "answered": 11},
        "endorsements": [
            {
                "label": "Civil society",
                "entries": [
                    {**entry, "name": "Domestic workers’ association"},
                    {**entry, "name": "Women’s network", "position": "reserve"},
                ],
            },
            {
                "label": "Public administration",
                "entries": [
                    {
                        **entry,
                        "name": "Ministry of Labour",
                        "function": "Secretary General",
                        "channel": "By signed letter",
                    }
                ],
            },
        ],
        "reservations": [
            {
                "name": "Women’s network",
                "paragraph_id": "p-s2-0",
                "wording": "before the end of the second year",
                "reason": "The municipalities have no staff for it in the first year.",
                "status": "maintained",
            },
            {"name": "Chamber of commerce", "paragraph_id": "", "wording": "", "reason": "Costs.", "status": "open"},
        ],
        "audit": {"number": 412, "digest": "a3" * 32},
    }
