"""Tests of `analysis.references`, file for file."""
