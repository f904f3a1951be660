"""The console of a counter, by its pages."""

from uuid import uuid4

import pytest

from lintas.directory.offices import queries as offices
from lintas.foundation.idempotency.door import fresh_key
from lintas.foundation.ledger.models import Entry
from lintas.foundation.outbox.models import Event
from lintas.visit.queueing import operations, queries
from lintas.visit.queueing.models import CounterSession, Ticket
from lintas.visit.queueing.tests.pages import NOW, act, at_minute, counter_of, issue, press, sign_in, sit, text_of


def test_the_console_is_for_officers(client, payakumbuh):
    answer = client.get("/petugas/loket/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/petugas/masuk/")


def test_an_officer_serves_a_visitor_from_call_to_the_next_station(client, payakumbuh):
    ticket = issue(payakumbuh)
    sign_in(client, payakumbuh)
    assert "Buka Loket 1" in text_of(client.get("/petugas/loket/"))

    assert "Panggil berikutnya" in text_of(sit(client, payakumbuh))
    called = text_of(act(client, "call"))
    assert "Mengapa nomor ini?" in called
    assert "nomor ini paling depan" in called
    assert "Dipanggil 1 dari 3 kali" in called
    assert "Tidak datang" not in called
    assert "Dilayani sejak 09.00" in text_of(act(client, "arrive", ticket))
    assert "Loket kosong" in text_of(act(client, "transfer:photo", ticket))

    assert queries.ticket(ticket.id).state == "transferred"
    assert queries.ticket(ticket.id).station == "photo"


def test_a_missed_visitor_comes_back_from_the_console(client, payakumbuh, monkeypatch):
    ticket = issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    for minute, name in enumerate(("call", "recall", "recall")):
        at_minute(monkeypatch, minute)
        page = act(client, name, ticket)
    assert "Panggil ulang" not in text_of(page)

    at_minute(monkeypatch, 3)
    assert "Terlewat, boleh kembali" in text_of(act(client, "miss", ticket))
    act(client, "come_back", ticket)

    assert queries.ticket(ticket.id).state == "waiting"


def test_after_the_last_call_the_officer_is_asked_to_walk_over_and_it_is_written_down(client, payakumbuh, monkeypatch):
    ticket = issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    for minute, name in enumerate(("call", "recall")):
        at_minute(monkeypatch, minute)
        page = text_of(act(client, name, ticket))
        assert "Hampiri ruang tunggu" not in page
        assert "Sudah saya hampiri" not in page

    at_minute(monkeypatch, 2)
    assert "Hampiri ruang tunggu" in text_of(act(client, "recall", ticket))
    page = text_of(act(client, "approach", ticket))

    assert "Anda sudah menghampiri pukul 09.02" in page
    assert "Hampiri ruang tunggu" not in page
    assert [line.kind for line in queries.journal(ticket.id)] == ["issue", "call", "recall", "recall", "approach"]
    assert queries.ticket(ticket.id).state == "called"
    written = Event.objects.get(name="queueing.ticket_approached")
    assert written.subject == ticket.subject
    assert Entry.objects.filter(act="queueing.ticket_approached", subject=ticket.subject).count() == 1
    assert "Dilayani sejak 09.02" in text_of(act(client, "arrive", ticket))


def test_who_was_called_gets_time_to_come_and_the_page_says_until_when(client, payakumbuh, monkeypatch):
    ticket = issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    assert "Bisa dipanggil ulang mulai 09.01" in text_of(act(client, "call", ticket))

    at_minute(monkeypatch, 0, second=20)
    hurried = act(client, "recall", ticket)

    assert hurried.status_code == 409
    assert "langkah ini bisa 40 detik lagi" in text_of(hurried)
    assert 'data-until="40"' in text_of(hurried)
    for minute in (1, 2):
        at_minute(monkeypatch, minute)
        page = text_of(act(client, "recall", ticket))
    assert "Bisa dicatat tidak datang mulai 09.03" in page
    assert act(client, "miss", ticket).status_code == 409
    assert "mulai 09.03" not in text_of(act(client, "approach", ticket))
    assert "Terlewat, boleh kembali" in text_of(act(client, "miss", ticket))


