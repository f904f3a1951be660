"""How a form's field looks to a template: kind of control, texts, values and what belongs together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from lintas.ui.forms.when import PARTS, DateField, DateInput, DateParts


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio, checkbox or entry of a select."""

    id: str
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One of the three inputs of a date."""

    key: str
    name: str
    id: str
    value: str
    autocomplete: str


@dataclass(frozen=True, slots=True)
class Control:
    """Everything about one field that its markup needs."""

    kind: str
    name: str
    id: str
    focus_id: str
    label: str
    help: str
    errors: tuple[str, ...]
    required: bool
    value: str
    input_type: str
    attrs: dict[str, Any]
    choices: tuple[Choice, ...] = ()
    parts: tuple[Part, ...] = ()
    described_by: str = field(default="")


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary, with the control it speaks of."""

    text: str
    href: str


KINDS: Sequence[tuple[type[forms.Widget], str]] = (
    (DateInput, "date"),
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.Textarea, "textarea"),
    (forms.widgets.Input, "input"),
)


def control(bound: BoundField, help_text: str | None = None) -> Control:
    """Return how the field is to be shown. :raises TypeError: its widget is of a kind nobody has drawn."""
    widget = bound.field.widget
    kind = next((name for type_, name in KINDS if isinstance(widget, type_)), None)
    if kind is None:
        raise TypeError(f"No markup is known for the widget {type(widget).__name__}.")
    help_text = str(bound.help_text) if help_text is None else help_text
    own_id = bound.auto_id or bound.html_name
    errors = error_texts(bound)
    describing = [f"{own_id}-help" if help_text else "", f"{own_id}-error" if errors else ""]
    return Control(
        kind=kind,
        name=bound.html_name,
        id=own_id,
        focus_id=_focus_id(kind, own_id),
        label=str(bound.label),
        help=help_text,
        errors=errors,
        required=bound.field.required,
        value=_value(bound, kind),
        input_type=getattr(widget, "input_type", "text") or "text",
        attrs={key: value for key, value in bound.build_widget_attrs(widget.attrs).items() if key not in NOT_COPIED},
        choices=_choices(bound, own_id) if kind in {"radios", "checkboxes", "select"} else (),
        parts=_parts(bound, own_id) if kind == "date" else (),
        described_by=" ".join(text for text in describing if text),
    )


NOT_COPIED = frozenset(
    {"id", "name", "type", "value", "class", "style", "required", "cols", "aria-describedby", "aria-invalid"}
)


def problems(form: forms.BaseForm | None, others: Iterable[forms.BaseForm] = ()) -> tuple[Problem, ...]:
    """Return every error of the forms, in the order of the fields, those of the whole form first."""
    found: list[Problem] = []
    for each in (*(() if form is None else (form,)), *others):
        found += [Problem(str(text), "") for text in each.non_field_errors()]
        for bound in each:
            target = control(bound).focus_id if bound.errors else ""
            found += [Problem(text, "" if bound.is_hidden else f"#{target}") for text in error_texts(bound)]
    return tuple(found)


def error_texts(bound: BoundField) -> tuple[str, ...]:
    """Return what is wrong with the field; an empty one is named by its label where the form says nothing better."""
    found = []
    for error in bound.errors.as_data():
        if error.code == "required" and error.message == forms.Field.default_error_messages["required"]:
            choosing = isinstance(bound.field.widget, forms.widgets.ChoiceWidget | forms.CheckboxInput)
            sentence = _("Pilih jawaban untuk: %(label)s.") if choosing else _("Isi bagian ini: %(label)s.")
            found.append(sentence % {"label": str(bound.label).rstrip("?.:")})
        else:
            found.extend(str(text) for text in error)
    return tuple(found)


def _focus_id(kind: str, own_id: str) -> str:
    if kind == "date":
        return f"{own_id}_day"
    return f"{own_id}_0" if kind in {"radios", "checkboxes"} else own_id


def _value(bound: BoundField, kind: str) -> str:
    if kind in {"date", "file", "radios", "checkboxes", "select"}:
        return ""
    if kind == "checkbox":
        return "on" if bound.field.widget.check_test(bound.value()) else ""
    formatted = bound.field.widget.format_value(bound.value())
    return "" if formatted is None else str(formatted)


def _choices(bound: BoundField, own_id: str) -> tuple[Choice, ...]:
    widget = bound.field.widget
    chosen = widget.format_value(bound.value())
    options = [option for _name, group, _index in widget.optgroups(bound.html_name, chosen) for option in group]
    return tuple(
        Choice(id=f"{own_id}_{index}", value=str(option["value"]), text=str(option["label"]), chosen=option["selected"])
        for index, option in enumerate(options)
    )


def _parts(bound: BoundField, own_id: str) -> tuple[Part, ...]:
    typed = DateParts.of(bound.value())
    of_field = bound.field.autocomplete if isinstance(bound.field, DateField) else ("off", "off", "off")
    return tuple(
        Part(key=key, name=f"{bound.html_name}_{key}", id=f"{own_id}_{key}", value=value, autocomplete=hint)
        for key, value, hint in zip(PARTS, typed, of_field, strict=True)
    )
