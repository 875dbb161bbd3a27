"""What is in force, and what was before: SQLAlchemy Core on SQLite (default) or PostgreSQL. The only place with SQL.

store = open_store()
store.current_values("321200-sample", ["puhui_coverage"])
"""

from store.backup import BackupRefusedError, back_up, restore
from store.errors import (
    SimulatedMixError,
    StaleRevisionError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreNewerError,
    StoreUnavailableError,
    UnknownUploadError,
)
from store.health import Health, health
from store.opening import check_file, open_store, store_lock
from store.records import INCOMING_COLUMNS, Explanation, NewUpload, Upload, Workspace
from store.schema import ACCEPTED, KEY_COLUMNS, WITHDRAWN
from store.store import Store
from store.targets import StaleTargetError, TargetVersion, UnknownTargetError, own_targets, target_history, write_target

__all__ = [
    "ACCEPTED",
    "INCOMING_COLUMNS",
    "KEY_COLUMNS",
    "WITHDRAWN",
    "BackupRefusedError",
    "Explanation",
    "Health",
    "NewUpload",
    "SimulatedMixError",
    "StaleRevisionError",
    "StaleTargetError",
    "Store",
    "StoreDamagedError",
    "StoreError",
    "StoreFullError",
    "StoreNewerError",
    "StoreUnavailableError",
    "TargetVersion",
    "UnknownTargetError",
    "UnknownUploadError",
    "Upload",
    "Workspace",
    "back_up",
    "check_file",
    "health",
    "open_store",
    "own_targets",
    "restore",
    "store_lock",
    "target_history",
    "write_target",
]