def test_a_visitor_who_has_come_is_not_walked_over_to(client, payakumbuh):
    ticket = issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    act(client, "call", ticket)
    act(client, "arrive", ticket)

    answer = act(client, "approach", ticket)

    assert answer.status_code == 409
    assert [line.kind for line in queries.journal(ticket.id)] == ["issue", "call", "arrive"]


def test_a_refusal_stands_above_the_counter_and_changes_nothing(client, payakumbuh):
    ticket = issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    act(client, "call")

    answer = act(client, "miss", ticket)

    assert answer.status_code == 409
    assert "baru dipanggil 1 dari 3 kali" in text_of(answer)
    assert queries.ticket(ticket.id).state == "called"


def test_an_empty_line_is_said_so(client, payakumbuh):
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)

    answer = act(client, "call")

    assert answer.status_code == 409
    assert "Tidak ada yang menunggu di sini" in text_of(answer)


def test_a_double_click_calls_one_visitor(client, payakumbuh):
    issue(payakumbuh)
    issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    form = {"act": "call", "once": fresh_key()}

    answers = [client.post("/petugas/loket/kerjakan/", form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Ticket.objects.filter(state="called").count() == 1


@pytest.mark.parametrize("name", ["explode", "transfer:moon", "cancel", "recall"])
def test_a_form_that_makes_no_sense_is_refused(client, payakumbuh, name):
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)

    answer = act(client, name)

    assert answer.status_code == 404
    assert "Muat ulang halaman ini" in text_of(answer)


def test_an_officer_cannot_touch_the_visitor_of_another_counter(client, payakumbuh):
    other = counter_of(payakumbuh, 2)
    ticket = issue(payakumbuh, station=str(other.station))
    operations.open_counter(point_id=payakumbuh.id, counter_id=other.id, officer_id=uuid4(), at=NOW)
    operations.call_next(counter_id=other.id, by="officer:x", at=NOW)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)

    answer = act(client, "arrive", ticket)

    assert answer.status_code == 409
    assert queries.ticket(ticket.id).state == "called"


def test_an_officer_sits_only_at_counters_of_their_own_office(client, payakumbuh):
    sign_in(client, payakumbuh, whole_office=True)
    elsewhere = offices.point(slug="pesawaran")

    answer = sit(client, elsewhere)

    assert answer.status_code == 404
    assert not CounterSession.objects.exists()


def test_a_counter_is_closed_and_another_opened(client, payakumbuh):
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    assert press(client, "/petugas/loket/tutup/").status_code == 200

    assert "Loket 2" in text_of(sit(client, payakumbuh, 2))
    assert CounterSession.objects.filter(closed_at__isnull=True).count() == 1


def test_the_line_renews_itself_without_the_rest(client, payakumbuh):
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    issue(payakumbuh)

    part = text_of(client.get("/petugas/loket/antrean/"))

    assert "A 001" in part
    assert "<html" not in part
    assert part.count(f'data-live="desk:{payakumbuh.id}"') == 1


def test_an_officer_parks_a_number_and_lets_it_wait_again(client, payakumbuh):
    ticket = issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    act(client, "call")
    act(client, "arrive", ticket)

    page = text_of(act(client, "park", ticket))

    assert "Ditunda, tempatnya dijaga" in page
    assert "Loket kosong" in page
    assert "Nomor Anda ditunda sebentar" in text_of(client.get(f"/antrean/{ticket.id}/"))
    act(client, "unpark", ticket)
    assert Ticket.objects.get().state == "waiting"


def test_the_last_act_is_named_on_the_button_that_takes_it_back(client, payakumbuh):
    issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    assert "Batalkan “" not in text_of(client.get("/petugas/loket/"))
    assert "Batalkan “Panggil” A 001" in text_of(act(client, "call"))

    page = text_of(press(client, "/petugas/loket/batalkan/"))

    assert "Panggil berikutnya" in page
    assert "Batalkan “" not in page, "what was taken back is not taken back again"
    assert Ticket.objects.get().state == "waiting"


