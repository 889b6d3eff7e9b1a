"""Characters that would print as boxes are named before freezing."""

import json

from fontTools.ttLib import TTFont

from inspired.core.printing import coverage
from inspired.core.printing.engine import FONTS

ALPHABETS = {
    "English and French": "“It’s”, « ça » – œuvre ÀÉÊÎÔÙ ñ ß €",
    "Polish, Czech, Turkish, Romanian, Vietnamese": "ąćęłńóśźż čďěňřšťůž ğışİ ășțâî ạảấầẩẫậ",
    "Cape Verdean and Portuguese": "ãõ àéç Ñh kriolu ºª",
    "Russian, Ukrainian, Kyrgyz, Tajik": "ёЁъ іїєґ өүң ҷӣқғӯҳ ₽₴",
    "Greek": "άέήίόύώ Ω ς",
    "Arabic, Persian, Kurdish": "ابتثجحخ ءآأإؤئ ةى لا ٠١٢٣ ،؛؟ پچژگک ۴ ڕڵێۆ \u200c\u200f َُِّ",
    "Armenian": "ԱԲԳաբգև՛՜՞։ ֏",
    "Georgian": "აბგდევზ ႠႡ ჰ₾",
    "Signs": "≤ ≥ ± × − → ← ↑ ✓ ☐ ☑ ☒ • … ‰ № § ° ½ m² CO₂ \u00a0\u202f\u00ad",
}


def test_every_alphabet_that_is_promised_is_covered() -> None:
    missing = {name: coverage.uncovered([text]) for name, text in ALPHABETS.items()}
    assert {name: chars for name, chars in missing.items() if chars} == {}


def test_what_cannot_be_printed_is_named_and_counted() -> None:
    assert coverage.uncovered(["日本 日 \U0001f600", "plain", "\ue000"]) == [
        ("日", "CJK UNIFIED IDEOGRAPH-65E5 (U+65E5)", 2),
        ("本", "CJK UNIFIED IDEOGRAPH-672C (U+672C)", 1),
        ("\ue000", "U+E000", 1),
        ("\U0001f600", "GRINNING FACE (U+1F600)", 1),
    ]


def test_the_list_says_what_the_fonts_have() -> None:
    runs = json.loads((FONTS / "coverage.json").read_text())
    listed = {code for first, last in runs for code in range(first, last + 1)}
    fonts = {path.stem: set(TTFont(path).getBestCmap()) for path in FONTS.glob("*.ttf")}
    assert listed <= set().union(*fonts.values())
    for family in ("NotoSerif", "NotoSerifArmenian", "NotoSerifGeorgian", "NotoNaskhArabic"):
        assert fonts[f"{family}-Regular"] & fonts[f"{family}-Bold"] <= listed | {0xFEFF}


def test_the_fonts_are_small_and_free() -> None:
    assert sum(path.stat().st_size for path in FONTS.glob("*.ttf")) < 2_500_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text()
