import pytest
from django.utils.translation import override

from lintas.foundation.words import Bilingual

WORD = Bilingual(id="permohonan", en="application")


@pytest.mark.parametrize(("language", "shown"), [("id", "permohonan"), ("en", "application"), ("en-gb", "application")])
def test_a_text_is_shown_in_the_language_of_the_page(language, shown):
    with override(language):
        assert str(WORD) == shown


def test_when_in_doubt_it_is_indonesian():
    with override(None):
        assert str(WORD) == "permohonan"
    with override("en"):
        assert str(Bilingual(id="loket", en="")) == "loket"