def test_a_call_out_of_turn_needs_a_reason_and_stands_on_the_page_of_the_day(client, payakumbuh):
    issue(payakumbuh)
    late = issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)

    refused = press(client, "/petugas/loket/luar-giliran/", ticket=late.id)
    assert refused.status_code == 422
    assert "Pilih alasan memanggil di luar giliran." in text_of(refused)
    assert "A 002" in text_of(press(client, "/petugas/loket/luar-giliran/", ticket=late.id, reason="urgent"))

    day = text_of(client.get("/antrean/urutan/payakumbuh/"))
    assert "1 panggilan di luar giliran, dengan alasan" in day
    assert "di luar giliran: keadaan mendesak" in day
    assert "tidak sesuai urutan" not in day


def test_a_call_out_of_turn_without_a_reason_keeps_the_chosen_number(client, payakumbuh):
    issue(payakumbuh)
    late = issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)

    page = text_of(press(client, "/petugas/loket/luar-giliran/", ticket=late.id))

    assert f'<option value="{late.id}" selected>' in page
    assert "<title>Kesalahan: Loket 1" in page
    assert '<a href="#luar-reason_0">Pilih alasan memanggil di luar giliran.' in page
    assert 'id="luar-reason-error"' in page
    assert '<details class="details" open> <summary>Panggil di luar giliran' in page
    assert Ticket.objects.filter(state="waiting").count() == 2


def test_a_number_that_is_no_longer_waiting_is_said_beside_it_and_the_reason_stays(client, payakumbuh):
    gone = issue(payakumbuh)
    issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    operations.park(ticket_id=gone.id, by="officer:x", at=NOW)

    answer = press(client, "/petugas/loket/luar-giliran/", ticket=gone.id, reason="last_ride")

    page = text_of(answer)
    assert answer.status_code == 409
    assert '<a href="#luar-ticket">Nomor itu tidak sedang menunggu di bagian ini.' in page
    assert 'value="last_ride" checked' in page


def test_when_nobody_waits_any_more_the_refusal_stands_above_the_counter(client, payakumbuh):
    gone = issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    operations.park(ticket_id=gone.id, by="officer:x", at=NOW)

    page = text_of(press(client, "/petugas/loket/luar-giliran/", ticket=gone.id, reason="urgent"))

    assert "Nomor itu tidak sedang menunggu di bagian ini." in page
    assert "#luar-ticket" not in page


def test_a_break_without_a_reason_keeps_its_length(client, payakumbuh):
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)

    page = text_of(press(client, "/petugas/loket/jeda/", minutes=30))

    assert '<option value="30" selected>' in page
    assert '<a href="#jeda-reason_0">Pilih alasannya.' in page
    assert "<title>Kesalahan: Loket 1" in page


def test_a_counter_that_rests_says_so_on_the_board(client, payakumbuh):
    issue(payakumbuh)
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)

    page = text_of(press(client, "/petugas/loket/jeda/", reason="rest", minutes=15))

    sign = "Loket 1 jeda: istirahat. Kembali sekitar pukul 09.15."
    assert sign in page
    assert "Panggil berikutnya" not in page
    assert sign in text_of(client.get("/papan/payakumbuh/aula/isi/"))
    assert sign not in text_of(client.get("/papan/payakumbuh/foto/isi/")), "another station's screen"
    assert "sedang jeda" in text_of(act(client, "call"))
    press(client, "/petugas/loket/jeda/selesai/")
    assert sign not in text_of(client.get("/papan/payakumbuh/aula/isi/"))


@pytest.mark.parametrize("fields", [{}, {"reason": "holiday", "minutes": 15}, {"reason": "rest", "minutes": 7}])
def test_a_break_that_is_not_offered_is_refused(client, payakumbuh, fields):
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)

    assert press(client, "/petugas/loket/jeda/", **fields).status_code == 422
