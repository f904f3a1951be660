import logging
import sys

from django.conf import settings

from lintas.config.logs import Discreet


def line_of(failing) -> str:
    try:
        failing()
    except Exception:
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Gagal", None, sys.exc_info())
    return Discreet("%(message)s").format(record)


def test_a_trouble_is_told_by_class_and_places_and_never_by_what_was_typed():
    def parse():
        try:
            int("SITI CONTOH")
        except ValueError as failure:
            raise LookupError("9901015705900001") from failure

    told = line_of(parse)

    assert "LookupError" in told
    assert "ValueError" in told
    assert "test_logs.py" in told
    assert "SITI" not in told
    assert "9901015705900001" not in told


def test_every_line_of_the_house_is_written_so():
    formatters = {handler["formatter"] for handler in settings.LOGGING["handlers"].values()}

    assert {settings.LOGGING["formatters"][name]["()"] for name in formatters} == {"lintas.config.logs.Discreet"}
