"""Cases (办件): the matter itself, its form, materials, promises, clock, decision and certificates. Pure."""
