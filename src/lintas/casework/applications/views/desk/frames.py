"""The bar of every page of the desk."""

from datetime import datetime

from lintas.casework.applications.presenters import desk_frame
from lintas.casework.applications.views.desk import door
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people.requests import DeskRequest


def frame(request: DeskRequest, point: PointInfo, *, at: datetime) -> desk_frame.Frame:
    """Return the bar for the officer who asks."""
    points = door.points_of(request)
    return desk_frame.frame(request.officer, point, points, here=request.path, at=at)
