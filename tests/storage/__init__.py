"""Tests of analysis.storage."""
