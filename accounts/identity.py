"""Who somebody is by a sign-in at the bureau's own identity provider (OIDC): role by a claim of theirs, or by a list of names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from access import NOBODY, Role, Visitor

# Where the name that is kept with what they do comes from, the first that is there
NAME_CLAIMS = ("name", "preferred_username", "email", "sub")


def visitor_of_claims(claims: Mapping[str, Any], rules: Mapping[str, Any]) -> Visitor:
    """The visitor for the claims of a signed-in person, by the section `[access]` of the secrets.

    `rules`: `admin`, `staff`, `viewer` list e-mail addresses or, with `claim = "groups"`, values of that claim; `default`
    is the role of whoever is in none ("nobody" unless said: an identity alone is no right). The highest role found counts.
    """
    name = next((str(claims[key]).strip() for key in NAME_CLAIMS if str(claims.get(key) or "").strip()), "")
    if not name:
        return NOBODY
    held = _texts(claims.get(str(rules.get("claim") or "email")))
    # An address that the provider has not verified may be anybody's
    if not rules.get("claim") and claims.get("email_verified") is False:
        held = set()
    for role in (Role.ADMIN, Role.STAFF, Role.VIEWER):
        if held & _texts(rules.get(str(role))):
            return Visitor(name, role)
    default = str(rules.get("default") or Role.NOBODY)
    role = Role(default) if default in list(Role) else Role.NOBODY
    return NOBODY if role is Role.NOBODY else Visitor(name, role)


def _texts(found: Any) -> set[str]:
    values = [found] if isinstance(found, str) else list(found or ())
    return {str(value).strip().casefold() for value in values if str(value).strip()}
