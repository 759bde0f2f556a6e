"""Tests of analysis.jobs."""
