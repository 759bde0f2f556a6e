"""Tables to files and back, and files put into place whole or not at all."""

from analysis.storage.folders import check_place, digest, digests, replacing, replacing_file, scratch
from analysis.storage.tables import FORMATS, TableWriter, guard_formulas, read_tables

__all__ = [
    "FORMATS",
    "TableWriter",
    "check_place",
    "digest",
    "digests",
    "guard_formulas",
    "read_tables",
    "replacing",
    "replacing_file",
    "scratch",
]
