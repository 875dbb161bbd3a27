"""Is everything in place on this machine? One line for each thing that has to be."""

from __future__ import annotations

import importlib.util
import platform
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from language import _
from store import Health

PACKAGES = ("streamlit", "altair", "pandas", "sqlalchemy", "openpyxl", "python-calamine", "geopandas", "vl-convert-python")
FONT_PACKAGE = "pylopdf_fonts_zh_cn"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
# Less than this, and an upload of a large workbook with its checks may not fit
FREE_BYTES = 200 * 2**20


@dataclass(frozen=True)
class Line:
    """One thing looked at. `damages`: data are in danger, not only something missing."""

    name: str
    text: str
    sound: bool = True
    damages: bool = False


def examine_machine(store: Health) -> list[Line]:
    """What was found, database first."""
    return [*_store_lines(store), _python(), _packages(), _catalogue(), _fonts(), _browser()]


def _store_lines(store: Health) -> list[Line]:
    size = _("{n:.1f} MB").format(n=store.size / 2**20) if store.size is not None else _("大小未知")
    told = _("{where}（{version}，{size}）").format(where=store.where, version=store.version, size=size)
    fault = _("；").join(store.faults[:3])
    lines = [Line(_("数据库"), f"{told} {fault}".strip(), not store.faults, bool(store.faults))]
    counted = _("{workspaces} 个城市，{uploads} 份文件，{values} 个数，其中现行 {in_force} 个").format(
        workspaces=store.workspaces, uploads=store.uploads, values=store.values, in_force=store.in_force
    )
    lines.append(Line(_("库内数据"), counted))
    free = _("剩余 {n:.1f} GB").format(n=store.free / 2**30)
    lines.append(Line(_("磁盘"), free, store.free >= FREE_BYTES))
    return lines


def _python() -> Line:
    return Line("Python", f"{platform.python_version()}（{sys.executable}）", sys.version_info >= (3, 11))


def _packages() -> Line:
    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        text = _("缺少 {names}：请运行 python -m pip install -r requirements.txt").format(names=_("、").join(missing))
        return Line(_("程序包"), text, False)
    return Line(_("程序包"), _("、").join(found))


def _catalogue() -> Line:
    from indicators.catalogue import load_catalogue

    catalogue = load_catalogue()
    text = _("{n} 个指标，{targets} 个目标").format(n=len(catalogue.indicators), targets=len(catalogue.targets))
    return Line(_("指标目录"), text)


def _fonts() -> Line:
    if importlib.util.find_spec(FONT_PACKAGE) is None:
        return Line(_("图片用的中文字体"), _("缺少：请运行 python -m pip install -r requirements.txt"), False)
    return Line(_("图片用的中文字体"), "Noto Sans SC")


def _browser() -> Line:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        return Line(_("测试用浏览器"), _("没有找到 Chromium：不影响使用，浏览器测试会跳过"))
    return Line(_("测试用浏览器"), str(Path(found)))
