"""The page on which a person reads who looked."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from lintas.directory.offices import operations as offices
from lintas.directory.offices import queries as offices_queries
from lintas.directory.people import operations, queries
from lintas.directory.people.models import Doubt
from lintas.directory.people.tests.factories import AT, a_person, a_reader, themselves
from lintas.foundation.outbox.models import Event

pytestmark = pytest.mark.urls("lintas.directory.people.tests.urls_for_looks")

ADDRESS = "/permohonan/PYK-7K3M-Q2XD/siapa-melihat/"
CASE = UUID(int=0xCA5E)


@pytest.fixture
def person_id(db, client):
    person_id = a_person()
    client.get(f"/masuk/PYK-7K3M-Q2XD/{person_id}/")
    return person_id


def look(person_id, reader=None, *, at=AT, purpose="document_check", case_id=CASE, fields=("full_name", "nik"), **more):
    operations.reveal_person(
        person_id=person_id,
        fields=fields,
        reader=reader or a_reader(),
        purpose=purpose,
        case_id=case_id,
        at=at,
        **more,
    )


def text_of(reply):
    return " ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split())


def test_given_somebody_looked_then_the_person_reads_who_when_what_and_why(person_id, client):
    offices.load_offices()
    point = offices_queries.point(slug="payakumbuh")
    look(person_id, a_reader(office_id=point.office_id))

    text = text_of(client.get(ADDRESS))

    assert "Selasa, 24 November 2026, 09.00 WIB" in text
    assert "Petugas CONTOH-01 (petugas loket)" in text
    assert point.office_name in text
    assert "nama lengkap, NIK" in text
    assert "memeriksa berkas" in text
    assert "SITI" not in text
    assert "9999" not in text


def test_given_a_masked_look_the_system_another_case_and_another_rooms_field_then_each_is_in_plain_words(
    person_id, client
):
    look(person_id, masked=True)
    look(person_id, queries.Reader("system", "messaging", "sistem", None, "worker"), purpose="notify", case_id=None)
    look(person_id, a_reader("kasi"), purpose="supervise", case_id=uuid4(), fields=("phone",))

    text = text_of(client.get(ADDRESS))

    assert "nama lengkap, NIK (sebagian disamarkan)" in text
    assert "Sistem Lintas, tanpa petugas" in text
    assert "mengawasi pekerjaan kantor, pada permohonan lain yang terkait" in text


def test_given_own_looks_then_they_are_folded_into_one_line(person_id, client):
    for minute in range(3):
        look(
            person_id,
            themselves(person_id),
            purpose="own_data",
            case_id=None,
            at=AT + timedelta(minutes=minute),
        )

    text = text_of(client.get(ADDRESS))

    assert "Belum ada yang membuka data Anda" in text
    assert "Anda membuka data Anda sendiri 3 kali, terakhir Selasa, 24 November 2026, 09.02 WIB." in text


def test_given_many_looks_then_older_ones_are_on_the_next_page_in_as_many_queries(
    person_id, client, django_assert_num_queries
):
    for minute in range(32):
        look(person_id, at=AT + timedelta(minutes=minute))
    offices_queries.points()  # is remembered

    # the session; whether its code still opens the case; the looks of others; the sum of the own
    with django_assert_num_queries(4):
        page = client.get(ADDRESS)
    older = re.search(r'href="([^"]+sebelum=[^"]+)"', page.content.decode())[1]
    last = client.get(older).content.decode()

    assert page.content.decode().count('id="catatan-') == 30
    assert last.count('id="catatan-') == 2
    assert "sebelum=" not in last


def test_given_looks_at_somebody_else_then_they_are_not_shown(person_id, client):
    look(a_person())

    assert "Belum ada yang membuka data Anda" in text_of(client.get(ADDRESS))


def doubt(client, record):
    page = client.get(ADDRESS).content.decode()
    once = re.findall(r'name="once" value="([^"]+)"', page)
    return client.post(ADDRESS, {"once": once[0] if once else str(uuid4()), "record": str(record)})


def test_given_the_person_doubts_a_look_then_it_is_noted_once_and_told(person_id, client):
    look(person_id)
    [record] = queries.access_list(person_id)

    reply = doubt(client, record.id)
    page = text_of(client.get(reply.url))
    operations.doubt_access(record_id=record.id, person_id=person_id, at=AT)

    assert reply.status_code == 302
    assert "Laporan Anda sudah tercatat" in page
    assert "Sudah Anda laporkan: tidak terkait urusan Anda" in page
    assert "Laporkan: tidak terkait urusan saya" not in page
    assert Doubt.objects.get().record_id == record.id
    event = Event.objects.get(name="people.access_doubted")
    assert (event.subject, event.body["record_id"]) == (person_id, str(record.id))


@pytest.mark.parametrize("record", ["", "x", "1' OR 1=1", "01900000-0000-7000-8000-000000000001"])
def test_given_a_record_that_is_not_in_the_list_then_it_is_refused_in_words(person_id, client, record):
    look(person_id)

    reply = doubt(client, record)

    assert reply.status_code == 404
    assert "Catatan ini tidak ada dalam daftar Anda" in text_of(reply)
    assert not Doubt.objects.exists()


def test_given_the_record_is_another_persons_or_an_own_look_then_it_is_refused(person_id, client):
    other = a_person()
    look(other)
    look(person_id, themselves(person_id), purpose="own_data", case_id=None)

    for record in (*queries.access_list(other), *queries.access_list(person_id)):
        assert doubt(client, record.id).status_code == 404

    assert not Doubt.objects.exists()


@pytest.mark.parametrize("text", ["x", "0", "'", "01900000-0000-7000-8000-000000000001"])
def test_given_a_page_that_never_was_then_the_list_is_shown_all_the_same(person_id, client, text):
    assert client.get(ADDRESS, {"sebelum": text, "dicatat": text}).status_code == 200


def test_given_nobody_who_opened_the_case_then_the_page_stays_closed(db, client):
    assert client.get(ADDRESS).status_code in {302, 403}
