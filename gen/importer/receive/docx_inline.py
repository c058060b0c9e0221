"""A paragraph of a DOCX → its text with its list number, after the paragraphs of the text boxes anchored in it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from gen.errors import Diagnostic
from gen.importer.receive.docx_fields import Fields, is_page_number
from gen.importer.receive.docx_numbers import Numbering
from gen.importer.receive.docx_parts import descend
from gen.importer.receive.docx_styles import Styles, is_on, list_and_level
from gen.source.faults import Faults, Spot

_RULE: Final = "DOCX"
_TEXT: Final = frozenset({"w:t", "v:textpath", "m:t", "w:sym"})
_THROUGH: Final = frozenset(
    {"w:hyperlink", "w:smartTag", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:bdo", "w:dir", "w:ruby", "w:rubyBase"}
)
_SYMBOLS: Final = {
    "wingdings": {0x6C: "●", 0x6E: "■", 0x6F: "□", 0xA8: "□", 0xD8: "➢", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0xA3: "□"},
    "symbol": {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷"},
}
_CHARACTERS: Final = (range(1, 0xD800), range(0xE000, 0x10000))
"""The code points of the basic plane that are characters; those between are surrogates."""
_PRIVATE: Final = range(0xF000, 0x10000)
"""Word writes the characters of a symbol font here, its code in the low byte."""
_LOW_BYTE: Final = 0xFF
_REMARKS: Final = {
    "deleted": ("有{}处修订中删去的文字，没有读入；修订中插入的文字已读入", "请在 Word 里接受或拒绝全部修订，再导入"),
    "hidden": ("有{}处隐藏文字，没有读入", "如果应当有，请在 Word 里取消隐藏"),
    "note": ("有{}条脚注或尾注，已移到文末，标作〔注1〕……", "请对照原件，改成正文或者删去；要作注释的，标记写作 [^1]，注文写作一行 [^1]: …"),
    "picture": ("有{}幅图片，没有读入", "要插图的，请把图片存到源文件的文件夹里，在原处写一行 ![图题](文件)"),
    "box": ("有{}个文本框，文字放在它所在的段落之前", "请对照原件，检查先后"),
    "formula": ("有{}个公式，按先后写成了文字", "请对照原件改成一行文字；要照原样印的，存成图片，写作 ![公式的文字](文件)"),
    "embedded": ("有{}个嵌入的文档，没有读入", "请在 Word 里打开，把文字复制到正文"),
}


class Inline(Struct):
    """The reader's state between paragraphs: list numbers so far, open fields, notes, and what to tell the author."""

    styles: Styles
    numbering: Numbering
    fields: Fields = field(default_factory=Fields)
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    symbols: Counter[str] = field(default_factory=Counter)
    boxes: list[str] = field(default_factory=list)
    carried: str = ""
    """The text of a paragraph whose end mark was deleted: the next paragraph begins with it."""

    def paragraph(self, element: Element) -> Iterator[str]:
        """Read a paragraph: first the texts of its text boxes, then its own, unless its end mark was deleted."""
        parts: list[str] = []
        self.read(element, parts)
        self.fields.end_paragraph()
        boxes, self.boxes = self.boxes, []
        yield from boxes
        properties = element.find("w:pPr")
        text, self.carried = self.carried + "".join(parts), ""
        if properties is not None and descend(properties, "w:rPr", "w:del") is not None:
            self.seen["deleted"] += 1
            self.carried = text
        else:
            label = self.label(properties)
            yield label + text if text.strip() or not boxes else text

    def continues(self, element: Element) -> bool:
        """Whether a paragraph continues the one before: our DOCX writer divides paragraphs at page breaks."""
        return self.styles.continues(_style(element.find("w:pPr")))

    def lists_names(self, element: Element) -> bool:
        """Whether a paragraph is a list of names as our DOCX writer sets it: a row a line, with tabs between names."""
        return self.styles.lists_names(_style(element.find("w:pPr")))

    def label(self, properties: Element | None) -> str:
        """Count a paragraph of an automatic list and return the number that Word shows."""
        number, level, source = self.styles.list_of(_style(properties))
        own = properties.find("w:numPr") if properties is not None else None
        if own is not None:
            own_number, own_level = list_and_level(own)
            if own_number:
                number, source = own_number, ""
            level = own_level if own_level is not None else level
        if level is None:
            level = self.numbering.level_of_style(number, source) if source else 0
        return self.numbering.label(number, level) if number not in {"", "0"} else ""

    def inside(self, element: Element) -> Iterable[Element]:
        """The children to read of an element that has no text of its own."""
        if element.tag in _THROUGH:
            return element
        if element.tag == "w:sdt":
            content = element.find("w:sdtContent")
            return () if content is None or is_on(descend(element, "w:sdtPr", "w:showingPlcHdr")) else content
        if element.tag == "mc:AlternateContent":
            return next((choice for choice in element if any(node.tag in _TEXT for node in choice.iter())), next(iter(element), ()))
        if element.tag in {"w:del", "w:moveFrom"}:
            self.seen["deleted"] += 1
        elif element.tag == "w:altChunk":
            self.seen["embedded"] += 1
        return ()

    def read(self, element: Iterable[Element], parts: list[str]) -> None:
        """Read the contents of a paragraph or a run."""
        for child in element:
            write = _WRITE.get(child.tag)
            if write:
                write(self, child, parts)
            else:
                self.read(self.inside(child), parts)

    def show(self, text: str, parts: list[str]) -> None:
        """Add text, unless it is the code of a field or a page number."""
        if self.fields.visible:
            parts.append(text)

    def run(self, element: Element, parts: list[str]) -> None:
        """Read a run, unless it is hidden."""
        properties = element.find("w:rPr")
        if properties is not None:
            vanish, style = properties.find("w:vanish"), properties.find("w:rStyle")
            if is_on(vanish) or (vanish is None and style is not None and style.get("w:val") in self.styles.hidden):
                # The marks of fields count even where they are hidden.
                hidden: list[str] = []
                self.read(element, hidden)
                self.seen["hidden"] += any(text.strip() for text in hidden)
                return
        self.read(element, parts)

    def symbol(self, element: Element, parts: list[str]) -> None:
        """Write a character of a symbol font as the Unicode character that looks like it, if one is known."""
        font, code = element.get("w:font", ""), element.get("w:char", "")
        try:
            point = int(code, 16)
        except ValueError:
            return
        if not any(point in characters for characters in _CHARACTERS):
            return
        known = _SYMBOLS.get(font.lower(), {}).get(point & _LOW_BYTE if point in _PRIVATE else point)
        self.symbols[f"{font or '符号字体'} 的 {code.upper()}" + (f" 写作 {known}" if known else "")] += 1
        self.show(known or chr(point), parts)

    def graphic(self, element: Element, parts: list[str]) -> None:
        """Find the text boxes, word art and pictures of a drawing."""
        if element.tag == "w:txbxContent":
            self.seen["box"] += 1
            self.box(element)
        elif element.tag == "v:textpath":
            self.boxes.append(element.get("string", ""))
        elif element.tag in {"a:blip", "v:imagedata"}:
            self.seen["picture"] += 1
        else:
            for child in self.inside(element) if element.tag == "mc:AlternateContent" else element:
                self.graphic(child, parts)

    def box(self, elements: Iterable[Element]) -> None:
        """Read the paragraphs of a text box, tables included, ahead of the paragraph that it is anchored in."""
        for child in elements:
            if child.tag == "w:p":
                outer, self.boxes, carried, self.carried = self.boxes, [], self.carried, ""
                texts = list(self.paragraph(child))
                self.boxes, self.carried = outer + texts, carried
            else:
                self.box(child if child.tag in {"w:tbl", "w:tr", "w:tc"} else self.inside(child))

    def note(self, element: Element, parts: list[str]) -> None:
        """Write the mark of a footnote or endnote."""
        key = (element.tag.removeprefix("w:").removesuffix("Reference") + "s", element.get("w:id", ""))
        if key not in self.notes:
            self.seen["note"] += 1
            self.notes[key] = f"〔注{len(self.notes) + 1}〕"
        self.show(self.notes[key], parts)

    def simple_field(self, element: Element, parts: list[str]) -> None:
        """Read the result of a field, unless it is a page number."""
        if not is_page_number(element.get("w:instr", "")):
            self.read(element, parts)

    def formula(self, element: Element, parts: list[str]) -> None:
        """Write the characters of a formula in their order."""
        self.seen["formula"] += 1
        self.show("".join(node.text or "" for node in element.iter("m:t")), parts)

    def remarks(self, file: str) -> tuple[Diagnostic, ...]:
        """Warn of text that was left out, moved or replaced."""
        faults = Faults(file)
        for name, (message, hint) in _REMARKS.items():
            if self.seen[name]:
                faults.warn(_RULE, message.format(self.seen[name]), Spot(), hint)
        for symbol, times in self.symbols.items():
            faults.warn(_RULE, f"有{times}个符号：{symbol}", Spot(), "请对照原件")
        return faults.raise_if_errors()


