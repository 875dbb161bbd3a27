"""`python -m delivery.trial FOLDER`: install a copy of the bundle where no network is, start it, and ask whether it is ready."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Whoever is asked for a package under these settings answers nothing
_DEAD = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_NO_INDEX": "1"}
_SECONDS = 90
_ASK = """
import sys, urllib.request
print(urllib.request.urlopen("http://127.0.0.1:%s/ready", timeout=5).status)
"""


def main() -> int:
    """Run it; exit status 0 when the dashboard answered."""
    bundle = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "duibiao bundle"
        machine = f"linux-{os.uname().machine}"
        shutil.copytree(bundle, copy, ignore=lambda _at, names: {name for name in names if _left(name, machine)})
        apart = _without_network()
        print("network:", "none (own namespace)" if apart else "no package index answers")
        done = subprocess.run([*apart, "./install.sh"], cwd=copy, env=_environment(), check=False)
        if done.returncode:
            return done.returncode
        return _starts(copy, apart)


def _left(name: str, machine: str) -> bool:
    """What a trial on this machine does without: an installation, other machines' wheels."""
    return name == "venv" or (name.startswith(("linux-", "windows-")) and name != machine)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON", "VIRTUAL_ENV"))} | _DEAD


def _without_network() -> list[str]:
    """The command before others that takes the network away, where this system lets us; [] where it does not."""
    if shutil.which("unshare") is None:
        return []
    asked = ["unshare", "--map-root-user", "--net"]
    return asked if subprocess.run([*asked, "true"], capture_output=True, check=False).returncode == 0 else []


def _starts(copy: Path, apart: list[str]) -> int:
    """Start it and ask /ready from inside the same namespace."""
    port, python = "8642", copy / "venv" / "bin" / "python"
    up = "ip link set lo up 2>/dev/null; " if apart else ""
    ask = _ASK % port
    script = (
        f"{up}PORT={port} ./run.sh & server=$!; "
        f"for second in $(seq {_SECONDS}); do sleep 1; \"{python}\" -c '{ask}' 2>/dev/null && break; done; "
        f"status=$?; kill $server; exit $status"
    )
    started = time.monotonic()
    done = subprocess.run([*apart, "sh", "-c", script], cwd=copy, env=_environment(), capture_output=True, text=True, check=False)
    print(done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr[-2000:])
    print(f"ready after {time.monotonic() - started:.0f} s" if "200" in done.stdout else "not ready")
    return 0 if "200" in done.stdout else 1


if __name__ == "__main__":
    sys.exit(main())
