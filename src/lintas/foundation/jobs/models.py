"""Tables of the periodic jobs."""

from django.db import models


class PeriodicJob(models.Model):
    """
    When a job runs next and how it went last.

    ``lease_until`` is set while a worker is at it; ``last_error`` is the name of an exception's class.
    """

    name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    last_ok_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=100, blank=True)
