"""Tests of analysis.corpus.readers.databases."""
