"""How sure: a sample that people label, their agreement, and estimates that their labels correct."""

from __future__ import annotations

from analysis.validation.attaching import accuracy_of_labels, with_labels
from analysis.validation.coders import Agreement, agreement
from analysis.validation.evaluation import write_evaluation
from analysis.validation.labels import read_labels
from analysis.validation.measured import Validation, validate
from analysis.validation.recalibration import Recalibration, recalibrate
from analysis.validation.sampling import sample, write_sample
from analysis.validation.widget import Labelling, label

__all__ = [
    "Agreement",
    "Labelling",
    "Recalibration",
    "Validation",
    "accuracy_of_labels",
    "agreement",
    "label",
    "read_labels",
    "recalibrate",
    "sample",
    "validate",
    "with_labels",
    "write_evaluation",
    "write_sample",
]
