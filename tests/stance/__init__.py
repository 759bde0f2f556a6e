"""Tests of `analysis.stance`, file for file."""
