"""What every table of facts carries: how sure we are, and from where we know."""

from django.db import models

from lintas.directory.offices.states import Confidence


class Fact(models.Model):
    """A row whose truth has a label and a source."""

    confidence = models.CharField(max_length=1, choices=Confidence)
    source = models.CharField(max_length=200)

    class Meta:
        abstract = True
