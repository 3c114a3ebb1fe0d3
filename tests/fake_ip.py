"""`python -m tests.fake_ip ADDRESS CERTIFICATE FOLDER`: the registry at port 443 of an address, and `enrich` beside it.

Run in a network of its own in which all services' names lead to the address, as "fake-ip" resolvers make it.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.proxy import NamedRegistry, Project


def main(address: str, certificate: str, folder: str) -> int:
    registry = NamedRegistry(tls=(certificate, certificate), at=(address, 443))
    registry.crossref, registry.arxiv = {"10.1000/182"}, {"1703.03400"}
    with registry.server:
        return subprocess.run(Project(Path(folder)).command("enrich"), env=dict(os.environ)).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
