"""Freezes a document in a process of its own, as the web process does, and prints how many milliseconds it took."""

import os
import sys
import time

import django


def main(document_pk: str, stay: str) -> None:
    """Freeze what stands there now; stay for a while, so that the thread that sends may try."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "inspired.settings"
    django.setup()
    from dialogues.documents.models import Document
    from tests.documents import make as doc

    document = Document.objects.select_related("dialogue__host_organisation").get(pk=document_pk)
    begun = time.monotonic()
    doc.version(document)
    sys.stdout.write(f"{(time.monotonic() - begun) * 1000:.0f}\n")
    time.sleep(float(stay))


if __name__ == "__main__":
    main(*sys.argv[1:])
