"""Roles by a claim or by a list, for whoever comes from the bureau's identity provider."""

from __future__ import annotations

from typing import Any

import pytest

from access import NOBODY, Role, Visitor
from accounts.identity import visitor_of_claims

LISTS = {"admin": ["li@edu.example"], "staff": ["Wang@edu.example"], "viewer": ["liu@edu.example"]}
GROUPS = {"claim": "groups", "admin": ["data-admins"], "staff": ["statistics", "preschool"]}


@pytest.mark.parametrize(
    ("claims", "rules", "expected"),
    [
        ({"name": "王老师", "email": "wang@edu.example"}, LISTS, Visitor("王老师", Role.STAFF)),
        ({"email": "li@edu.example"}, LISTS, Visitor("li@edu.example", Role.ADMIN)),
        ({"name": "王老师", "email": "wang@edu.example", "email_verified": False}, LISTS, NOBODY),
        ({"name": "外人", "email": "x@other.example"}, LISTS, NOBODY),
        ({"name": "外人", "email": "x@other.example"}, LISTS | {"default": "viewer"}, Visitor("外人", Role.VIEWER)),
        ({"name": "王老师", "groups": ["all", "preschool"]}, GROUPS, Visitor("王老师", Role.STAFF)),
        ({"name": "李主任", "groups": ["preschool", "data-admins"]}, GROUPS, Visitor("李主任", Role.ADMIN)),
        ({"name": "李主任", "groups": "data-admins"}, GROUPS, Visitor("李主任", Role.ADMIN)),
        ({"name": "王老师", "email": "data-admins", "groups": None}, GROUPS, NOBODY),
        ({"name": "王老师"}, {}, NOBODY),
        ({"name": "王老师"}, {"default": "root"}, NOBODY),
        ({"name": "  ", "email": ""}, LISTS | {"default": "admin"}, NOBODY),
    ],
)
def test_the_highest_role_found_counts_and_an_identity_alone_is_no_right(
    claims: dict[str, Any], rules: dict[str, Any], expected: Visitor
) -> None:
    assert visitor_of_claims(claims, rules) == expected
