"""Every act that not everybody may do, and the least role that may: what writes, and what shows more than is public."""

from __future__ import annotations

from enum import StrEnum

from access.visitors import Role
from language import _


class Action(StrEnum):
    """One act. A new way to write gets its own entry here, in `LEAST` and in `action_label`."""

    # Figures come in
    UPLOAD = "upload"  # read a workbook against what is stored: preview, questions, differences, 核查报告
    ACCEPT = "accept"
    WITHDRAW = "withdraw"
    CHANGE_LAYOUT = "change_layout"  # answers and layouts remembered for a family of workbooks
    CORRECT = "correct"  # one value by hand, and taking that back
    MAKE_TEMPLATE = "make_template"
    # What figures are measured by and with
    EDIT_TARGETS = "edit_targets"
    EDIT_INDICATORS = "edit_indicators"
    EDIT_PEER_GROUPS = "edit_peer_groups"
    LOAD_BOUNDARIES = "load_boundaries"
    # Rounds and editions
    OPEN_ROUND = "open_round"
    SUBMIT_ROUND = "submit_round"
    PUBLISH = "publish"
    REOPEN_ROUND = "reopen_round"
    # Materials for everybody
    SHARE_PINS = "share_pins"
    # People and the installation
    MANAGE_USERS = "manage_users"
    CHANGE_SETTINGS = "change_settings"
    # Reading more than is public
    SEE_SMALL_NUMBERS = "see_small_numbers"
    SEE_UNPUBLISHED = "see_unpublished"
    SEE_UPLOADS = "see_uploads"  # who reported which file when, and what is missing
    DOWNLOAD_ORIGINAL = "download_original"


# What a leader reads changes by PUBLISH alone: the second look (审核) needs another role than filling in.
LEAST: dict[Action, Role] = {
    Action.UPLOAD: Role.STAFF,
    Action.ACCEPT: Role.STAFF,
    Action.WITHDRAW: Role.STAFF,
    Action.CHANGE_LAYOUT: Role.STAFF,
    Action.CORRECT: Role.STAFF,
    Action.MAKE_TEMPLATE: Role.STAFF,
    Action.EDIT_TARGETS: Role.STAFF,
    Action.EDIT_INDICATORS: Role.STAFF,
    Action.EDIT_PEER_GROUPS: Role.STAFF,
    Action.LOAD_BOUNDARIES: Role.STAFF,
    Action.OPEN_ROUND: Role.STAFF,
    Action.SUBMIT_ROUND: Role.STAFF,
    Action.PUBLISH: Role.ADMIN,
    Action.REOPEN_ROUND: Role.ADMIN,
    Action.SHARE_PINS: Role.STAFF,
    Action.MANAGE_USERS: Role.ADMIN,
    Action.CHANGE_SETTINGS: Role.ADMIN,
    Action.SEE_SMALL_NUMBERS: Role.STAFF,
    Action.SEE_UNPUBLISHED: Role.STAFF,
    Action.SEE_UPLOADS: Role.STAFF,
    Action.DOWNLOAD_ORIGINAL: Role.STAFF,
}


def action_label(action: Action) -> str:
    """The act as a verb phrase in the current language: "入库", "withdraw an upload"."""
    return {
        Action.UPLOAD: _("上传和预览表格"),
        Action.ACCEPT: _("把表格入库"),
        Action.WITHDRAW: _("撤回报送"),
        Action.CHANGE_LAYOUT: _("修改记住的读表方式"),
        Action.CORRECT: _("更正数值"),
        Action.MAKE_TEMPLATE: _("生成报送模板"),
        Action.EDIT_TARGETS: _("修改目标"),
        Action.EDIT_INDICATORS: _("修改自设指标"),
        Action.EDIT_PEER_GROUPS: _("修改对标组"),
        Action.LOAD_BOUNDARIES: _("装入区县边界"),
        Action.OPEN_ROUND: _("开设报送轮次"),
        Action.SUBMIT_ROUND: _("提交审核"),
        Action.PUBLISH: _("发布数据"),
        Action.REOPEN_ROUND: _("重新打开已关闭的轮次"),
        Action.SHARE_PINS: _("共享会议材料"),
        Action.MANAGE_USERS: _("管理账号"),
        Action.CHANGE_SETTINGS: _("修改系统设置"),
        Action.SEE_SMALL_NUMBERS: _("查看人数很少的数值"),
        Action.SEE_UNPUBLISHED: _("查看未发布的数据"),
        Action.SEE_UPLOADS: _("查看报送情况"),
        Action.DOWNLOAD_ORIGINAL: _("下载原始文件"),
    }[action]
