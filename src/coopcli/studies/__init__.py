"""Studies: what each command finds out, as one typed result each."""
