"""The duties of a conference, as rows of its form: organizers share them out, by exact user name."""

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from conference.programme.duties import Duty
from conference.programme.rights import Deed, may_everywhere

from .inlines import InOrder
from .reach import ByDuty


class DutyForm(forms.ModelForm):
    """Names are typed, not chosen: nobody is shown who else has an account."""

    user = forms.ModelChoiceField(
        get_user_model().objects.filter(is_staff=True, is_active=True),
        to_field_name="username",
        label="User name",
        help_text="Of an account with staff status. Whoever runs this site makes accounts.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "aria-label": "User name"}),
        error_messages={
            "invalid_choice": "No account with staff status has this user name. Whoever runs this site makes accounts."
        },
    )

    class Meta:
        model = Duty
        fields = ["user", "role"]
        widgets = {"role": forms.Select(attrs={"aria-label": "Role"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["user"] = self.instance.user.get_username()
            self.fields["user"].disabled = True


class NotOnesOwn(InOrder):
    by = None

    def clean(self):
        super().clean()
        for form in self.initial_forms:
            lost = form.has_changed() or self._should_delete_form(form)
            if lost and form.instance.user_id == self.by.pk and not may_everywhere(self.by):
                raise ValidationError("Nobody changes their own duty. Ask another organizer to do it.")


class DutyInline(ByDuty, admin.TabularInline):
    model = Duty
    form = DutyForm
    formset = NotOnesOwn
    extra = 1
    verbose_name_plural = "Duties: who works on it, and on what"

    def has_view_permission(self, request, obj=None):
        return self.may(request, Deed.EVERYTHING, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.by = request.user
        return formset
