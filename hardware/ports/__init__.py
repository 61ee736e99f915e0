"""One Protocol and its frozen value types per kind of device, and the faults every device shares."""
