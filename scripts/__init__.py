"""What technicians run: setting up, the whole hall on one machine, its rig of emulated devices, and `hallctl`.

It may import every other package; none imports it.
"""
