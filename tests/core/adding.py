"""One of several processes that read a number and write it back, plus one; prints how often it could not."""

import sys

import django

django.setup()

from django.db import OperationalError, transaction  # noqa: E402

from inspired.core.models import ChainHead  # noqa: E402


def main(times: int) -> None:
    refused = 0
    for _time in range(times):
        try:
            with transaction.atomic():
                head = ChainHead.objects.select_for_update().get(scope="counted")
                head.number += 1
                head.save(update_fields=["number"])
        except OperationalError:
            refused += 1
    sys.stdout.write(str(refused))


main(int(sys.argv[1]))
