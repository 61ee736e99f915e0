"""The reference hall's scenarios, played on a running hall and counted: they use the rig's doors like anybody."""
