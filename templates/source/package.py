"""What both formats share: XML text, units, and a zip whose bytes depend on its contents alone."""
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

EPOCH = (1980, 1, 1, 0, 0, 0)


def attributes(pairs):
    """' a="1" b="2"' of the pairs whose value is not None."""
    return "".join(f" {k}={quoteattr(str(v), {chr(10): '&#10;'})}" for k, v in pairs if v is not None)


def element(name, content=None, **pairs):
    """An element; "w_val" stands for w:val. content None makes it empty."""
    head = name + attributes((k.replace("__", "-").replace("_", ":", 1) if "_" in k else k, v) for k, v in pairs.items())
    return f"<{head}/>" if content is None else f"<{head}>{content}</{name}>"


def twips(mm):
    return round(mm * 1440 / 25.4)


def number(value):
    """As short as it can be: 1, 0.5."""
    return f"{round(value, 3):g}"


def cm(mm):
    return number(mm / 10) + "cm"


def pt(points):
    return number(points) + "pt"


def archive(parts, stored=()):
    """The zip of parts (name to text), in their order; names in stored are not deflated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            z.writestr(info, data.encode() if isinstance(data, str) else data, compresslevel=9)
    return out.getvalue()


__all__ = ["archive", "attributes", "cm", "element", "escape", "number", "pt", "twips"]
