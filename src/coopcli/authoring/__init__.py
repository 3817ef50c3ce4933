"""From a rubric to files that people fill in, and from their answers to edits of these files."""
