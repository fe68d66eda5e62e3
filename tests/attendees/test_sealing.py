import pytest

from conference.attendees.sealing import digest, new_key, padded, seal, token_of, unseal

pytestmark = pytest.mark.once


def test_what_is_sealed_comes_back_by_the_same_lock_alone():
    secret, lock = new_key(), new_key()
    sealed = seal(secret, lock)
    assert unseal(sealed, lock) == secret
    assert padded(bytes.fromhex(sealed), new_key()) != secret.encode()


def test_keys_and_tokens_have_128_bits_and_more():
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {32}
    assert len(token_of("secret", "share 1")) == 43


def test_each_purpose_and_serial_has_a_token_of_its_own():
    tokens = [
        token_of(new_key(), "share 1"),
        *(token_of("secret", f"{p} {n}") for p in ("share", "news") for n in (1, 2)),
    ]
    assert len(set(tokens)) == 5
    assert digest(tokens[0]) != digest(tokens[1])
