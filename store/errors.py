"""What the store says when it cannot do what it was asked: one sentence and a way out, in the user's language."""

from __future__ import annotations

from language import _


class StoreError(Exception):
    """Any refusal of the store; `str(error)` may be shown to users as it stands."""


class StoreDamagedError(StoreError):
    """The database file is not readable as one of ours, or fails its own integrity check."""

    def __init__(self, where: str, detail: str = "") -> None:
        self.where, self.detail = where, detail
        super().__init__(where)

    def __str__(self) -> str:
        return _(
            "数据库 {where} 已损坏，未作改动。请停止程序，运行 python manage.py restore 备份文件（损坏的文件会改名保留）。"
        ).format(where=self.where)


class StoreUnavailableError(StoreError):
    """The database cannot be reached, opened or written to."""

    def __init__(self, where: str, detail: str) -> None:
        self.where, self.detail = where, detail
        super().__init__(where)

    def __str__(self) -> str:
        return _("无法使用数据库 {where}（{detail}）。请检查 DATABASE_URL、文件夹权限和磁盘空间后重试。").format(
            where=self.where, detail=self.detail
        )


class StoreNewerError(StoreError):
    """The database was written by a newer version of this program."""

    def __init__(self, where: str, version: str) -> None:
        self.where, self.version = where, version
        super().__init__(where)

    def __str__(self) -> str:
        return _("数据库 {where} 的结构版本 {version} 比本程序新，未作任何改动。请升级程序后再打开。").format(
            where=self.where, version=self.version
        )


class StoreFullError(StoreError):
    """The disk (or the database's own size limit) is full; the transaction was rolled back."""

    def __str__(self) -> str:
        return _("磁盘空间不足，本次操作没有保存，原有数据不受影响。请清理磁盘后重试。")


class StaleRevisionError(StoreError):
    """Somebody changed the workspace between the preview and this accept; nothing was stored."""

    def __init__(self, expected: int, found: int) -> None:
        self.expected, self.found = expected, found
        super().__init__(f"expected revision {expected}, found {found}")

    def __str__(self) -> str:
        return _("核对期间有其他文件入库，差异表已更新，请重新确认。")


class SimulatedMixError(StoreError):
    """Real data were about to enter a simulated workspace, or the other way round."""

    def __str__(self) -> str:
        return _("模拟数据与真实数据不能混在一起，本次没有保存任何内容。")


class UnknownUploadError(StoreError):
    """No upload has this number."""

    def __init__(self, upload_id: int) -> None:
        self.upload_id = upload_id
        super().__init__(str(upload_id))

    def __str__(self) -> str:
        return _("没有编号为 {upload_id} 的入库记录。").format(upload_id=self.upload_id)
