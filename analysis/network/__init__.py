"""Word pieces, and the network that reads them."""
