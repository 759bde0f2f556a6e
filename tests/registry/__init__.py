"""Tests of `analysis.registry`, file for file."""
