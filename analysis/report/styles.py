"""How a Word document looks: its paper, its styles, and nothing of the template that is not its own."""

from __future__ import annotations

from typing import Any

_INK, _LINK = "1C1C1C", "0B5F95"
_CM = 360_000  # of the units of DOCX
_MARGIN = int(2.2 * _CM)
TEXT_WIDTH = 21 * _CM - 2 * _MARGIN
_SIZES = {"Title": 20, "Heading 1": 14, "Heading 2": 12, "Heading 3": 11}


def new_document() -> Any:
    """Make an empty document on A4, in English, without an author or a date."""
    import docx
    from docx.shared import Cm, Emu

    document = docx.Document()
    _anonymous(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Emu(_MARGIN)
    _page_numbers(section)
    _texts(document.styles)
    _additions(document.styles)
    return document


def _anonymous(document: Any) -> None:
    """Leave out what the template says of its own making: its author, its dates, its picture."""
    properties = document.core_properties
    properties.language = "en-GB"
    for element in list(properties._element):
        if element.tag.rpartition("}")[2] in {
            "creator",
            "description",
            "created",
            "modified",
            "lastModifiedBy",
            "revision",
            "keywords",
            "category",
            "subject",
        }:
            properties._element.remove(element)
    rels = document.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[key]


def _page_numbers(section: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def _texts(styles: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    ((language,),) = [styles.element.iter(qn("w:lang"))]
    language.set(qn("w:val"), "en-GB")
    normal = styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for name in ("Title", *(f"Heading {level}" for level in range(1, 10))):
        style = styles[name]
        style.font.size = Pt(_SIZES.get(name, 10.5))
        style.font.color.rgb = RGBColor.from_string(_INK)
        style.font.italic = False
        style.paragraph_format.space_before = Pt(0 if name == "Title" else 12)
        style.paragraph_format.space_after = Pt(4)
    for border in list(styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    styles["Quote"].paragraph_format.left_indent = Pt(18)
    styles["Quote"].font.italic = False
    for kind in ("Bullet", "Number", "Continue"):
        for suffix in ("", " 2", " 3"):
            styles[f"List {kind}{suffix}"].paragraph_format.space_after = Pt(3)


def _additions(styles: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml
    from docx.shared import Pt, RGBColor

    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor.from_string(_LINK)
    link.font.underline = True
    cell = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = styles["Normal"]
    cell.font.size = Pt(9.5)
    cell.paragraph_format.space_after = Pt(0)
    table = styles.add_style("Sidelight Table", WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Normal Table"]
    line = 'w:val="single" w:space="0" w:color'
    table.element.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders>"
            f'<w:top {line}="{_INK}" w:sz="8"/><w:bottom {line}="{_INK}" w:sz="8"/>'
            f'<w:insideH {line}="C8C8C8" w:sz="4"/></w:tblBorders><w:tblCellMar>'
            '<w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
    )
    table.element.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
            f'<w:bottom {line}="{_INK}" w:sz="6"/></w:tcBorders></w:tcPr></w:tblStylePr>'
        )
    )
