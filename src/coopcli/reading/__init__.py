"""From bytes to located nodes, and from nodes to rubrics, evidence and areas."""
