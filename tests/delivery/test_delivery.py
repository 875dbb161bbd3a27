"""The bundle: what goes along, are its wheels complete for a kind of machine, does its script install without a network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from delivery import bundle
from delivery.closure import missing, requirements_of, wheels_in
from delivery.targets import TARGETS

ROOT = Path(__file__).parents[2]
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
LINUX, ARM, WINDOWS = (TARGETS[name] for name in ("linux-x86_64", "linux-aarch64", "windows-amd64"))


def wheel(folder: Path, name: str, version: str = "1.0", tag: str = "py3-none-any", needs: tuple[str, ...] = ()) -> Path:
    """A wheel with a module of that name."""
    folder.mkdir(parents=True, exist_ok=True)
    path, info = folder / f"{name}-{version}-{tag}.whl", f"{name}-{version}.dist-info"
    lines = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}", *(f"Requires-Dist: {need}" for need in needs)]
    files = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": "\n".join(lines) + "\n",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    with zipfile.ZipFile(path, "w") as packed:
        for inside, text in files.items():
            packed.writestr(inside, text)
        packed.writestr(f"{info}/RECORD", "".join(f"{inside},,\n" for inside in (*files, f"{info}/RECORD")))
    return path


def lacking(folder: Path, target: object, *wanted: str, python: str = "3.11") -> list[str]:
    environment = target.environment(python)  # type: ignore[attr-defined]
    return [str(one) for one in missing([Requirement(text) for text in wanted], wheels_in(folder, python), environment)]


def test_markers_are_judged_by_the_machine_that_the_wheels_are_for(tmp_path: Path) -> None:
    on_windows, on_arm = 'colorama>=0.4; platform_system == "Windows"', 'greenlet; platform_machine == "aarch64"'
    wheel(tmp_path, "top", needs=(on_windows, on_arm, "inner"))
    wheel(tmp_path, "inner", needs=('extra1; extra == "more"', 'old; python_version < "3.12"'))
    wheel(tmp_path, "old")
    assert lacking(tmp_path, LINUX, "top") == []
    assert lacking(tmp_path, WINDOWS, "top") == ["colorama>=0.4"]
    assert lacking(tmp_path, ARM, "top") == ["greenlet"]
    assert lacking(tmp_path, LINUX, "inner[more]") == ["extra1"]
    assert lacking(tmp_path, LINUX, "top>=2") == ["top>=2"]
    (tmp_path / "old-1.0-py3-none-any.whl").unlink()
    assert lacking(tmp_path, LINUX, "top") == ["old"]
    assert lacking(tmp_path, LINUX, "top", python="3.12") == []


@pytest.mark.parametrize(
    ("tag", "fits"),
    [
        ("py3-none-any", True),
        ("py2.py3-none-any", True),
        ("cp311-cp311-win_amd64", True),
        ("cp39-abi3-win_amd64", True),
        ("cp312-cp312-win_amd64", False),
        ("cp312-abi3-win_amd64", False),
        ("pp311-pypy311_pp73-win_amd64", False),
    ],
)
def test_which_wheels_a_python_can_take(tmp_path: Path, tag: str, fits: bool) -> None:
    wheel(tmp_path, "one", tag=tag)
    assert (lacking(tmp_path, WINDOWS, "one") == []) is fits


def test_glibc_of_kylin_and_uos_is_the_newest_that_is_asked_for() -> None:
    newest = max(int(found.group(1)) for tag in ARM.platforms if (found := re.match(r"manylinux_2_(\d+)_", tag)))
    assert newest == 28


def test_every_line_of_the_requirements_is_understood() -> None:
    wanted = requirements_of((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert {"streamlit", "pandas", "typst", "python-docx"} <= {one.name for one in wanted}
    assert all(one.specifier for one in wanted)


def test_the_product_goes_along_without_its_tests() -> None:
    names = bundle.product_files()
    assert {"app.py", "server.py", "manage.py", "requirements.txt", "exports/brief.typ", "README.md"} <= set(names)
    assert ".streamlit/config.toml" in names and any(name.startswith("data/fonts/") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "delivery/", "var/", ".venv/"))]


def test_scripts_have_their_systems_line_ends_and_name_no_place(tmp_path: Path) -> None:
    bundle.write_scripts(tmp_path, ("3.11", "3.12"))
    assert (tmp_path / "PYTHONS").read_bytes() == b"3.11\n3.12\n"
    for path in tmp_path.iterdir():
        data = path.read_bytes()
        assert (b"\r\n" in data) is (path.suffix in (".bat", ".txt")), path.name
        assert not re.search(rb"https?://(?!127\.0\.0\.1)|/home/|/usr/|[A-Z]:\\", data), path.name
    assert os.access(tmp_path / "install.sh", os.X_OK) and os.access(tmp_path / "run.sh", os.X_OK)
    for name in ("install.sh", "run.sh"):
        assert subprocess.run(["sh", "-n", tmp_path / name], check=False).returncode == 0


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A bundle of a product which needs one small wheel."""
    out = tmp_path / "包 裹"
    (out / "duibiao").mkdir(parents=True)
    (out / "duibiao" / "requirements.txt").write_text("demo_part>=1,<2\n")
    (out / "duibiao" / "manage.py").write_text("import demo_part, sys\nprint('seen', demo_part.VERSION, sys.argv[1])\n")
    bundle.write_scripts(out, (HERE,))
    return out


@pytest.mark.skipif(sys.platform != "linux", reason="install.sh is for Linux")
def test_the_script_installs_from_the_folder_alone(made: Path) -> None:
    wheel(made / "wheels" / f"linux-{os.uname().machine}", "demo_part")
    # an index that nobody answers: what is not in the folder is not to be had
    apart = {**os.environ, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(["./install.sh"], cwd=made, env=apart, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "seen 1.0 doctor" in done.stdout and "安装完成" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="install.sh is for Linux")
def test_a_missing_wheel_python_or_machine_is_said(made: Path) -> None:
    folder = made / "wheels" / f"linux-{os.uname().machine}"
    done = subprocess.run(["./install.sh"], cwd=made, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "安装包里没有对应的组件" in done.stderr
    folder.mkdir(parents=True)
    (made / "PYTHONS").write_text("3.99\n")
    done = subprocess.run(["./install.sh"], cwd=made, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "3.99" in done.stderr
    done = subprocess.run(["./run.sh"], cwd=made, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "install.sh" in done.stderr


def test_sums_cover_every_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "说明.txt").write_text("x")
    bundle.write_sums(tmp_path)
    assert (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").split() == [
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        "a/说明.txt",
    ]
    if shutil.which("sha256sum"):
        assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False).returncode == 0


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("x")
    with pytest.raises(FileExistsError, match="holds something else"):
        bundle.make(tmp_path, [], ["3.11"], lambda _text: None)
    assert [path.name for path in tmp_path.iterdir()] == ["own.txt"]
