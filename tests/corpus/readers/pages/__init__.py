"""Tests of analysis.corpus.readers.pages."""
