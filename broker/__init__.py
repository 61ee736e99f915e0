"""The published language of the hall: topics, messages, the service catalogue, and the client that speaks MQTT.

Everything two programs say to each other is written here once. It knows nothing of devices, of the hall's rules or of
screens, and imports none of our other packages.
"""
