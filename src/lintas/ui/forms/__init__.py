"""Form fields that people in Indonesia fill in often, and how any field is shown."""

from lintas.ui.forms.fields import CodeInput, EmailField, NikField, PhoneField, PhotoField
from lintas.ui.forms.when import DateField, DateInput, DateParts

__all__ = ["CodeInput", "DateField", "DateInput", "DateParts", "EmailField", "NikField", "PhoneField", "PhotoField"]
