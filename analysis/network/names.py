"""Labels of word pieces for names and descriptions, and how they become spans."""

from __future__ import annotations

TYPES = ("person", "organisation", "place", "group")
# Outside of names; then for each type the first word of a name and the others.
NAME_LABELS = ("outside", *(f"{kind} {part}" for kind in TYPES for part in ("first", "inside")))
NOMINAL_LABELS = ("outside", "first", "inside")
