"""Prints: PDF from HTML in a sandbox, Word files, the bundled fonts and what they cover. Knows no object of any app."""

from .coverage import spelled_out, uncovered
from .engine import Printed, set_pdf
from .sandbox import PrintRefused, print_pdf, warm_up
from .word import WordFile
from .writing import has_tight_table, writing_of

__all__ = [
    "PrintRefused",
    "Printed",
    "WordFile",
    "has_tight_table",
    "print_pdf",
    "set_pdf",
    "spelled_out",
    "uncovered",
    "warm_up",
    "writing_of",
]