def _style(properties: Element | None) -> str:
    style = properties.find("w:pStyle") if properties is not None else None
    return style.get("w:val", "") if style is not None else ""


def _shown(text: str) -> Callable[[Inline, Element, list[str]], None]:
    return lambda inline, _, parts: inline.show(text, parts)


_WRITE: Final[dict[str, Callable[[Inline, Element, list[str]], None]]] = {
    "w:r": Inline.run,
    "w:t": lambda inline, element, parts: inline.show(element.text or "", parts),
    "w:tab": _shown("\t"),
    "w:ptab": _shown("\t"),
    "w:br": _shown("\n"),
    "w:cr": _shown("\n"),
    "w:noBreakHyphen": _shown("-"),
    "w:sym": Inline.symbol,
    "w:fldChar": lambda inline, element, _: inline.fields.mark(element.get("w:fldCharType", "")),
    "w:instrText": lambda inline, element, _: inline.fields.code(element.text or ""),
    "w:fldSimple": Inline.simple_field,
    "w:drawing": Inline.graphic,
    "w:pict": Inline.graphic,
    "w:object": Inline.graphic,
    "w:footnoteReference": Inline.note,
    "w:endnoteReference": Inline.note,
    "m:oMath": Inline.formula,
    "m:oMathPara": Inline.formula,
}
