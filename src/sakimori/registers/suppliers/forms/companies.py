"""Forms about companies, certificates and services."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sakimori.foundation.ui.forms import DateInput
from sakimori.registers.suppliers.forms.basis import FILE_HELP, CorporateNumberField, RecordForm
from sakimori.registers.suppliers.models import Certificate, Service, Supplier


class SupplierForm(RecordForm):
    """A company."""

    model = Supplier
    shown = (
        "name",
        "kana",
        "corporate_number",
        "address",
        "hq_country",
        "owner_name",
        "owner_country",
        "contact_name",
        "phone",
        "phone_emergency",
        "email",
        "note",
    )
    corporate_number = CorporateNumberField()


class CertificateForm(RecordForm):
    """A certificate with its copy."""

    model = Certificate
    shown = ("kind", "name", "number", "scope", "covers_us", "issuer", "valid_from", "expires_on")
    copy = forms.FileField(label=_("写し"), required=False, help_text=FILE_HELP)


class ServiceForm(RecordForm):
    """A service."""

    model = Service
    shown = ("name", "kind", "is_cloud", "asset", "note")


class EndedForm(forms.Form):
    """The day on which something was over."""

    ended_on = forms.DateField(label=_("最後の日"), widget=DateInput)
