"""Bills, their codes, the money that arrived, and the notices that told of it."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from lintas.exchange.payments.states import APPLIED, STILL_OWED, BillState, CodeState, MoneyState
from lintas.foundation.ids import new_id


class BillQuerySet(models.QuerySet):
    """Bills."""

    def still_owed(self) -> "BillQuerySet":
        """Bills that wait for their code or for money."""
        return self.filter(state__in=STILL_OWED)


class Bill(models.Model):
    """What a case owes: lines of fees, a total in rupiah, and how long its code stays valid once issued."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.UUIDField()
    reference = models.CharField(max_length=20)
    person_id = models.UUIDField()
    point_id = models.UUIDField()
    office_code = models.CharField(max_length=8)
    lines = models.JSONField()
    total_idr = models.PositiveBigIntegerField()
    expires_in = models.DurationField()
    state = models.CharField(max_length=10, choices=BillState.choices, default=BillState.ASKED)
    raised_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)

    objects = BillQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="payments_bill_subject"),
            models.Index(fields=["person_id"], name="payments_bill_person"),
            models.Index(
                fields=["raised_at", "id"], condition=Q(state=BillState.ASKED), name="payments_bill_without_code"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state__in=sorted(STILL_OWED)), name="payments_one_bill_owed"
            ),
            models.CheckConstraint(
                condition=Q(state=BillState.SETTLED, paid_at__isnull=False)
                | (~Q(state=BillState.SETTLED) & Q(paid_at__isnull=True)),
                name="payments_paid_at_when_settled",
            ),
        ]


class CodeQuerySet(models.QuerySet):
    """Billing codes."""

    def run_out(self, at: datetime) -> "CodeQuerySet":
        """Issued codes whose last moment has come, longest first."""
        return self.filter(state=CodeState.ISSUED, expires_at__lte=at).order_by("expires_at")


class BillingCode(models.Model):
    """The 15 digits with which a bill is paid; asked for first, known once SIMPONI has answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bill = models.OneToOneField("payments.Bill", on_delete=models.PROTECT, related_name="code")
    state = models.CharField(max_length=10, choices=CodeState.choices, default=CodeState.ASKED)
    code = models.CharField(max_length=15, null=True, unique=True)
    issued_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(state=CodeState.ISSUED), name="payments_code_running_out")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{15}$"), name="payments_code_15_digits"),
            models.CheckConstraint(
                condition=Q(code__isnull=True, issued_at__isnull=True, expires_at__isnull=True)
                | Q(code__isnull=False, issued_at__isnull=False, expires_at__isnull=False),
                name="payments_code_known_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=CodeState.ASKED, code__isnull=True)
                | Q(state=CodeState.WITHDRAWN)
                | Q(
                    state__in=[CodeState.ISSUED, CodeState.PAID, CodeState.EXPIRED],
                    code__isnull=False,
                ),
                name="payments_code_known_once_issued",
            ),
        ]


class MoneyQuerySet(models.QuerySet):
    """Money that arrived."""

    def applied(self) -> "MoneyQuerySet":
        """Money that has paid a bill."""
        return self.filter(state__in=APPLIED)


class MoneyEvent(models.Model):
    """
    One payment, as the bank told of it. Its facts never change; only its state moves, each time with a `MoneyStep`.

    ``bill`` is the bill of the code that was paid, none for an unknown code. ``settles`` is the bill it has paid.
    ``code`` is what the payer typed, also when it is no code of ours. ``paid_at`` is the bank's moment.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ntpn = models.CharField(max_length=32, unique=True)
    ntb = models.CharField(max_length=32, blank=True)
    code = models.CharField(max_length=32)
    amount_idr = models.PositiveBigIntegerField()
    paid_at = models.DateTimeField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=MoneyState.choices)
    bill = models.ForeignKey("payments.Bill", on_delete=models.PROTECT, null=True, related_name="money")
    settles = models.OneToOneField("payments.Bill", on_delete=models.PROTECT, null=True, related_name="paid_by")

    objects = MoneyQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "received_at"], name="payments_money_state"),
            models.Index(fields=["received_at"], name="payments_money_received"),
            models.Index(fields=["code"], name="payments_money_code"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_idr__gt=0), name="payments_money_above_zero"),
            models.CheckConstraint(condition=Q(state__in=MoneyState.values), name="payments_money_state_named"),
            models.CheckConstraint(
                condition=Q(state__in=sorted(APPLIED), settles__isnull=False)
                | (~Q(state__in=sorted(APPLIED)) & Q(settles__isnull=True)),
                name="payments_money_settles_when_applied",
            ),
            models.CheckConstraint(
                condition=Q(bill__isnull=False) | Q(state__in=[MoneyState.UNKNOWN_CODE, MoneyState.REFUND_REFERRED]),
                name="payments_money_unknown_without_bill",
            ),
        ]


class MoneyStep(models.Model):
    """One move of money from state to state: who, when, from, to. Only ever added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    money = models.ForeignKey("payments.MoneyEvent", on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20, choices=MoneyState.choices)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # A state is never entered twice, so two racing moves cannot both be written.
            models.UniqueConstraint(fields=["money", "before"], name="payments_money_left_once")
        ]


class Notice(models.Model):
    """The inbox: a genuine message of the billing system, raw, exactly as it was signed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.CharField(max_length=20)
    event_id = models.CharField(max_length=64)
    nonce = models.CharField(max_length=32)
    body = models.BinaryField()
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="payments_notice_once"),
            models.UniqueConstraint(fields=["provider", "nonce"], name="payments_nonce_once"),
        ]
