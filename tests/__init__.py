"""Tests that mirror the package, file for file."""
