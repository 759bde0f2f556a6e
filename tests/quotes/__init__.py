"""Tests of `analysis.quotes`."""
