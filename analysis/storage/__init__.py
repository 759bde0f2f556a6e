"""Tables to files and back, and files put into place whole or not at all."""

from analysis.storage.code import code_digest
from analysis.storage.folders import check_place, digest, digests, replacing, replacing_file, scratch, told
from analysis.storage.runs import Run, open_run
from analysis.storage.tables import FORMATS, TableWriter, append_csv, guard_formulas, read_tables

__all__ = [
    "FORMATS",
    "Run",
    "TableWriter",
    "append_csv",
    "check_place",
    "code_digest",
    "digest",
    "digests",
    "guard_formulas",
    "open_run",
    "read_tables",
    "replacing",
    "replacing_file",
    "scratch",
    "told",
]
