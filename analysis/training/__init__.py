"""Makes the data that ship in `resources` from labelled data that do not; nothing else imports it."""
