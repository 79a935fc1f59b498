"""Compile the kernels into the wheel: a step of ``python -m build``.

ORGGRAPH_CC names the compiler, else CC, else ``cc``; ORGGRAPH_PLATFORM names the platform of the
wheel where that is another one than this (``win_amd64``). Without a compiler the wheel is pure
Python, and the kernels are numpy's. The library knows no Python, so that one wheel serves every
version of Python on its platform.
"""

import os
import platform
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FLAGS = ["-O3", "-shared", "-fvisibility=hidden", "-std=c11"]
ENDINGS = {"win": "dll", "macosx": "dylib"}


class KernelsHook(BuildHookInterface):  # type: ignore[misc]  # hatchling is untyped here
    """Hatchling's hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and name the wheel by its platform.

        Parameters
        ----------
        version
            ``standard`` or ``editable``.
        build_data
            What hatchling lets a hook say.
        """
        if self.target_name != "wheel":
            return
        place = os.environ.get("ORGGRAPH_PLATFORM") or _platform()
        ending = ENDINGS.get(place.split("_")[0].rstrip("0123456789"), "so")
        kernels = Path(self.root, "orggraph", "kernels")
        library = kernels / f"_kernels.{ending}"
        compiler = os.environ.get("ORGGRAPH_CC") or os.environ.get("CC") or "cc"
        position = [] if ending == "dll" else ["-fPIC"]
        command = [*shlex.split(compiler), *FLAGS, *position, "-o", library, kernels / "kernels.c"]
        try:
            subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - the compiler that the builder named
        except (OSError, subprocess.CalledProcessError) as error:
            library.unlink(missing_ok=True)
            why = getattr(error, "stderr", "") or error
            self.app.display_warning(f"No compiled kernels, numpy's take their place: {why}")
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{place}"
        name = f"orggraph/kernels/{library.name}"
        if version == "standard":
            build_data["force_include"][str(library)] = name


def _platform() -> str:
    """Name this platform as wheels do.

    Of the C library only memmove is asked, so that the wheel serves every Linux with glibc, as
    ``tests/test_wheel.py`` holds.
    """
    name = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    glibc = name.startswith("linux_") and platform.libc_ver()[0] == "glibc"
    return name.replace("linux", "manylinux_2_17", 1) if glibc else name


if __name__ == "__main__":
    sys.exit("This runs as a step of: python -m build")
