from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm

from .models import TRIES, WINDOW, Tries, key_of

WRONG = (
    "This user name and this password do not belong together. Mind capitals and small letters. "
    f"After {TRIES} wrong tries it takes {WINDOW.seconds // 60} minutes until the next one counts."
)


class LoginForm(AdminAuthenticationForm):
    """Django's, but who failed too often is not listened to for a while. It says the same of whatever fails."""

    error_messages = AdminAuthenticationForm.error_messages | {"invalid_login": WRONG, "inactive": WRONG}

    def clean(self):
        account, password = (self.cleaned_data.get(name) for name in ("username", "password"))
        if not account or not password:
            return self.cleaned_data
        key = key_of(account, network(self.request))
        if not Tries.objects.allow(key):
            raise self.get_invalid_login_error()
        cleaned = super().clean()
        Tries.objects.filter(key=key).delete()
        return cleaned


def network(request):
    """Whence a request comes: an IPv4 address, or the /64 of IPv6 all of which one visitor has; "" if unknown."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS:  # then a proxy is in front, and what it adds stands last
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    try:
        address = ip_address(address)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or ip_network((address.packed[:8] + bytes(8), 64))
    return str(address)
