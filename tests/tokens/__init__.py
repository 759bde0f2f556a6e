"""Tests of `analysis.tokens`."""
