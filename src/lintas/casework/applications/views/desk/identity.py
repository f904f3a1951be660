"""Who is to stand at the counter: what an officer compares with the face and the document of whoever came."""

from datetime import datetime
from functools import partial

from lintas.casework.applications import queries
from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import door
from lintas.directory.people import operations as people
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import Purpose


def whom(request: DeskRequest, case: queries.CaseInfo, *, purpose: Purpose, at: datetime) -> dict[str, str]:
    """Return name, masked NIK and masked birth date of the applicant; both looks are recorded with the purpose."""
    reader = door.reader_as(request, Role.COUNTER)
    look = partial(
        people.reveal_person, person_id=case.person_id, reader=reader, purpose=purpose, case_id=case.id, at=at
    )
    return look(fields=("full_name",)) | look(fields=("nik", "birth_date"), masked=True)
