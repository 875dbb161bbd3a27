"""What only the browser knows or can do: the window's width, the page's language, and the framework's own words.

Streamlit's own texts ("Browse files", "No results") are English only (its issues 1353 and 13500), and nothing in Python
tells how wide the window is. One small script without a frame of its own does both; it asks nothing of the network.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

from language import _, current

# Usable width by window width: phones held upright (padding 14 on both sides, no side bar), a laptop at 200 % zoom (683), small
# windows, and the three settings of the look (side bar 188, padding 28 on both sides).
WIDTHS = {360: 332, 390: 362, 683: 627, 1024: 780, 1366: 1122, 1600: 1356, 1920: 1676}
_COOKIE = "duibiao_width"


@cache
def _script() -> ComponentRenderer:
    return component("duibiao_browser", js=(Path(__file__).parent / "browser.js").read_text(encoding="utf-8"))


def watch() -> int:
    """Mount the script and answer the usable width in pixels, one of WIDTHS (1122 until the browser has said)."""
    known = st.context.cookies.get(_COOKIE, "")
    default = int(known) if known.isdigit() and int(known) in WIDTHS.values() else WIDTHS[1366]
    answer = _script()(
        key="browser",
        data={
            "lang": "zh-CN" if current() == "zh" else "en",
            "words": framework_words() if current() == "zh" else {},
            "widths": sorted(WIDTHS.values()),
            "cookie": _COOKIE,
            "told": default,
        },
        default={"width": default},
        on_width_change=lambda: None,
        height=0,
    )
    width = answer.get("width", default)
    return int(width) if width in WIDTHS.values() else default


def framework_words() -> dict[str, str]:
    """Streamlit's English texts by what they are to read; looked up whole, so a figure or a name is never touched."""
    return {
        "Upload": _("选择文件"),
        "Browse files": _("选择文件"),
        "Drag and drop file here": _("把文件拖到这里"),
        "Drag and drop files here": _("把文件拖到这里"),
        "MB per file": _("或把文件拖到这里，每份不超过 {n} MB"),
        "No results": _("没有符合的选项"),
        "No options to select": _("没有可选项"),
        "Choose an option": _("请选择"),
        "Select all": _("全选"),
        "Fullscreen": _("全屏"),
        "Close fullscreen": _("退出全屏"),
        "Download": _("下载"),
        "Running...": _("正在计算"),
        "Stop": _("停止"),
        "Connecting": _("正在连接"),
        "Connection error": _("连接断开"),
        "Page not found": _("没有这个页面"),
        "The page that you have requested does not seem to exist. Running the app's main page.": _("这里显示的是总览。"),
        "Clear value": _("清除"),
        "Expand sidebar": _("展开菜单"),
        "Collapse sidebar": _("收起菜单"),
        "Remove": _("移除"),
        "Skip to main content": _("跳到正文"),
        "Help for ": _("说明："),
        "Press Enter to apply": _("按回车确定"),
    }
