"""What is in force, and what was before: SQLAlchemy Core on SQLite (default) or PostgreSQL. The only place with SQL.

store = open_store()
store.current_values("321200-sample", ["puhui_coverage"])
"""

from store.backup import BackupRefusedError, back_up, restore
from store.catalogues import city_catalogue, indicator_catalogue, misfits
from store.corrections import CorrectedValue, all_corrections
from store.editions import all_editions, as_seen, publish, publishes_on_accept, set_publish_on_accept
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
from store.pin_sets import (
    PinSet,
    StalePinSetError,
    UnknownPinSetError,
    all_pin_sets,
    find_pin_set,
    remove_pin_set,
    write_pin_set,
)
from store.records import INCOMING_COLUMNS, Correction, Edition, Explanation, NewUpload, Upload, Workspace
from store.schema import ACCEPTED, CORRECTION, KEY_COLUMNS, WITHDRAWN
from store.sessions import (
    Session,
    begin_attempt,
    end_session,
    end_sessions,
    forgive_attempt,
    open_session,
    session_of,
    sessions_of,
)
from store.store import Store
from store.targets import StaleTargetError, TargetVersion, UnknownTargetError, own_targets, target_history, write_target
from store.users import (
    LastAdminError,
    UnknownUserError,
    User,
    UserExistsError,
    WrongCodeError,
    add_user,
    all_users,
    change_user,
    find_user,
    first_code_ends,
    set_first_code,
)
from store.versions import (
    INDICATOR,
    ROUND,
    StaleVersionError,
    UnknownRecordError,
    Version,
    newest_versions,
    version_history,
    write_version,
)

__all__ = [
    "ACCEPTED",
    "CORRECTION",
    "INCOMING_COLUMNS",
    "INDICATOR",
    "KEY_COLUMNS",
    "ROUND",
    "WITHDRAWN",
    "BackupRefusedError",
    "CorrectedValue",
    "Correction",
    "Edition",
    "Explanation",
    "Health",
    "LastAdminError",
    "NewUpload",
    "PinSet",
    "Session",
    "SimulatedMixError",
    "StalePinSetError",
    "StaleRevisionError",
    "StaleTargetError",
    "StaleVersionError",
    "Store",
    "StoreDamagedError",
    "StoreError",
    "StoreFullError",
    "StoreNewerError",
    "StoreUnavailableError",
    "TargetVersion",
    "UnknownPinSetError",
    "UnknownRecordError",
    "UnknownTargetError",
    "UnknownUploadError",
    "UnknownUserError",
    "Upload",
    "User",
    "UserExistsError",
    "Version",
    "Workspace",
    "WrongCodeError",
    "add_user",
    "all_corrections",
    "all_editions",
    "all_pin_sets",
    "all_users",
    "as_seen",
    "back_up",
    "begin_attempt",
    "change_user",
    "check_file",
    "city_catalogue",
    "end_session",
    "end_sessions",
    "find_pin_set",
    "find_user",
    "first_code_ends",
    "forgive_attempt",
    "health",
    "indicator_catalogue",
    "misfits",
    "newest_versions",
    "open_session",
    "open_store",
    "own_targets",
    "publish",
    "publishes_on_accept",
    "remove_pin_set",
    "restore",
    "session_of",
    "sessions_of",
    "set_first_code",
    "set_publish_on_accept",
    "store_lock",
    "target_history",
    "version_history",
    "write_pin_set",
    "write_target",
    "write_version",
]
