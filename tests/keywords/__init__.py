"""Tests of `analysis.keywords`."""
