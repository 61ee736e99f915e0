"""What a kiosk does in the world: devices, the hall, slips, the catalogue's copy. Orders in, events and news out."""
