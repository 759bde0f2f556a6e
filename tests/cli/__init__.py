"""Tests of analysis.cli."""
