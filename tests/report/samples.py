"""Texts that try to steer what shows them: a terminal, a log, a page."""

from hypothesis import strategies as st

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HIDDEN = "\u00ad\u200b\u200c\u200d\u2028\u2029\u2060\ufeff\U000e0041"
CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0))))
STEERING = CONTROLS + BIDI + HIDDEN + "\ud800"

HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;file:///etc/passwd\x07link\x1b]8;;\x07",
    "a\r\nb: error: forged",
    "\u202egnp.exe",
    "::error file=x,line=1::forged",
    "100%0A::warning::forged",
    "[link=file:///etc/passwd]x[/link] :smile: [red]",
    "\x9b31m",
)

texts = st.text(st.sampled_from(STEERING) | st.characters() | st.sampled_from("%:,[]/é学"), max_size=20)
