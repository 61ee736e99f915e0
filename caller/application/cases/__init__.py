"""Applications between the bus and the pure domain: forms filled, licences called, requests answered with views."""
