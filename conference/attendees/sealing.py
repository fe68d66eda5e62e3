"""Secrets of which the database has only fingerprints, and secrets locked with secrets. Pure.

A key is drawn at random, 192 bits, and kept by a browser. A token is made of a secret and a purpose, so that it can
be shown again and again although nobody keeps it. `seal` locks a secret with a key or a token that locks nothing
else, which makes a pad of it as good as random; the same lock opens it again.
"""

import base64
import hashlib
import hmac
import secrets


def new_key():
    """32 letters, digits, - and _."""
    return secrets.token_urlsafe(24)


def digest(secret):
    """What the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(secret, purpose):
    """The word of a secret address: 43 letters, digits, - and _."""
    mac = hmac.digest(secret.encode(), purpose.encode(), "sha256")
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")


def seal(secret, lock):
    """A key that only `unseal` with the same lock gives back: 64 hexadecimal digits."""
    return padded(secret.encode(), lock).hex()


def unseal(sealed, lock):
    return padded(bytes.fromhex(sealed), lock).decode()


def padded(data, lock):
    pad = hmac.digest(lock.encode(), b"seal", "sha256")
    return bytes(a ^ b for a, b in zip(data, pad, strict=True))
