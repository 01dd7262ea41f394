"""Faults, injected for real: processes killed, disks filled, files spoilt, clocks set, servers gone; what survived."""
