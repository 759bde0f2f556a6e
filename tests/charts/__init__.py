"""Tests of `analysis.charts`, file for file."""
