"""Which state of the figures a page, picture or deck shows, in a few words for its footer."""

from __future__ import annotations

from language import _
from store import Workspace
from views.words import day


def edition_words(workspace: Workspace) -> str:
    """第 3 版（2024-10-20 发布）; what staff see before it is published says so.

    Where a bureau publishes on accept, each change is a state of its own, named by the workspace's revision.
    """
    edition = workspace.edition
    if edition is not None:
        if not edition.number:
            return _("尚未发布")
        return _("第 {n} 版（{day} 发布）").format(n=edition.number, day=day(edition.published_at))
    if workspace.drafts:
        return _("未发布的工作数据（第 {n} 次更新）").format(n=workspace.revision)
    return _("现行数据（第 {n} 次更新）").format(n=workspace.revision)
