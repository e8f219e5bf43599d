"""The headers of every answer, errors and files too."""

from captionbot.desk.guarding.hosting import Hosting

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": browsers would then send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
YEAR_IN_SECONDS = 365 * 24 * 3600


def headers_of(hosting: Hosting) -> dict[str, str]:
    """Those of a desk that is reached in this way."""
    if not hosting.secure:
        return HEADERS
    # Where the desk has a port of its own, the name is somebody else's too, and so are the names below it.
    below = "" if hosting.has_port else "; includeSubDomains"
    return HEADERS | {"Strict-Transport-Security": f"max-age={YEAR_IN_SECONDS}{below}"}
