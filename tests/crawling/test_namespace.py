"""Nothing is sent to an address that is not of the public internet: in a network namespace where every packet is seen."""

import json
import subprocess
import sys

import pytest

from tests import places
from tests.command import environment

_APART = ("unshare", "--net", "--mount")


@pytest.mark.slow
def test_no_packet_goes_to_a_private_address(tmp_path):
    """Links by redirect and refresh, to numbers in every notation, IPv6 that maps, names with private, mixed and changing addresses."""
    try:
        subprocess.run([*_APART, "ip", "link", "set", "lo", "up"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("network namespaces need root and iproute2")
    words = [*_APART, sys.executable, "-m", "tests.torture.namespace", str(tmp_path)]
    about = environment() | {"PYTHONPATH": str(places.PROJECT)}
    done = subprocess.run(words, env=about, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    found = json.loads(done.stdout or done.stderr)
    assert found["probe"], "the wire is not watched"
    assert found["seen"] == []
    assert "57 requests seen = 1 stored" in found["out"]
