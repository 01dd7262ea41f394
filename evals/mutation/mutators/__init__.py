"""The mutators: one family of faults a module, one small function a kind."""
