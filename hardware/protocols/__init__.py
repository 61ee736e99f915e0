"""One module per wire protocol: pure functions between bytes and values, shared by driver and emulator."""
