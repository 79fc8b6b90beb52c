"""No-break spaces where a line may not end, in the words of a template: what a careful secretary types with Ctrl+Shift+Space."""
import re

NBSP = "\u00a0"
RULES = [
    (r"(?<=.{20}) –", NBSP + "–"),                      # not at the head of a line, where it could come to stand
    (r"№ ", "№" + NBSP),
    (r"\b(им\.|г\.|п\.|ст\.|т\.) ", r"\1" + NBSP),
    (r"([А-ЯЁ]\.) ?([А-ЯЁ]\.) ?(?=[А-ЯЁ][а-яё])", r"\1" + r"\2" + NBSP),
    (r"(\d) (?=(?:гг?|лет|года?|годы|человек|ед|чел)\b)", r"\1" + NBSP),
]


def no_breaks(words):
    """The words with the spaces that hold; what stands in a marker is left alone."""
    pieces = re.split(r"(\{\{.*?\}\})", words)
    for n in range(0, len(pieces), 2):
        for pattern, by in RULES:
            pieces[n] = re.sub(pattern, by, pieces[n])
    return "".join(pieces)
