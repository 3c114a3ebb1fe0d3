"""Export to .bib, CSL-JSON and RIS against peers that convert the same .bib, whole processes, best of three."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import write_library

SIZES = (100, 1000, 10000)
PEERS = {
    "pandoc .bib -> CSL-JSON": "pandoc -f bibtex -t csljson a.bib -o p.json",
    "bibutils .bib -> RIS": "bib2xml -i utf8 a.bib 2>/dev/null | xml2ris > p.ris 2>/dev/null",
}


def best(command, folder, runs=3):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, shell=True, cwd=folder, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return min(times)


def main():
    ours = f"{sys.executable} -m refexport export a.bib a.json a.ris"
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            write_library(Path(folder), size)
            cold = best(f"rm -f a.*; {ours}", folder)
            warm = best(ours, folder)
            print(f"{size:6} entries  refexport, three formats: {cold:.2f} s; nothing changed: {warm:.2f} s")
            for name, command in PEERS.items():
                if shutil.which(command.split()[0]):
                    took = best(command, folder, 1)
                    print(f"{'':15} {name}: {took:.2f} s, {took / cold:.1f} times ours (one format)")
