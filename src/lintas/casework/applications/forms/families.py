"""What an officer says of a family at the arrival desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.visit.queueing.states import Ground, SplitReason


class TogetherForm(forms.Form):
    """Which number is of the same family, and what shows it."""

    nomor = forms.CharField(
        label=_("Nomor antrean keluarganya"),
        help_text=_("Seperti tertulis di tiketnya, misalnya A 024."),
        max_length=12,
        error_messages={"required": _("Tulis nomor antrean keluarganya, misalnya A 024.")},
    )
    dasar = forms.ChoiceField(
        label=_("Dasarnya"),
        choices=[(ground.value, ground.label) for ground in (Ground.HOUSEHOLD, Ground.CHILD)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih dasarnya."), "invalid_choice": _("Pilih dasarnya.")},
    )
    lepas = forms.BooleanField(
        label=_("Lepas hak didahulukan"),
        help_text=_(
            "Bila hanya satu yang didahulukan dan keluarganya setuju menunggu bersama. Nomornya diganti, tempatnya tetap."
        ),
        required=False,
    )

    use_required_attribute = False


class ApartForm(forms.Form):
    """Why a number is called by itself again."""

    alasan = forms.ChoiceField(
        label=_("Alasannya"),
        choices=[(reason.value, reason.label) for reason in (SplitReason.WISH, SplitReason.MISTAKE)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih alasannya."), "invalid_choice": _("Pilih alasannya.")},
    )

    use_required_attribute = False
