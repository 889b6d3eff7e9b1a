"""The languages people write in, and among them those in which the pages themselves are there."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

LOCALE = Path(__file__).resolve().parent.parent / "locale"

CONTENT_LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("pt", _("Portuguese")),
    ("ar", _("Arabic")),
    ("ru", _("Russian")),
]
LANGUAGES = [
    (code, name)
    for code, name in CONTENT_LANGUAGES
    if code == "en" or (LOCALE / code / "LC_MESSAGES" / "django.po").exists()
]
