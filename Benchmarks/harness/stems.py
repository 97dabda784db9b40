"""How the program splits texts into words and folds them for searching, for texts of ASCII: what Kernel's `SearchWords` and
`EnglishStem` do, said once more so that a database can be filled without the program."""
import re
from functools import lru_cache

MAXIMUM_LETTERS = 40
MAXIMUM_PARTS = 4
MAXIMUM_NAMES = 100

WORD = re.compile(r"[a-z0-9](?:[a-z0-9]|(?<=[0-9])[.,](?=[0-9]))*")
THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
MEASURE = re.compile(r"([0-9][0-9.]*)([a-z]+)")
# Stands behind a stem.
MARK = "."
UNITS = {unit: unit for unit in "b kb mb gb tb hz mhz ghz mah w kw wh kwh v mm cm m km mg g kg ml cl l oz lb ft mp inch".split()}
UNITS |= {"in": "inch", "inches": "inch", "zoll": "inch"}

DOUBLE = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize", "abli": "able", "alli": "al",
    "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble"}
PLAIN = {"icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": ""}
LONG = [
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize"]


def indexed(text):
    """What a text without marks of inches is found by, in its order: words, each with its stem behind it."""
    return [term for token in text.split() for term in indexed_token(token)]


@lru_cache(1 << 16)
def indexed_token(token):
    found = []
    for compound in compounds(token):
        for word in compound:
            found += [word, *pieces(word), *measured(word)]
        if together := joined(compound):
            found.append(together)
    return tuple(term for word in found for term in ([word] if stem(word) == word else [word, stem(word) + MARK]))


def names(texts):
    """What is kept of names and addresses, for finding whom they belong to."""
    kept = set()
    for text in texts:
        for compound in compounds(text):
            kept.update(compound)
            kept.update(piece for word in compound for piece in pieces(word))
            if together := joined(compound):
                kept.add(together)
        if "@" in text[1:] and not re.search(r"\s", text):
            kept.add(text.lower())
    return sorted(kept)[:MAXIMUM_NAMES]


def compounds(text):
    """The words of a text, those together that stand with a single mark between them."""
    found, end = [], None
    for match in WORD.finditer(text.lower()):
        word = match.group()[:MAXIMUM_LETTERS].replace(",", ".")
        gap = text[end:match.start()] if end is not None else "  "
        if len(gap) == 1 and not gap.isspace():
            found[-1].append(word)
        else:
            found.append([word])
        end = match.end()
    return found


def pieces(word):
    if "." not in word:
        return []
    return [part for part in word.split(".") if part] + ([word.replace(".", "")] if THOUSANDS.fullmatch(word) else [])


def measured(word):
    """“2tb” as a number and its unit."""
    match = MEASURE.fullmatch(word)
    return [match[1], UNITS[match[2]]] if match and match[2] in UNITS else []


def joined(compound):
    together = "".join(compound).replace(".", "")
    return together if 2 <= len(compound) <= MAXIMUM_PARTS and len(together) <= MAXIMUM_LETTERS else None


@lru_cache(1 << 16)
def stem(word):
    """The word without English endings, after Porter."""
    if len(word) <= 2 or not re.fullmatch("[a-z]+", word):
        return word
    word = cut_past(cut_plural(word))
    if ends(word, "y") and has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = cut_long(replace_first(replace_first(word, DOUBLE), PLAIN))
    if ends(word, "e"):
        size = measure(word[:-1])
        if size > 1 or (size == 1 and not ends_in_short_syllable(word[:-1])):
            word = word[:-1]
    return word[:-1] if ends(word, "ll") and measure(word) > 1 else word


def ends(word, ending):
    return len(word) > len(ending) and word.endswith(ending)


def cut_plural(word):
    if ends(word, "sses") or ends(word, "ies"):
        return word[:-2]
    return word[:-1] if ends(word, "s") and not ends(word, "ss") else word


def cut_past(word):
    if ends(word, "eed"):
        return word[:-1] if measure(word[:-3]) > 0 else word
    if ends(word, "ed") and has_vowel(word[:-2]):
        word = word[:-2]
    elif ends(word, "ing") and has_vowel(word[:-3]):
        word = word[:-3]
    else:
        return word
    if any(ends(word, ending) for ending in ("at", "bl", "iz")):
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and is_consonant(word, len(word) - 1) and word[-1] not in "lsz":
        return word[:-1]
    return word + "e" if measure(word) == 1 and ends_in_short_syllable(word) else word


def replace_first(word, endings):
    found = max((ending for ending in endings if ends(word, ending)), key=len, default=None)
    if found is None or measure(word[:-len(found)]) == 0:
        return word
    return word[:-len(found)] + endings[found]


def cut_long(word):
    found = max((ending for ending in LONG if ends(word, ending)), key=len, default=None)
    if found is None or measure(word[:-len(found)]) <= 1:
        return word
    return word if found == "ion" and word[-4] not in "st" else word[:-len(found)]


def measure(word):
    """How often consonants follow vowels."""
    kinds = [is_consonant(word, index) for index in range(len(word))]
    return sum(1 for before, after in zip(kinds, kinds[1:]) if after and not before)


def has_vowel(word):
    return not all(is_consonant(word, index) for index in range(len(word)))


def ends_in_short_syllable(word):
    last = len(word) - 1
    return (last >= 2 and is_consonant(word, last) and not is_consonant(word, last - 1)
            and is_consonant(word, last - 2) and word[last] not in "wxy")


def is_consonant(word, index):
    if word[index] in "aeiou":
        return False
    return word[index] != "y" or index == 0 or not is_consonant(word, index - 1)
