"""The other side of the same wires: devices with a body, which speak real bytes and break on command."""
