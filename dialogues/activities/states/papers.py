"""Which papers are printed before a meeting, and what may stand in the columns of a sign-in sheet."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PaperKind(models.TextChoices):
    """The papers of a meeting."""

    SIGN_IN = "sign_in", _("Sign-in sheet")
    NAMELESS = "nameless", _("Sign-in sheet without names")
    AGENDA = "agenda", pgettext_lazy("paper", "Agenda")
    PLATES = "plates", _("Name plates")
    ALLOWANCES = "allowances", _("Per diem and transport list")
    NEEDS = "needs", _("Needs list")


SPREADSHEETS = frozenset({PaperKind.ALLOWANCES, PaperKind.NEEDS})
WIDE = frozenset({PaperKind.ALLOWANCES, PaperKind.SIGN_IN, PaperKind.NEEDS})


class SignInColumn(models.TextChoices):
    """What may stand in a column of the sign-in sheet; the last ones are left blank to be written in."""

    ORGANISATION = "organisation", _("Organisation")
    CATEGORY = "category", _("Category")
    NAME = "name", _("Name")
    FUNCTION = "function", pgettext_lazy("on a sheet", "Function")
    GENDER = "gender", _("Gender")
    REGION = "region", _("Region")
    EMAIL = "email", pgettext_lazy("on a sheet", "E-mail address")
    PHONE = "phone", pgettext_lazy("on a sheet", "Telephone")
    ARRIVED = "arrived", pgettext_lazy("on a sheet", "Arrived at")
    SIGNATURE = "signature", _("Signature")


BLANK = frozenset(
    {
        SignInColumn.FUNCTION,
        SignInColumn.GENDER,
        SignInColumn.REGION,
        SignInColumn.EMAIL,
        SignInColumn.PHONE,
        SignInColumn.ARRIVED,
        SignInColumn.SIGNATURE,
    }
)
USUAL_COLUMNS = (SignInColumn.ORGANISATION, SignInColumn.NAME, SignInColumn.SIGNATURE)
