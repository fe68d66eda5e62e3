"""What every response says about itself, errors and static files included."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src {style}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PUBLIC = POLICY.format(style="'self'")
# The history pages of the admin have styles in their elements.
ADMIN = POLICY.format(style="'self' 'unsafe-inline'")


def headers(get_response):
    """Middleware: a Content-Security-Policy on every response."""

    def middleware(request):
        response = get_response(request)
        policy = ADMIN if request.path.startswith("/admin/") else PUBLIC
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return middleware
