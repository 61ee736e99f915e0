"""What a kiosk does, without a kiosk: steps, events, orders, and the one function that ties them together."""
