"""Bytes of every kind: read as the text they are, or refused with one clear line."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from importer.package import complaints

from gen.errors import SourceError
from gen.importer.intake import take_in
from gen.importer.receive.decode import decode
from gen.importer.receive.formats import refuse_formats

TEXT = "××市人民代表大会常务委员会关于生活垃圾分类的决定\n（2022年12月20日通过）\n为了加强生活垃圾管理，作如下决定：\n"
CHINESE = st.text(st.sampled_from("为了加强生活垃圾管理，。；：（）《》一二三123ABC \n"), min_size=8).filter(
    lambda text: sum("\u4e00" <= c <= "\u9fff" for c in text) > 4 and text.isprintable() is not None
)


def fault(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        take_in(data, "x.txt")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.hint
    return str(diagnostic)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gbk", "GB18030"),
        ("gb18030", "GB18030"),
        ("utf-16", "UTF-16 LE"),
        ("utf-16-le", "UTF-16 LE"),
        ("utf-16-be", "UTF-16 BE"),
        ("utf-32", "UTF-32"),
    ],
)
def test_encoding_is_found_and_said(codec: str, name: str) -> None:
    assert decode(TEXT.encode(codec), "x") == (TEXT, name)


@given(CHINESE, st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]))
def test_chinese_text_comes_back(text: str, codec: str) -> None:
    # Without a line end, UTF-16 without a mark may spell something else as well.
    assert decode(f"{text}\n".encode(codec), "x")[0] == f"{text}\n"


def test_gb18030_that_is_valid_utf8_by_chance() -> None:
    assert decode("联通".encode("gbk"), "x") == ("联通", "GB18030")


def test_gb18030_of_2022() -> None:
    # Python's decoder still gives the private place of 2000.
    assert decode("为了加强生活垃圾管理，".encode("gbk") + bytes.fromhex("a6d9fe59"), "x")[0] == "为了加强生活垃圾管理，︐龴"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0c", "\x0b"])
def test_line_ends(end: str) -> None:
    assert decode(TEXT.replace("\n", end).encode(), "x")[0] == TEXT


def test_damage_has_its_line_and_byte() -> None:
    data = TEXT.encode()
    assert fault(data[:100] + b"\xff" + data[100:]) == (
        "x.txt:2:15: 错误 [编码] 第101个字节 0xFF 不是 UTF-8；文件可能已经损坏，或者不是文本文件；请对照原件改正，再存为 UTF-8 编码"
    )
    assert "UTF-8 的最后一个字不完整" in fault(data[:-2])
    assert "x.txt:1:1: 错误 [编码] UTF-16 LE 的最后一个字不完整，在第3个字节" in fault(b"\xff\xfe\x00")


def test_two_encodings_in_one_file() -> None:
    data, other = TEXT.encode(), TEXT.encode("gbk")
    assert "前面是 UTF-8，从第157个字节起像 GB18030" in fault(data + other)
    assert "前面是 GB18030，从第" in fault(other + data)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "　\u200b\n".encode(), b"\xff\xfe"])
def test_nothing_in_it(data: bytes) -> None:
    assert "文件是空的" in fault(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "这是 PDF"),
        (b"{\\rtf1\\ansi", "这是 RTF"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "旧格式的 .doc 或 .wps"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "DOCX 有密码"),
        (b"<!DOCTYPE html><html>", "这是网页"),
        (b"\xef\xbb\xbf  <HTML >", "这是网页"),
        (b"<?xml version='1.0'?><w:document>", "Word 的 XML"),
        (b"\x89PNG\r\n", "这是图片"),
        (b"\xff\xd8\xff\xe0", "这是图片"),
        (b"Rar!\x1a", "RAR"),
        (b"abc\0\x01\x02def", "是 NUL，不是文本文件"),
        (bytes(range(1, 256)) * 4, "不是 GB18030"),
    ],
)
def test_other_formats_are_named(data: bytes, what: str) -> None:
    assert what in fault(data)


@given(st.binary(max_size=400))
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes_are_received_or_refused(data: bytes) -> None:
    assert all(diagnostic.message and diagnostic.hint for diagnostic in complaints(data))


@given(st.text(max_size=200))
def test_text_that_is_no_other_format_passes(text: str) -> None:
    refuse_formats(b"a" + text.encode(), "x")
