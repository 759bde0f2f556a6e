"""Tests of the page of one article."""
