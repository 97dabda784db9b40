#!/usr/bin/env python3
"""Keeps the catalogues in Sources/<Target>/Words true to the sentences in the code.

  scripts/words.py update [LANGUAGE ...]   writes every catalogue anew: new sentences empty, unused ones dropped
  scripts/words.py check                   fails on sentences that are missing, unused, untranslated or glued
  scripts/words.py list                    prints every sentence with its places, as JSON

The compiler itself says which literals are `Words`: its syntax tree (`swiftc -dump-ast`) names the type of each. It needs a
debug build (`scripts/swift-tests.sh build`), whose arguments it takes. What was found in a target is kept under
.build/words until the sources change.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
# From the bottom up: what is found in a target depends on those before it.
TARGETS = """
Kernel Persistence Web Gateways Areas Identity Vendors Catalog Ordering Settlement Engagement Presentation Storefront
SellerPortal AdminPortal Assembly
""".split()
WORDS = "6Kernel5WordsV"
MARKUP = "3Web4HTMLV"
# The pages about the API are for those who write programs, and in English.
ENGLISH_ONLY = ("Sources/Web/OpenAPI/",)
SPOKEN_ATTRIBUTE = re.compile(r'\b(?:aria-label|placeholder|title|alt)="([^"]*)"')
PLACE = re.compile(r"\{(\d+)\}")
# Options of a build that a look at the syntax needs not, without and with a value.
PLAIN = {
    "-emit-dependencies", "-emit-module", "-incremental", "-c", "-parseable-output", "-emit-objc-header",
    "-serialize-diagnostics", "-enable-batch-mode", "-g", "-gnone", "-whole-module-optimization",
}
VALUED = {"-emit-module-path", "-output-file-map", "-index-store-path", "-emit-objc-header-path", "-num-threads"}


class Sentence:
    """One sentence of the program: what gettext calls an entry."""

    def __init__(self, key, plural=None, meaning=None, place=""):
        self.key, self.plural, self.meaning, self.places = key, plural, meaning, {place}

    @property
    def identity(self):
        return (self.meaning, self.key)


def targets():
    return [name for name in TARGETS if (ROOT / "Sources" / name).is_dir()]


def sources(target):
    return sorted((ROOT / "Sources" / target).rglob("*.swift"))


def arguments(target):
    """What the last debug build told the compiler about a target."""
    manifest = ROOT / ".build" / "debug.yaml"
    if not manifest.exists():
        sys.exit("Build first: scripts/swift-tests.sh build")
    for line in manifest.read_text().splitlines():
        if f'"-module-name","{target}"' in line and '/swiftc"' in line:
            return json.loads(line.split("args: ", 1)[1])
    sys.exit(f"The last build knows no target {target}.")


def syntax(target):
    """The syntax trees of a target's files."""
    kept, given = [], iter(arguments(target))
    for argument in given:
        if argument == "-Xcc":
            kept += [argument, next(given)]
        elif argument in VALUED:
            next(given)
        elif argument not in PLAIN and not argument.startswith("-j"):
            kept.append(argument)
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [*kept, "-dump-ast", "-dump-ast-format", "json"], stdout=output, stderr=subprocess.STDOUT)
        output.seek(0)
        text = output.read().decode()
    if done.returncode != 0:
        sys.exit(f"{target} does not compile; build it first.\n{text[-2000:]}")
    decoder, index, trees = json.JSONDecoder(), text.find("{"), []
    while index >= 0:
        tree, end = decoder.raw_decode(text, index)
        trees.append(tree)
        index = text.find("{", end)
    return trees


def name_of(call):
    function = call.get("fn", {})
    while "fn" in function:
        function = function["fn"]
    declaration = function.get("decl", {})
    return declaration.get("base_name"), declaration.get("decl_usr", "")


def texts(node):
    """The string literals directly inside an argument."""
    if node.get("_kind") == "string_literal_expr":
        return node["value"]
    return None


def interpolated(node):
    """The key and the plural of an interpolated literal, as `Words.StringInterpolation` makes them."""
    key, plural, number, counts = "", None, 0, 0
    for call in node["appending_expr"]["body"]["elements"]:
        if call.get("_kind") != "call_expr":
            continue
        name, _ = name_of(call)
        given = call["args"]["args"]
        if name == "appendLiteral":
            text = texts(given[0]["expr"])
            key += text
            plural = plural + text if plural is not None else None
            continue
        number += 1
        mark = "{%d}" % number
        labels = {argument.get("label"): argument["expr"] for argument in given}
        if "count" in labels:
            counts += 1
            one, other = (texts(labels[label]).replace("#", mark) for label in ("one", "other"))
            plural = (plural if plural is not None else key) + other
            key += one
        else:
            key += mark
            plural = plural + mark if plural is not None else None
    return key, plural, counts


