"""Tests of `analysis.training`."""
