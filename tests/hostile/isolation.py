"""Run a command where all that it asks of the network and all that it writes is recorded, and goes nowhere.

The command runs in namespaces of its own. There every address on earth is this machine, a server answers for
every name, and the whole file system lies under an overlay. So native code is recorded too, of which a
patched Python socket sees nothing. This file also runs as the first process inside; it needs only the
standard library there.
"""

from __future__ import annotations

import ipaddress
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
HOME = "/home/isolated"  # empty, as that of a new user
TEMPORARY = "/tmp/isolated"  # noqa: S108 - in a file system of the command's own

_UNSHARE = ("unshare", "--net", "--mount", "--pid", "--fork", "--kill-child")
_IPV4, _IPV6, _TCP, _UDP = 0x0800, 0x86DD, 6, 17
_SYN, _SYN_ACK = 0x02, 0x12
_LONGEST = 3500  # of 4,096 characters that Linux takes, so that a name fits behind
_SOL_PACKET, _PACKET_STATISTICS = 263, 6
_TYPE_A, _TYPE_AAAA = 1, 28
# Names are asked for on this machine only, and by no daemon that would ask from outside.
_SETTINGS = {
    "resolv.conf": "nameserver 127.0.0.1\n",
    "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
    "hosts": "127.0.0.1 localhost\n::1 localhost\n",
}


@dataclass(frozen=True)
class Recorded:
    """What a command did."""

    code: int
    stdout: str
    stderr: str
    names: list[str]  # that it asked for
    packets: list[str]  # that began to leave the machine, as "tcp 203.0.113.5:443"
    dropped: int  # packets that came too fast to be looked at
    files: list[str]  # written or removed, and folders in which something was for a while

    def outside(self, *folders: str) -> list[str]:
        """Return what was written elsewhere than in these folders and in the temporary one."""
        allowed = tuple(f"{folder.rstrip('/')}/" for folder in (TEMPORARY, *folders))
        return [path for path in self.files if not f"{path}/".startswith(allowed)]