def markup(node):
    """The text of a literal of markup, with a mark for everything that stands in it."""
    if node["_kind"] == "string_literal_expr":
        return node["value"]
    pieces = []
    for call in node["appending_expr"]["body"]["elements"]:
        if call.get("_kind") == "call_expr":
            isText = name_of(call)[0] == "appendLiteral"
            pieces.append(texts(call["args"]["args"][0]["expr"]) if isText else "\x01")
    return "".join(pieces)


def spoken(text):
    """What people would read of a literal of markup without its being `Words`."""
    text = re.sub(r"<(style|script)[^>]*>.*?</\1>", "", text, flags=re.S)
    found = SPOKEN_ATTRIBUTE.findall(text)
    if "<" in text or ">" not in text:
        found += re.split(r"<[^>]*>?", re.sub(r"^[^<>]*>", "", text) if re.match(r"^[^<>]*>", text) else text)
    return [piece.strip() for piece in found if re.search(r"[A-Za-z]{2,}", re.sub(r"&\w+;|\x01", " ", piece))]


def sentences(target):
    """Every sentence of a target, and what is wrong with how some are written."""
    found, faults = [], []

    def take(key, plural, meaning, place):
        if key and key != "{1}":
            found.append({"key": key, "plural": plural, "meaning": meaning, "place": place})
        if PLACE.sub("", key).strip(" .,:;·–—/()“”'+-×#%") == "" and len(PLACE.findall(key)) != 1:
            return
        if key != key.strip() or (plural and plural != plural.strip()):
            faults.append(f"{place}: '{key}' begins or ends with a space, so it is part of another sentence")
        if re.match(r"[,;.] ", key):
            faults.append(f"{place}: '{key}' begins in the middle of a sentence")

    def walk(node, place, meaning=None):
        if isinstance(node, list):
            for item in node:
                walk(item, place, meaning)
            return
        if not isinstance(node, dict):
            return
        kind = node.get("_kind")
        if kind in ("string_literal_expr", "interpolated_string_literal_expr") and WORDS in node.get("type", ""):
            if kind == "string_literal_expr":
                take(node["value"], None, meaning, place)
            else:
                key, plural, counts = interpolated(node)
                if counts > 1:
                    faults.append(f"{place}: '{key}' counts {counts} things; a sentence can count one")
                take(key, plural, meaning, place)
            walk(node.get("appending_expr"), place)
            return
        if (
            kind in ("string_literal_expr", "interpolated_string_literal_expr") and MARKUP in node.get("type", "")
            and not place.startswith(ENGLISH_ONLY)
        ):
            for piece in spoken(markup(node)):
                # A literal may hold attributes alone, for a tag of another one.
                if not re.search(r'[\w-]+="', piece):
                    faults.append(f"{place}: {piece!r} stands in markup without being Words")
        if kind == "call_expr":
            _, usr = name_of(node)
            if WORDS in usr and "7meaning" in usr:
                given = node["args"]["args"]
                walk(given[0]["expr"], place, texts(given[1]["expr"]))
                return
        for key, value in node.items():
            if key not in ("type", "range", "interface_type", "decl_context"):
                walk(value, place, meaning)

    for tree in syntax(target):
        path = os.path.relpath(tree.get("filename", ""), ROOT)
        walk(tree.get("items", tree), path)
    unique = {json.dumps(entry, sort_keys=True): entry for entry in found}
    return {"sentences": list(unique.values()), "faults": sorted(set(faults))}


def everything():
    """What is found in every target, from memory where its sources and those below it are the same."""
    memory = ROOT / ".build" / "words"
    memory.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(pathlib.Path(__file__).read_bytes())
    results, jobs = {}, {}
    with concurrent.futures.ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for target in targets():
            for path in sources(target):
                digest.update(path.read_bytes())
            kept = memory / f"{target}-{digest.hexdigest()[:24]}.json"
            if kept.exists():
                results[target] = json.loads(kept.read_text())
            else:
                jobs[target] = (kept, pool.submit(sentences, target))
        for target, (kept, job) in jobs.items():
            results[target] = job.result()
            for old in memory.glob(f"{target}-*.json"):
                old.unlink()
            kept.write_text(json.dumps(results[target]))
    return results


def merged(result):
    """The sentences of a target, each once, with all its places."""
    by_identity = {}
    for entry in result["sentences"]:
        sentence = Sentence(entry["key"], entry["plural"], entry["meaning"], entry["place"])
        known = by_identity.setdefault(sentence.identity, sentence)
        known.places |= sentence.places
        known.plural = known.plural or sentence.plural
    return sorted(by_identity.values(), key=lambda sentence: (sentence.key, sentence.meaning or ""))


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def unquoted(text):
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), text)


