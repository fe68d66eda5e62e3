"""Bookmarks and My Schedule, without an account.

Addresses: /<year>/talks/<talk>/bookmark (POST), /<year>/my-schedule/ and its renew (POST), /cookies/.
Models: Attendee, Bookmark. An attendee is a random key in a signed cookie; the database has only its hash.
Knows the hall and programme.
"""
