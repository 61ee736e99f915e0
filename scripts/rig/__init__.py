"""A whole hall on one machine: the supervisor behind `scripts/run`, and the process that owns every emulated device."""
