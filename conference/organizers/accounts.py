"""The accounts of those who organize and edit, for superusers. What each may do, duties say."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group

from conference.programme.rights import may_everywhere

from .asked import AskedPlainly

admin.site.unregister(Group)
admin.site.unregister(get_user_model())


@admin.register(get_user_model())
class AccountAdmin(AskedPlainly, UserAdmin):
    list_display = ["username", "first_name", "last_name", "works_on", "is_superuser", "is_active"]
    list_filter = ["is_staff", "is_superuser", "is_active"]
    readonly_fields = ["works_on", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Who it is", {"fields": ["first_name", "last_name", "email"]}),
        ("What they may do", {"fields": ["is_active", "is_staff", "is_superuser", "works_on"]}),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]
    filter_horizontal = []
    add_fieldsets = [(None, {"fields": ["username", "usable_password", "password1", "password2", "is_staff"]})]

    def get_changeform_initial_data(self, request):
        return {"is_staff": True} | super().get_changeform_initial_data(request)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("duties__conference")

    @admin.display(empty_value="No conference yet: add the user name to the duties of one")
    def works_on(self, user):
        if user.is_superuser:
            return "Everything, as a superuser"
        return ", ".join(f"{duty.conference} ({duty.role})" for duty in user.duties.all()) or None

    def has_module_permission(self, request):
        return may_everywhere(request.user)

    def has_view_permission(self, request, obj=None):
        return may_everywhere(request.user)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission
