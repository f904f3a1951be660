"""What is read on the pages."""

import pytest

from simulators.population import words
from simulators.population.pages import Missing
from simulators.population.reader import read

TICKET = """<!doctype html><title>B 001</title><p class="ticket__number">B 001</p>
<dl><dt>Kode lanjutan</dt><dd>7K3M-Q2XD-9RTA</dd></dl>
<a href="/petugas/kedatangan/">Selesai</a><a href="/petugas/kasus/PYKH-7K3M-Q2XD/">Buka</a>"""


def test_the_ticket_of_a_case_that_began_at_the_counter_tells_number_and_code():
    page = read(TICKET, address="/petugas/kedatangan/tanpa-jadwal/", status=200)

    assert words.reference_at_the_desk(page) == "PYKH-7K3M-Q2XD"
    assert words.resume_code(page, beside="PYKH-7K3M-Q2XD") == "7K3M-Q2XD-9RTA"


def test_a_page_of_the_desk_that_leads_to_no_case_is_named():
    with pytest.raises(Missing):
        words.reference_at_the_desk(read("<a href='/petugas/'>Meja</a>", address="/petugas/kedatangan/", status=200))
