"""Who is meant: one person, organisation, place or group under several names."""