def isolated(
    command: Sequence[str], environment: Mapping[str, str] | None = None, timeout: float = 300
) -> Recorded:
    """Run a command in the repository's folder, isolated, and return what it did.

    Raises
    ------
    OSError
        The namespaces cannot be made here, or the recorder itself fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        task = {
            "command": list(command),
            "environment": {
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "LANG": "C.UTF-8",
                "HOME": HOME,
                "TMPDIR": TEMPORARY,
                **(environment or {}),
            },
            "folder": folder,
            "timeout": timeout,
        }
        inside = [*_UNSHARE, sys.executable, __file__, json.dumps(task)]
        run = subprocess.run(inside, capture_output=True, text=True, check=False)  # noqa: S603
    if run.returncode:
        raise OSError(run.stderr.strip().splitlines()[-1] if run.stderr.strip() else "unshare fails")
    return Recorded(**json.loads(run.stdout))


def python(code: str) -> list[str]:
    """Return the command that runs Python code."""
    return [sys.executable, "-c", code]


@cache
def why_not() -> str:
    """Return why nothing can be isolated here; empty if it can be."""
    if sys.platform != "linux":
        return "namespaces are there on Linux only"
    if os.geteuid():
        return "only root can lay a file system over the whole one"
    if missing := [name for name in ("unshare", "ip", "mount") if not shutil.which(name)]:
        return f"no command {missing[0]} on this machine"
    try:
        isolated(["true"])
    except OSError as error:
        return f"no namespaces on this machine: {error}"
    return ""


# What follows runs inside.


def main(task: dict[str, Any]) -> dict[str, Any]:
    """Run the command and return what it did."""
    folder = Path(task["folder"])
    for call in (
        "ip link set lo up",
        "ip route add local default dev lo",
        "ip -6 route add local default dev lo",
        f"mount -t tmpfs tmpfs {folder}",
    ):
        _call(*call.split())
    layers = _lay_over(folder)
    new_root = folder / "root"
    for name, text in _SETTINGS.items():
        (new_root / "etc" / name).unlink(missing_ok=True)
        (new_root / "etc" / name).write_text(text)
    for made in (HOME, TEMPORARY):
        (new_root / made[1:]).mkdir(parents=True)
    names: list[str] = []
    packets: list[str] = []
    listening = _listen(names, packets)

    def enter() -> None:
        os.chroot(new_root)
        os.chdir(ROOT)

    with (folder / "stdout").open("wb") as stdout, (folder / "stderr").open("wb") as stderr:
        process = subprocess.Popen(  # noqa: S603
            task["command"],
            env=task["environment"],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            preexec_fn=enter,
        )
        try:
            code = process.wait(task["timeout"])
        except subprocess.TimeoutExpired:
            code = 124
    time.sleep(0.2)  # until what the command did last has been looked at
    ours = {"/etc", HOME, "/tmp", TEMPORARY} | {f"/etc/{name}" for name in _SETTINGS}  # noqa: S108
    return {
        "code": code,
        "stdout": (folder / "stdout").read_text("utf-8", "replace"),
        "stderr": (folder / "stderr").read_text("utf-8", "replace"),
        "names": sorted(set(names)),
        "packets": sorted(set(packets)),
        "dropped": struct.unpack("II", listening.getsockopt(_SOL_PACKET, _PACKET_STATISTICS, 8))[1],
        "files": sorted(path for layer in layers.items() for path in _written(*layer) if path not in ours),
    }


def _call(*command: str) -> None:
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if run.returncode:
        raise OSError(f"{' '.join(command)}: {' '.join(run.stderr.split())}")


def _lay_over(folder: Path) -> dict[str, Path]:
    """Make folder/root, which is `/` under an overlay, and return the layer with what is written, by place.

    Sockets of daemons that would act outside (names, D-Bus) are in /run, which is empty here.
    """
    (folder / "empty").mkdir()
    layers = {}
    for number, (place, below) in enumerate(_places(folder)):
        upper, work, mounted = (
            folder / f"{number}.upper",
            folder / f"{number}.work",
            folder / "root" / place[1:],
        )
        upper.mkdir()
        work.mkdir()
        mounted.mkdir(parents=True, exist_ok=True)
        options = f"lowerdir={below},upperdir={upper},workdir={work}"
        _call("mount", "-t", "overlay", "overlay", "-o", options, str(mounted))
        layers[place] = upper
        if place == "/":
            _call("mount", "-t", "proc", "proc", str(mounted / "proc"))
            _call("mount", "--rbind", "/sys", str(mounted / "sys"))
            _call("mount", "--rbind", "/dev", str(mounted / "dev"))
    return layers


def _places(folder: Path) -> list[tuple[str, str]]:
    """List the mounts of real file systems, and what the command sees there."""
    empty = str(folder / "empty")
    places = {"/": "/", "/run": empty, "/dev/shm": empty}  # noqa: S108
    for line in Path("/proc/self/mounts").read_text().splitlines():
        _, place, _, options, *_ = line.split()
        is_ours = place.startswith(("/proc", "/sys", "/dev", "/run", str(folder)))
        if not is_ours and "rw" in options.split(",") and Path(place).is_dir():
            places[place] = place
    return sorted(places.items())


def _written(place: str, upper: Path) -> list[str]:
    """List what the layer of a place holds: files, marks of removal, and folders with nothing in them.

    What lies deeper than a path may be long, as in tests of ours, is left out.
    """
    found: list[Path] = []
    for folder, folders, files in os.walk(upper):
        here = Path(folder)
        if len(folder) > _LONGEST:
            folders.clear()
            continue
        found += [here / name for name in files] + [
            here / name for name in folders if (here / name).is_symlink()
        ]
        if not folders and not files and here != upper:
            found.append(here)
    return [str(Path(place) / path.relative_to(upper)) for path in found]


def _listen(names: list[str], packets: list[str]) -> socket.socket:
    """Answer for every name, and record names and packets; return the socket that sees packets."""
    asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    asked.bind(("127.0.0.1", 53))
    asked_at_length = socket.create_server(("127.0.0.1", 53))
    seen = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.ntohs(0x0003))
    seen.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
    seen.bind(("lo", 0))
    for target, arguments in (
        (_answer, (asked, names)),
        (_answer_at_length, (asked_at_length, names)),
        (_watch, (seen, packets)),
    ):
        threading.Thread(target=target, args=arguments, daemon=True).start()
    return seen


def _answer(asked: socket.socket, names: list[str]) -> None:
    while True:
        query, sender = asked.recvfrom(4096)
        asked.sendto(_reply(query, names), sender)


def _answer_at_length(asked: socket.socket, names: list[str]) -> None:
    while True:
        connection, _ = asked.accept()
        with connection:
            size = int.from_bytes(connection.recv(2, socket.MSG_WAITALL), "big")
            reply = _reply(connection.recv(size, socket.MSG_WAITALL), names)
            connection.sendall(len(reply).to_bytes(2, "big") + reply)


def _reply(query: bytes, names: list[str]) -> bytes:
    labels, place = [], 12
    while size := query[place]:
        labels.append(query[place + 1 : place + 1 + size].decode("ascii", "replace"))
        place += 1 + size
    names.append(".".join(labels))
    kind = int.from_bytes(query[place + 1 : place + 3], "big")
    addresses = {_TYPE_A: "198.51.100.7", _TYPE_AAAA: "2001:db8::7"}
    data = ipaddress.ip_address(addresses[kind]).packed if kind in addresses else b""
    answer = struct.pack("!HHHIH", 0xC00C, kind, 1, 60, len(data)) + data if data else b""
    header = query[:2] + struct.pack("!HHHHH", 0x8180, 1, bool(data), 0, 0)
    return header + query[12 : place + 5] + answer


def _watch(seen: socket.socket, packets: list[str]) -> None:
    while True:
        packet, (_, kind, *_) = seen.recvfrom(128)
        found = _destination(kind, packet)
        if found:
            packets.append(found)


def _destination(kind: int, packet: bytes) -> str:
    """Return where a packet goes that leaves the machine; empty for others, and for answers."""
    if kind == _IPV4:
        protocol, address, rest = packet[9], packet[16:20], packet[(packet[0] & 0x0F) * 4 :]
    elif kind == _IPV6:
        protocol, address, rest = packet[6], packet[24:40], packet[40:]
    else:
        return ""
    to = ipaddress.ip_address(address)
    is_opening = protocol == _UDP or (protocol == _TCP and rest[13] & _SYN_ACK == _SYN)
    if to.is_loopback or not is_opening:
        return ""
    return f"{'udp' if protocol == _UDP else 'tcp'} {to}:{int.from_bytes(rest[2:4], 'big')}"


if __name__ == "__main__":
    json.dump(main(json.loads(sys.argv[1])), sys.stdout)
