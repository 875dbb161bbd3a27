"""The kinds of machine that a bundle is made for, as pip and package metadata name them."""

from __future__ import annotations

from dataclasses import dataclass

# glibc 2.28 is that of 麒麟 V10 and 统信 UOS 20: wheels built against a newer one do not load there
_GLIBC = ("2_28", "2_27", "2_26", "2_24", "2_17", "2_12", "2_5")


@dataclass(frozen=True)
class Target:
    """`name` is the folder of its wheels; `platforms` pip's tags, newest first; the rest are values of environment markers."""

    name: str
    platforms: tuple[str, ...]
    sys_platform: str
    platform_system: str
    platform_machine: str
    os_name: str

    def environment(self, python: str) -> dict[str, str]:
        """What markers of a package (`; sys_platform == "win32"`) are judged by, for Python "3.11"."""
        return {
            "python_version": python,
            "python_full_version": f"{python}.0",
            "implementation_name": "cpython",
            "implementation_version": f"{python}.0",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_version": "",
            "sys_platform": self.sys_platform,
            "platform_system": self.platform_system,
            "platform_machine": self.platform_machine,
            "os_name": self.os_name,
            "extra": "",
        }


def _linux(machine: str) -> Target:
    tags = tuple(f"manylinux_{glibc}_{machine}" for glibc in _GLIBC)
    older = (f"manylinux2014_{machine}", f"manylinux2010_{machine}", f"manylinux1_{machine}", f"linux_{machine}")
    return Target(f"linux-{machine}", (*tags, *older), "linux", "Linux", machine, "posix")


TARGETS = {
    target.name: target
    for target in (
        _linux("x86_64"),
        _linux("aarch64"),
        Target("windows-amd64", ("win_amd64",), "win32", "Windows", "AMD64", "nt"),
    )
}
