"""What the gate puts on a request, for the types of views: ``request: DeskRequest`` or ``CaseRequest``."""

from django.http import HttpRequest

from lintas.directory.people.models import Account
from lintas.directory.people.queries import OfficerInfo, Reader
from lintas.directory.people.sessions import CaseAccess


class GatedRequest(HttpRequest):
    """Any request that came through the gate."""

    reader: Reader
    officer: OfficerInfo | None
    case: CaseAccess | None


class DeskRequest(HttpRequest):
    """A request of an officer, on a page declared for officers."""

    reader: Reader
    officer: OfficerInfo
    user: Account


class CaseRequest(HttpRequest):
    """A request of the person whose case it is, on a page declared for case holders."""

    reader: Reader
    case: CaseAccess
