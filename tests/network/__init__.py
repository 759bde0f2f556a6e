"""Tests of `analysis.sentiment`, file for file."""
