"""Row 8: a crawl in a network namespace of its own, where every packet is seen: none goes to an address that is not of the public internet.

`python -m tests.torture.namespace FOLDER` does it, as root in `unshare --net --mount`, and prints what was seen as JSON.
"""

from __future__ import annotations

import ipaddress
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

from tests import places
from tests.command import environment
from tests.site import page

SITE, NAMES = "93.184.216.34", "9.9.9.9"  # of the public internet, and here on this machine
INSIDE = "10.0.0.1"
#: What pages lead to. Names are answered by `_answers`.
LEADS = (
    "http://10.0.0.1/", "http://192.168.1.1:8080/", "http://172.16.0.1/", "http://169.254.169.254/latest/", "http://100.64.0.1/", "http://198.18.0.1/",
    "http://0.0.0.0/", "http://127.0.0.1/", "http://127.1/", "http://localhost/", "http://0/", "http://10.1/", "http://0x0a000001/", "http://167772161/", "http://012.0.0.1/",
    "http://[::1]/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[fec0::1]/", "http://[::ffff:10.0.0.1]/", "http://[::10.0.0.1]/", "http://[64:ff9b::a00:1]/",
    "http://[2002:a00:1::]/", "http://private.example/", "http://mixed.example/", "http://rebinding.example/", "http://mapped.example/", "http://10.0.0.1.:80/",
)  # fmt: skip


def main(folder: Path) -> None:
    """Set the namespace up, crawl, and print what was seen."""
    # Every address is this machine's: whatever is sent anywhere is seen, and nothing leaves.
    for line in ("link set lo up", "route add local default dev lo", "-6 route add local default dev lo"):
        subprocess.run(["ip", *line.split()], check=True)
    for name, text in (("hosts", "127.0.0.1 localhost\n"), ("resolv.conf", f"nameserver {NAMES}\n")):
        (folder / name).write_text(text)
        subprocess.run(["mount", "--bind", str(folder / name), str(Path("/etc", name).resolve())], check=True)
    seen: list[str] = []
    for work in (_serve, _answer_names, lambda: _sniff(seen)):
        threading.Thread(target=work, daemon=True).start()
    time.sleep(0.5)
    ways = [f"http://site.example/{way}/{at}" for way in ("redirect", "refresh") for at in range(len(LEADS))]
    words = [sys.executable, "-m", "crawler", "crawl", "http://site.example/en/", *ways, "--delay", "0", "--no-track"]
    more = {
        "PYTHONPATH": str(places.PROJECT),
        "WIRETRACE_CONTACT": "https://desk.example/",
        "WIRETRACE_RETRY_TIMES": "0",
    }
    done = subprocess.run(words, cwd=folder, env=environment() | more, capture_output=True, text=True, check=False)
    crawled = sorted(set(seen))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:  # one that is to be seen
        probe.sendto(b"x", (INSIDE, 9))
    time.sleep(0.5)
    print(json.dumps({"out": done.stdout, "seen": crawled, "probe": INSIDE in seen}))


def _serve() -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            way, _, at = self.path.strip("/").partition("/")
            if way == "redirect":
                self.send_response(302)
                self.send_header("Location", LEADS[int(at)])
                body = b""
            else:
                self.send_response(200 if way in {"en", "refresh"} else 404)
                refresh = f'<meta http-equiv="refresh" content="0; url={LEADS[int(at)]}">' if way == "refresh" else ""
                body = refresh.encode() or page(1)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    ThreadingHTTPServer((SITE, 80), Handler).serve_forever()


def _answers(name: str, times: int) -> tuple[str, ...]:
    if name == "rebinding.example":
        return (INSIDE,) if times % 2 else (SITE,)
    return {
        "site.example": (SITE,), "private.example": (INSIDE,), "mixed.example": (SITE, INSIDE), "mapped.example": (f"::ffff:{INSIDE}",),
    }.get(name, ())  # fmt: skip


def _answer_names() -> None:
    """Answer queries for the addresses of names (RFC 1035), of either family."""
    asked = count()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((NAMES, 53))
        while True:
            query, sender = server.recvfrom(2_000)
            end = query.index(b"\0", 12) + 5
            name, kind = _name(query[12:]), struct.unpack("!H", query[end - 4 : end - 2])[0]
            found = [ipaddress.ip_address(each) for each in _answers(name, next(asked))]
            packed = [each.packed for each in found if kind == (1 if each.version == 4 else 28)]
            records = b"".join(b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 0, len(each)) + each for each in packed)
            server.sendto(
                query[:2] + struct.pack("!HHHHH", 0x8180, 1, len(packed), 0, 0) + query[12:end] + records, sender
            )


def _name(question: bytes) -> str:
    labels, at = [], 0
    while length := question[at]:
        labels.append(question[at + 1 : at + 1 + length].decode())
        at += 1 + length
    return ".".join(labels).lower()


def _sniff(seen: list[str]) -> None:
    """Note where TCP and UDP packets go that leave for an address which is not global."""
    with socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3)) as wire:  # type: ignore[attr-defined]
        while True:
            packet = wire.recv(100)
            version = packet[0] >> 4
            protocol, to = (packet[9], packet[16:20]) if version == 4 else (packet[6], packet[24:40])
            if protocol in {6, 17} and version in {4, 6}:
                address = ipaddress.ip_address(to)
                if not address.is_global:
                    seen.append(str(address))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    os._exit(0)
