"""Tests of analysis.evaluate."""
