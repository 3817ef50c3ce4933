"""The rule: from a rubric and an area to the light, in integers and fractions."""
