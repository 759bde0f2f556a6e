"""Input and surroundings that try to break the package."""