def read_catalogue(path):
    """A PO file as its header and {(meaning, key): (plural, forms, isFuzzy)}."""
    header, entries = "", {}
    if not path.exists():
        return header, entries
    for block in re.split(r"\n\s*\n", path.read_text()):
        fields, current, fuzzy = {}, None, False
        for line in block.splitlines():
            if line.startswith("#"):
                fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
                continue
            match = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) "(.*)"$', line)
            if match:
                current = match[1]
                fields[current] = unquoted(match[2])
            elif current and line.startswith('"'):
                fields[current] += unquoted(line[1:-1])
        if fields.get("msgid") == "":
            header = fields.get("msgstr", "")
        elif "msgid" in fields:
            forms = [fields[name] for name in sorted(fields) if name.startswith("msgstr")]
            entries[(fields.get("msgctxt"), fields["msgid"])] = (fields.get("msgid_plural"), forms, fuzzy)
    return header, entries


def form_count(header):
    match = re.search(r"nplurals=(\d+)", header)
    return int(match[1]) if match else 2


def write_catalogue(path, header, listed, known):
    lines = ['msgid ""', 'msgstr ""'] + [quoted(line + "\n") for line in header.splitlines()] + [""]
    for sentence in listed:
        lines += [f"#: {place}" for place in sorted(sentence.places)]
        plural, forms, fuzzy = known.get(sentence.identity, (None, [], False))
        wanted = form_count(header) if sentence.plural else 1
        if plural != sentence.plural or len(forms) != wanted:
            forms = [""] * wanted
        if fuzzy:
            lines.append("#, fuzzy")
        if sentence.meaning:
            lines.append(f"msgctxt {quoted(sentence.meaning)}")
        lines.append(f"msgid {quoted(sentence.key)}")
        if sentence.plural:
            lines.append(f"msgid_plural {quoted(sentence.plural)}")
            lines += [f"msgstr[{index}] {quoted(form)}" for index, form in enumerate(forms)]
        else:
            lines.append(f"msgstr {quoted(forms[0])}")
        lines.append("")
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines))


def languages():
    """The shipped languages: those that Kernel has a catalogue of, with its header."""
    folder = ROOT / "Sources" / "Kernel" / "Words"
    return {path.stem: read_catalogue(path)[0] for path in sorted(folder.glob("*.po"))}


def catalogue(target, language):
    return ROOT / "Sources" / target / "Words" / f"{language}.po"


def update(wanted):
    results = everything()
    for language, header in languages().items():
        if wanted and language not in wanted:
            continue
        # What one target's catalogue has is known to all, so that a sentence that moves keeps its translation.
        known = {}
        for target in targets():
            known.update(read_catalogue(catalogue(target, language))[1])
        missing = 0
        for target in targets():
            listed = merged(results[target])
            path = catalogue(target, language)
            if listed or path.exists():
                write_catalogue(path, header, listed, known)
            missing += sum(
                1 for sentence in listed if not all(known.get(sentence.identity, (None, [""], False))[1]))
        print(f"{language}: {missing} sentences wait for a translation")


def faults_of(language, target, listed):
    path = catalogue(target, language)
    _, known = read_catalogue(path)
    where = os.path.relpath(path, ROOT)
    for sentence in listed:
        plural, forms, fuzzy = known.get(sentence.identity, (None, [], False))
        if sentence.identity not in known:
            yield f"{where}: missing: {sentence.key!r} of {min(sentence.places)}"
        elif not forms or not all(forms) or fuzzy or plural != sentence.plural:
            yield f"{where}: not translated: {sentence.key!r}"
        else:
            # A form for one, two or none may leave out the number.
            counted = set(PLACE.findall(sentence.key)) if not sentence.plural else None
            for form in forms:
                places = set(PLACE.findall(form))
                allowed = set(PLACE.findall(sentence.plural or sentence.key))
                if not places <= allowed or (counted is not None and places != counted):
                    yield f"{where}: other places than in {sentence.key!r}: {form!r}"
    used = {sentence.identity for sentence in listed}
    for _, key in (identity for identity in known if identity not in used):
        yield f"{where}: unused: {key!r}"


def check():
    results = everything()
    faults = [fault for target in targets() for fault in results[target]["faults"]]
    for language in languages():
        for target in targets():
            faults += faults_of(language, target, merged(results[target]))
            path = catalogue(target, language)
            if path.exists():
                done = subprocess.run(
                    ["msgfmt", "--check", "-o", os.devnull, str(path)], capture_output=True, text=True)
                faults += [line for line in done.stderr.splitlines() if done.returncode != 0 and line]
    count = len({s.identity for target in targets() for s in merged(results[target])})
    for fault in faults:
        print(fault)
    print(f"{count} sentences, {len(languages())} languages besides English, {len(faults)} faults")
    sys.exit(1 if faults else 0)


def main():
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "update":
        update(sys.argv[2:])
    elif command == "check":
        check()
    elif command == "list":
        print(json.dumps(everything(), indent=1, ensure_ascii=False))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
