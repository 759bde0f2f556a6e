"""Tests of `analysis.aggregate`, file for file."""
