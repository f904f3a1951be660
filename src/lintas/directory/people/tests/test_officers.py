"""Officers, their roles, their passwords and their demonstration."""

import stat
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from lintas.directory.offices import operations as offices
from lintas.directory.offices import queries as offices_queries
from lintas.directory.people import operations, queries, seeding
from lintas.directory.people.models import Account, Assignment, Officer
from lintas.directory.people.states import Role
from lintas.directory.people.tests.factories import AT, OFFICE, an_office, an_officer

TODAY = date(2026, 11, 24)
LONG = "empat kata tanpa hubungan"


def created(**changed):
    values = {"username": "loket.contoh", "password": LONG, "alias": "Petugas PYK-07", "staff_number": "7"}
    return operations.create_officer(**(values | changed), by="system:test", at=AT)


def assigned(officer_id, role="loket", office_id=OFFICE, **changed):
    an_office(office_id, code="PDG" if office_id == OFFICE else "BDL")
    values = {"role": role, "office_id": office_id, "from_on": TODAY, "by": "system:test", "at": AT}
    return operations.assign_role(officer_id=officer_id, **(values | changed))


def test_given_a_new_officer_then_nothing_may_be_done_before_a_role_is_given(db):
    officer_id = created()
    account = Account.objects.get()

    assert queries.officer(account.id, on=TODAY) is None
    assigned(officer_id)

    assert queries.officer(account.id, on=TODAY) == queries.OfficerInfo(
        id=officer_id, alias="Petugas PYK-07", roles=frozenset({"loket"}), office_id=OFFICE, point_id=None
    )
    assert queries.officer(account.id) is not None
    assert queries.officer(account.id, on=TODAY - timedelta(days=1)) is None


@pytest.mark.parametrize(
    "same", [{"username": "LOKET.contoh "}, {"alias": "Petugas PYK-07"}, {"staff_number": "7"}], ids=str
)
def test_given_a_name_in_use_then_no_second_officer_is_made(db, same):
    created()

    with pytest.raises(operations.NameTaken):
        created(**({"username": "b", "alias": "b", "staff_number": "b"} | same))

    assert (Account.objects.count(), Officer.objects.count()) == (1, 1)


@pytest.mark.parametrize("password", ["", "pendek", "x" * 201])
def test_given_a_weak_password_then_it_is_refused(db, password):
    with pytest.raises(operations.PasswordTooWeak):
        created(password=password)

    assert not Account.objects.exists()


def test_given_an_assignment_ends_then_the_role_holds_until_that_day(db):
    officer_id = created()
    assignment = assigned(officer_id)
    account = Account.objects.get()

    operations.end_assignment(assignment_id=assignment, to_on=TODAY, by="system:test", at=AT)

    assert queries.officer(account.id, on=TODAY) is not None
    assert queries.officer(account.id, on=TODAY + timedelta(days=1)) is None


def test_given_an_assignment_ends_before_it_began_then_it_never_was(db):
    assignment = assigned(created())

    operations.end_assignment(assignment_id=assignment, to_on=TODAY - timedelta(days=1), by="system:test", at=AT)

    assert not Assignment.objects.exists()


def test_given_a_role_elsewhere_then_it_has_to_end_first(db):
    officer_id = created()
    elsewhere = UUID(int=0xB2)
    first = assigned(officer_id)

    with pytest.raises(operations.ServesElsewhere):
        assigned(officer_id, "kasi", elsewhere)
    operations.end_assignment(assignment_id=first, to_on=TODAY, by="system:test", at=AT)
    assigned(officer_id, "kasi", elsewhere, from_on=TODAY + timedelta(days=1))

    tomorrow = queries.officer(Account.objects.get().id, on=TODAY + timedelta(days=1))
    assert (tomorrow.office_id, tomorrow.roles) == (elsewhere, frozenset({"kasi"}))


def test_given_roles_at_two_points_then_they_do_not_add_up(db):
    offices.load_offices()
    first, second = (point for point in offices_queries.points() if point.slug in ("lampung-tengah", "pesawaran"))
    assert first.office_id == second.office_id
    officer_id = created()
    there = {"office_id": first.office_id, "from_on": TODAY, "by": "system:test", "at": AT}
    operations.assign_role(officer_id=officer_id, role="loket", point_id=first.id, **there)

    with pytest.raises(operations.ServesElsewhere):
        operations.assign_role(officer_id=officer_id, role="adjudikator", point_id=second.id, **there)
    with pytest.raises(operations.ServesElsewhere):
        operations.assign_role(officer_id=officer_id, role="adjudikator", **there)

    Assignment.objects.create(
        officer_id=officer_id, role="adjudikator", office_id=first.office_id, point_id=second.id, from_on=TODAY,
        appointed_by="x", appointed_at=AT + timedelta(hours=1),
    )  # fmt: skip
    info = queries.officer(Account.objects.get().id, on=TODAY)
    assert (info.roles, info.point_id) == ({"adjudikator"}, second.id), "written past the operation: the latest counts"


