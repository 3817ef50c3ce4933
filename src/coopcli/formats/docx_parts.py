"""What a Word file needs and python-docx does not write itself: links, drawings, styles."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

from coopcli.problems import shortened

SVG = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""By this name Word finds the drawing of which a picture is only the stand-in."""

_ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def element(tag: str, **attributes: str) -> Any:
    """An element of a Word file; ``w_val`` is its attribute ``w:val``."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name.replace("_", ":")), value)
    return made


def qualified(tag: str) -> str:
    """The name of an element as its tree has it."""
    from docx.oxml.ns import qn

    return str(qn(tag))


def add_anchor(paragraph: Any, name: str, number: int) -> None:
    """Makes a paragraph a place that links lead to; ``number`` is its own."""
    start = element("w:bookmarkStart", w_id=str(number), w_name=bookmark(name))
    place = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(place, start)
    paragraph._p.append(element("w:bookmarkEnd", w_id=str(number)))


def bookmark(name: str) -> str:
    """The name of a place as Word takes it: at most forty letters, digits and low lines."""
    from hashlib import sha256

    plain = name.replace("-", "_")
    return plain if len(plain) <= 40 else f"{plain[:31]}_{sha256(name.encode()).hexdigest()[:8]}"


def add_link(
    paragraph: Any, anchor: str, words: str, *, raised: bool = False, plain: bool = False
) -> Any:
    """Writes words that lead to a place in the document."""
    run = paragraph.add_run(words)
    if raised:
        run.font.superscript = True
    if not plain:
        from docx.shared import RGBColor

        run.font.color.rgb = RGBColor(0x1B, 0x4F, 0x8F)
    link = element("w:hyperlink", w_anchor=bookmark(anchor), w_history="1")
    paragraph._p.append(link)
    link.append(run._r)
    return link


def add_web_link(paragraph: Any, address: str) -> None:
    """Writes an address on the web that leads there."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    run = paragraph.add_run(address)
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = element("w:hyperlink", r_id=target, w_history="1")
    paragraph._p.append(link)
    link.append(run._r)


def mark_place(link: Any, name: str, number: int) -> None:
    """Makes a link a place that others lead to."""
    link.addprevious(element("w:bookmarkStart", w_id=str(number), w_name=bookmark(name)))
    link.addnext(element("w:bookmarkEnd", w_id=str(number)))


def page_number(paragraph: Any, anchor: str) -> None:
    """Writes the page on which a place stands.

    LibreOffice counts it when it opens the file, Word when it prints or is asked to (F9); to make
    it count at once would have it ask its reader whether it may. Till then dots stand there.
    """
    _field(paragraph, f"PAGEREF {bookmark(anchor)} \\h", "…")


def _field(paragraph: Any, code: str, shown: str) -> None:
    field = element("w:fldSimple", w_instr=f" {code} ")
    run = paragraph.add_run(shown)
    paragraph._p.append(field)
    field.append(run._r)


def add_picture(
    paragraph: Any, png: bytes, svg: bytes, *, number: int, width: int, words: tuple[str, str]
) -> None:
    """Adds a drawing with its stand-in, ``width`` wide, and what it shows and says in words.

    ``number`` is its own in the document.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    inline = paragraph.add_run().add_picture(BytesIO(png), width=width)._inline
    inline.docPr.set("title", words[0])
    inline.docPr.set("descr", words[1])
    package = paragraph.part.package
    drawing = Part(PackURI(f"/word/media/figure{number}.svg"), "image/svg+xml", svg, package)
    relation = paragraph.part.relate_to(drawing, RELATIONSHIP_TYPE.IMAGE)
    (blip,) = inline.xpath(".//a:blip")
    blip.append(_svg_extension(relation))


def _svg_extension(relation: str) -> Any:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(
        f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{SVG}">'
        f'<asvg:svgBlip xmlns:asvg="{_ASVG}" r:embed="{relation}"/></a:ext></a:extLst>'
    )


def points(size: float) -> Any:
    """A length in points, such as the size of letters."""
    from docx.shared import Pt

    return Pt(size)


LONGEST_TITLE = 255
"""Characters that Word takes for the title of a document."""


def empty(font: str, title: str, foot: str, day: date | None) -> Any:
    """An empty document with its styles, its foot, and no date but that of the result."""
    from docx import Document

    document = Document()
    about = document.core_properties
    about.title, about.author, about.language = shortened(title, LONGEST_TITLE), "", "en"
    about.comments, about.last_modified_by = "", ""
    moment = datetime(day.year, day.month, day.day) if day else datetime(2000, 1, 1)
    about.created = about.modified = moment
    _style(document, font, title, foot)
    return document


def _style(document: Any, font: str, head: str, foot: str) -> None:
    """Sets page, fonts and styles of an empty document, with a word at the foot of each page."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(14), Mm(13)
    section.different_first_page_header_footer = True
    styles, dark = document.styles, RGBColor(0x1C, 0x1E, 0x21)
    styles["Normal"].font.name, styles["Normal"].font.size = font, Pt(10)
    styles["Normal"].paragraph_format.space_after = Pt(2)
    for name, size in (("Cell", 9.0), ("Gap", 4.0)):
        small = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        small.base_style, small.font.size = styles["Normal"], Pt(size)
        small.paragraph_format.space_after = Pt(0)
    for level, size in enumerate((24, 16, 13, 11, 10.5, 10.5), 1):
        heading = styles[f"Heading {level}"]
        heading.font.name, heading.font.size, heading.font.color.rgb = font, Pt(size), dark
        heading.element.rPr.rFonts.attrib.clear()
        heading.font.name = font
        heading.font.italic = False
        heading.paragraph_format.space_before = Pt(size * 0.9)
    for name in ("Title", "Subtitle"):
        styles[name].element.rPr.rFonts.attrib.clear()
        styles[name].font.name, styles[name].font.color.rgb = font, dark
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Caption"].font.color.rgb = dark
    note = styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size = styles["Normal"], Pt(9)
    note.paragraph_format.left_indent, note.paragraph_format.first_line_indent = Mm(10), Mm(-10)
    note.paragraph_format.tab_stops.add_tab_stop(Mm(10))
    for depth in (1, 2):
        entry = styles.add_style(f"TOC {depth}", WD_STYLE_TYPE.PARAGRAPH)
        entry.base_style = styles["Normal"]
        entry.paragraph_format.left_indent = Mm(6 * (depth - 1))
        entry.paragraph_format.space_after = Pt(2)
        stops = entry.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    line = section.footer.paragraphs[0]
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(83), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(166), WD_TAB_ALIGNMENT.RIGHT)
    line.style.paragraph_format.tab_stops.clear_all()
    line.add_run(f"{head}\t{foot}\t")
    _field(line, "PAGE", "1")
