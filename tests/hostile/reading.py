"""Reads files in a process with little memory and time, and prints what came of each; run by the tests."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from time import process_time

from wicreport.coding.codebook import load_codebook
from wicreport.coding.records import code_source
from wicreport.corpus.descriptors import describe_document
from wicreport.corpus.documents import read_document
from wicreport.errors import WicReportError

MOST_MEMORY = 2_000_000_000  # bytes of address space, libraries included
MOST_TIME = 120  # seconds of processor time for all files together
MOST_CODED = 100_000  # characters, for what is coded as well


def read_file(folder: Path, name: str) -> dict[str, object]:
    """Return text or error of one file and how long it took, its coding included where it is not long."""
    begun = process_time()
    try:
        document = read_document(folder, name, detect=True)
        source = describe_document(document, ())
        if len(source.text) < MOST_CODED:
            code_source(source, load_codebook())
        given = {"text": document.text[:400] + document.text[-400:]}
    except WicReportError as error:
        given = {"error": str(error)}
    return {"file": name, "seconds": process_time() - begun, **given}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_TIME, MOST_TIME))
    folder = Path(sys.argv[1])
    for name in sys.argv[2:]:
        print(json.dumps(read_file(folder, name)), flush=True)  # noqa: T201  the test reads it
