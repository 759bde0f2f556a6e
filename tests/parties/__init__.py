"""Tests of `analysis.parties`, file for file."""
