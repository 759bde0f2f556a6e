"""Tests of the page of several articles."""
