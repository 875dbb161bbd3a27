"""From a file to values in force: reading → checks against the store → diff → accept, withdraw. No Streamlit.

store = ready_store()
found = preview(store, data, "班额统计.xlsx")
accept(store, found, visitor, {"*": "据实填报"})
"""

from intake.accepting import FOR_ALL, accept, issue_id, withdraw
from intake.boundaries import (
    BoundariesRefusedError,
    read_boundaries,
    retire_boundaries,
    save_boundaries,
    set_map_approval,
)
from intake.peer_groups import PeerGroupsRefusedError, set_peer_groups
from intake.previewing import preview
from intake.records import (
    AS_MISSING,
    CHANGES,
    DIFF_COLUMNS,
    LEAVE_OUT,
    Accepted,
    BadAnswerError,
    Choice,
    DiffChangedError,
    IntakeError,
    KeptOut,
    NotAcceptableError,
    Preview,
    Question,
    kept_out_text,
)
from intake.school_lists import SchoolList, read_school_list
from intake.seeding import SAMPLE_WORKSPACE, SampleBrokenError, ready_store
from intake.targets import TargetDraft, TargetRefusedError, add_target, change_target, retire_target
from intake.workspaces import find_city

__all__ = [
    "AS_MISSING",
    "CHANGES",
    "DIFF_COLUMNS",
    "FOR_ALL",
    "LEAVE_OUT",
    "SAMPLE_WORKSPACE",
    "Accepted",
    "BadAnswerError",
    "BoundariesRefusedError",
    "Choice",
    "DiffChangedError",
    "IntakeError",
    "KeptOut",
    "NotAcceptableError",
    "PeerGroupsRefusedError",
    "Preview",
    "Question",
    "SampleBrokenError",
    "SchoolList",
    "TargetDraft",
    "TargetRefusedError",
    "accept",
    "add_target",
    "change_target",
    "find_city",
    "issue_id",
    "kept_out_text",
    "preview",
    "read_boundaries",
    "read_school_list",
    "ready_store",
    "retire_boundaries",
    "retire_target",
    "save_boundaries",
    "set_map_approval",
    "set_peer_groups",
    "withdraw",
]
