"""数据报送 in five parts: files in, who has reported, what was uploaded and corrected, templates, rounds and editions."""

from __future__ import annotations

from access import Action
from language import _
from shell import address, attempts, gate, reported_panel, rounds_panel, show, template_panel, upload_files, upload_history
from shell.room import Room

PARTS = ("files", "reported", "history", "templates", "rounds")


def page(room: Room) -> None:
    """The part that the URL asks for; whoever may not upload sees how much came in, and the way to sign in."""
    uploads = room.store.uploads(room.workspace.id)
    part = _part()
    in_force = [upload for upload in uploads if upload.in_force and upload.upload_kind == "file"]
    said = _("{city}已入库 {n} 份文件，{values} 个数在用").format(
        city=room.workspace.label, n=len(in_force), values=f"{sum(upload.in_force for upload in uploads):,}"
    )
    subtitles = {
        "files": _("把区县报来的表格原样拖进来：先预览，再核对，点“入库”才保存；随时可以撤回"),
        "reported": _("哪个区县哪项指标报了、迟报、没报齐；没报的可以下载催报清单"),
        "history": _("谁在什么时候报了哪份文件；原文件可以下载，报错了可以撤回，更正可以取消"),
        "templates": _("选好指标、区县和时期，下载空白表发给区县；填好发回来，拖进“报送”就能入库，不用再回答问题"),
        "rounds": _("一轮报送要谁、报什么、到哪天；审核后发布，结束后不再变动"),
    }
    show.heading(said, subtitles[part], room.workspace.simulated)
    if not gate.allowed(Action.UPLOAD):
        return
    names = {
        "files": _("报送"),
        "reported": _("谁已报"),
        "history": _("记录与更正"),
        "templates": _("模板"),
        "rounds": _("轮次与发布"),
    }
    address.choose("part", _("内容"), PARTS, PARTS[0], names.__getitem__, form="buttons", hide_label=True)
    attempts.said()
    if part == "files":
        upload_files.draw(room)
    elif part == "reported":
        reported_panel.draw(room)
    elif part == "history":
        upload_history.draw(room, uploads)
    elif part == "templates":
        template_panel.draw(room)
    else:
        rounds_panel.draw(room)


def _part() -> str:
    wanted = address.get("part")
    return wanted if wanted in PARTS else PARTS[0]
