"""How long a kiosk's process waits for what, in seconds."""

JOIN_SECONDS = 3.0
"""How long each worker may take to end when the kiosk is stopped."""
SETTLE_SECONDS = 0.8
"""How long who goes on waits for the hall before it shows itself without."""
CARD_WAITS_SECONDS = 5.0
"""How long a kiosk that starts waits for the hall before it looks whether a card lies there."""
FORGOTTEN_SECONDS = 90.0
"""How long a card that was laid down while the hall was away waits for its visit; then whoever laid it has gone."""
LAST_QUESTION_SECONDS = 0.4
"""How long a leaving process waits for the hall's last answer."""
LEFT_PAGES_SECONDS = 10.0
"""How long a kiosk waits for what a process before it has left at the page printer, before it takes visitors."""
LET_GO_SECONDS = 1.0
"""How long a leaving process waits for each worker but the printers'."""
PRINT_SECONDS = 120.0
"""How long a leaving process waits for what is on its way to paper."""
SHOWN_SECONDS = 10.0
"""How long a leaving process stays for whoever looks at it, and for the next one to show the screen."""