def test_given_two_roles_then_both_hold_and_a_held_one_is_not_given_again(db):
    officer_id = created()
    assigned(officer_id)
    assigned(officer_id, "penyerah")

    with pytest.raises(operations.RoleHeld):
        assigned(officer_id)

    assert queries.officer(Account.objects.get().id, on=TODAY).roles == {"loket", "penyerah"}


def test_given_the_officer_asks_for_themselves_then_no_role_is_given(db):
    officer_id = created()

    with pytest.raises(operations.SelfAppointment):
        assigned(officer_id, by=f"officer:{officer_id}")
    with pytest.raises(operations.UnknownOfficer):
        assigned(uuid4())
    with pytest.raises(operations.UnknownOfficer):
        operations.end_assignment(assignment_id=uuid4(), to_on=TODAY, by="x", at=AT)
    with pytest.raises(operations.UnknownOfficer):
        operations.disable_officer(officer_id=uuid4(), by="x", at=AT)

    assert not Assignment.objects.exists()


def test_given_an_officer_is_disabled_then_nobody_is_behind_the_account(db):
    officer = an_officer()

    operations.disable_officer(officer_id=officer.id, by="system:test", at=AT)

    assert queries.officer(officer.account_id, on=TODAY) is None
    assert queries.officers_of(office_id=OFFICE, role="loket", on=TODAY) == ()


@pytest.mark.parametrize(
    "wrong", [{"role": "raja"}, {"to_on": date(2026, 11, 23)}, {"from_on": TODAY, "to_on": None}], ids=str
)
def test_the_database_itself_refuses_an_assignment_that_cannot_be(db, wrong):
    officer = an_officer()
    values = {
        "officer": officer,
        "role": "loket",
        "office_id": OFFICE,
        "from_on": TODAY,
        "appointed_by": "x",
        "appointed_at": AT,
    }

    with pytest.raises(IntegrityError):
        Assignment.objects.create(**(values | wrong))


class TestTheDemonstration:
    def test_has_every_role_at_every_point_and_pairs_for_four_eyes(self, db, tmp_path):
        offices.load_offices()
        path = tmp_path / "demo-signins.txt"

        made = seeding.seed_officers(path=path, at=AT)

        assert made == 5 * (9 + 3)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        for point in offices_queries.points():
            found = [row.role for row in Assignment.objects.filter(point_id=point.id, office_id=point.office_id)]
            assert {role: found.count(role) for role in Role.values} == dict.fromkeys(Role.values, 1) | {
                "loket": 2,
                "pewawancara": 2,
                "adjudikator": 2,
            }

    def test_lets_one_sign_in_with_what_the_file_says(self, db, tmp_path):
        offices.load_offices()
        path = tmp_path / "demo-signins.txt"
        seeding.seed_officers(path=path, at=AT)

        lines = [line.split("\t") for line in path.read_text().splitlines()[1:]]
        passwords = {username: password for _slug, _role, username, password in lines}

        assert "adjudikator2.bengkulu-selatan" in passwords
        proved = operations.prove(username="loket.payakumbuh", password=passwords["loket.payakumbuh"])
        account = operations.sign_in(account=proved, at=AT)
        info = queries.officer(account.id, on=TODAY)
        assert (info.alias, info.roles) == ("Petugas PYK-01", frozenset({"loket"}))
        assert info.point_id == offices_queries.point(slug="payakumbuh").id

    def test_makes_nobody_twice(self, db, tmp_path):
        offices.load_offices()
        path = tmp_path / "demo-signins.txt"
        seeding.seed_officers(path=path, at=AT)
        before = path.read_text()

        assert seeding.seed_officers(path=path, at=AT) == 0

        assert path.read_text() == before
        assert Account.objects.count() == 60

    def test_exists_in_a_demonstration_only(self, db, settings):
        settings.DEMONSTRATION = False

        with pytest.raises(CommandError, match="production"):
            call_command("seed_officers")

        assert not Account.objects.exists()
