"""The part of a framework file on lights: what they mean, and which were published."""

from __future__ import annotations

from coopcli.model import Light, Meaning, Outlook, Reference
from coopcli.reading.evidence import PASSAGE
from coopcli.reading.shapes import DATE, ID, PROSE, Choice, Field, Record

LIGHTS = {light.name.lower(): light for light in reversed(Light)}
BETTER = [name for name, light in LIGHTS.items() if light]
LIGHT_OR_NONE = Choice({**LIGHTS, "undetermined": "undetermined"})
OUTLOOK = Choice({outlook.value: outlook for outlook in Outlook})

MEANING = Record(
    "the meaning of a light",
    lambda wording, **rest: Meaning(ours=wording == "ours", **rest),
    {
        "meaning": Field(PROSE, "what the light says"),
        "next": Field(PROSE, "what must happen next"),
        "wording": Field(
            Choice({"ours": "ours", "source": "source"}), "whether a source words it so"
        ),
        "source": Field(PASSAGE, "the passage that it rests on"),
    },
)

REFERENCE = Record(
    "a reference",
    lambda light, **rest: Reference(light=None if light == "undetermined" else light, **rest),
    {
        "area": Field(ID, "the area"),
        "as-of": Field(DATE, "the date of the light"),
        "light": Field(LIGHT_OR_NONE, "the light"),
        "outlook": Field(OUTLOOK, "the outlook"),
        "source": Field(PASSAGE, "where it was published"),
    },
)
