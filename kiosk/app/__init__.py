"""The running kiosk: `kiosk` is its state and inbox, `machine` puts everything together."""
