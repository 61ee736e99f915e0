"""One folder per port, one module per model: link + protocol + timing."""
