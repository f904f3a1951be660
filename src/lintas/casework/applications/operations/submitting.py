"""From draft to a case: a place is kept, everything is there, the person declares it true (P01)."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import queries, rules, states
from lintas.casework.applications.models import Application, Item
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.billing import bill
from lintas.casework.documents import queries as documents
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons
from lintas.directory.people.queries import Reader
from lintas.foundation.errors import DomainError
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.draws import queries as draws

IDENTITY = frozenset({"nik", "full_name", "birth_date", "birth_place", "sex"})
"""Without these nobody could be checked, nor a second case of the same person be noticed."""


class AnswerMissing(DomainError):
    """The policy asks something that has not been answered."""

    code = "applications.answer_missing"
    text = _("Masih ada pertanyaan yang belum dijawab. Jawab dahulu, lalu kirim.")
    status = 422


class IdentityMissing(DomainError):
    """The person has not said who the applicant is."""

    code = "applications.identity_missing"
    text = _("Data diri pemohon belum lengkap. Isi langkah data diri dahulu, lalu kirim.")
    status = 422


class PapersMissing(DomainError):
    """A paper that the policy requires is not there."""

    code = "applications.papers_missing"
    text = _("Masih ada berkas yang belum diunggah: %(papers)s. Unggah dahulu, lalu kirim.")
    status = 422


class PlaceMissing(DomainError):
    """No place is held."""

    code = "applications.place_missing"
    text = _(
        "Jadwal belum dipilih, atau waktu untuk jadwal tadi sudah lewat. Pilih jadwal lagi; isian lain tetap aman."
    )


class PlaceIsAnothers(DomainError):
    """The place was won in a draw by another identity."""

    code = "applications.place_is_anothers"
    text = _(
        "Tempat ini dimenangkan dalam undian oleh orang dengan NIK lain dan hanya berlaku untuk orang itu. Kembalikan "
        "data diri yang terdaftar dalam undian, atau pilih jadwal lain."
    )


class DeclarationMissing(DomainError):
    """The person has not declared the statements true."""

    code = "applications.declaration_missing"
    text = _("Centang pernyataan bahwa data yang Anda isi benar, lalu kirim.")
    status = 422


class WrongAge(DomainError):
    """The service is for another age."""

    code = "applications.wrong_age"
    text = _(
        "Layanan ini tidak sesuai dengan usia pemohon. Untuk usia di bawah 17 tahun dan belum menikah pilih "
        "layanan paspor anak; selain itu pilih layanan paspor dewasa."
    )
    status = 422


class AlreadyActive(DomainError):
    """The person has another running case of the passport process."""

    code = "applications.already_active"
    text = _(
        "Untuk NIK ini sudah ada permohonan paspor yang masih berjalan. Lanjutkan permohonan itu lewat Cek status, "
        "atau batalkan dahulu di kantor. Draf ini tetap tersimpan."
    )


class PolicyChanged(DomainError):
    """A newer policy took effect while the draft was being filled."""

    code = "applications.policy_changed"
    text = _(
        "Aturan layanan ini berubah sejak Anda mulai mengisi. Daftar berkas dan biaya sudah kami sesuaikan; isian Anda "
        "tetap tersimpan. Periksa kembali, lalu kirim."
    )


@transaction.atomic
def choose_place(*, application_id: UUID, slot_id: UUID, by: str, at: datetime) -> None:
    """
    Keep the slot for the person while the form is finished; a place kept before moves with it.

    :raises SlotFull: the last place has just gone.
    :raises NoSuchSlot, OtherPoint, OtherClass: the slot is not one of those offered for this case.
    """
    application = moving.locked(application_id)
    if application.state not in states.EDITABLE:
        raise states.ActionNotAllowed(state=states.State(application.state).label)
    _refuse_other_slot(application, slot_id)
    places.hold_place(
        slot_id=slot_id,
        subject=application.id,
        person_id=application.person_id,
        service_key=application.process,
        until=at + moving.duration(application, "slot_hold", at),
        by=by,
        at=at,
    )


def _refuse_other_slot(application: Application, slot_id: UUID) -> None:
    """Keep places of other points, and those set apart for other classes, out of reach."""
    slot = appointments.slot(slot_id)
    if slot is None:
        raise places.NoSuchSlot
    if slot.point_id != application.point_id:
        raise places.OtherPoint
    if slot.service_class != application.queue_class:
        raise places.OtherClass


def submit(*, application_id: UUID, declaration: bool, reader: Reader, by: str, at: datetime) -> None:
    """
    Hand in the draft: keep the place until the payment is due and ask for a billing code (P01).

    :raises PolicyChanged: a newer version is in force; `adopt_policy` brings the draft onto it.
    :raises AnswerMissing, IdentityMissing, PapersMissing, PlaceMissing, DeclarationMissing, WrongAge: what is still to be done.
    :raises AlreadyActive: the person has another running case. :raises PlaceIsAnothers: it was won for somebody else.
    """
    try:
        with transaction.atomic():
            _submit(application_id, declaration=declaration, reader=reader, by=by, at=at)
    except IntegrityError as conflict:
        if one_active(conflict):
            raise AlreadyActive from None
        raise


def _submit(application_id: UUID, *, declaration: bool, reader: Reader, by: str, at: datetime) -> None:
    application = moving.locked(application_id)
    states.transition(states.State(application.state), states.Action.SUBMIT)
    today = moving.local_day(application, at)
    policy = catalogue.policy_in_force(service_key=application.service_key, on=today)
    if policy.id != application.policy_id:
        raise PolicyChanged
    if not declaration:
        raise DeclarationMissing
    identity_known(application)
    answers = queries.answers(application.id, reader=reader, at=at)
    _papers_complete(application, policy, answers)
    _age_fits(application, policy, answers, reader=reader, today=today, at=at)
    appointment = appointments.appointment_of(application.id)
    if appointment is None or application.point_id != appointment.point_id:
        raise PlaceMissing

    identity = persons.person(application.person_id).nik_index
    if draws.won_by_another(application.person_id, slot_id=appointment.slot_id, identity=identity):
        raise PlaceIsAnothers

    time_to_pay = moving.duration(application, "billing_expiry_mpaspor", at)
    grace = moving.duration(application, "slot_hold", at)
    places.prolong_hold(subject=application.id, until=at + time_to_pay + grace, by=by, at=at)
    application.nik_index = identity
    application.submitted_at = at
    moving.advance(application, states.Action.SUBMIT, by=by, at=at, respond_by=at + time_to_pay)
    bill(application, policy, answers, expires_in=time_to_pay, today=today, by=by, at=at)


def identity_known(application: Application) -> None:
    """Pass a case whose applicant can be told apart and checked. :raises IdentityMissing: a value is not there."""
    if not persons.person(application.person_id).has >= IDENTITY:
        raise IdentityMissing


def one_active(conflict: IntegrityError) -> bool:
    """Say whether the database refused a second running case of one person."""
    return "one_active" in str(conflict) or "nik_index" in str(conflict)


def _papers_complete(application: Application, policy, answers) -> None:
    papers = {paper.requirement: paper for paper in documents.papers(application.id)}
    verdict = policy.verdict(answers, {key: paper.document for key, paper in papers.items()})
    if verdict.unanswered:
        raise AnswerMissing
    if verdict.missing:
        names = ", ".join(str(need.name) for need in verdict.missing)
        raise PapersMissing(papers=names)
    for item in application.items.all():
        paper = papers[item.key]
        item.document, item.content_hash, item.state = paper.document, paper.content_hash, Item.State.GIVEN
        item.save()


def _age_fits(application: Application, policy, answers, *, reader: Reader, today: date, at: datetime) -> None:
    known = people.reveal_person(
        person_id=application.person_id,
        fields=("birth_date",),
        reader=reader,
        purpose="own_data",
        case_id=application.id,
        at=at,
    )
    born = date.fromisoformat(known["birth_date"])
    married = answers.get("married") == "yes"
    if not rules.age_fits(for_child=policy.holder == "child", born=born, on=today, married=married):
        raise WrongAge
