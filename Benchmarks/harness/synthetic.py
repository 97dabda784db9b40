"""A catalogue made by program, of the size of a real one, so that a benchmark needs no file from elsewhere."""
import random

PRODUCTS = 19_406
VENDORS = 161
SEED = 20_26

KINDS = [
    ("Toner cartridge", 20, 180), ("Notebook", 320, 2400), ("Monitor", 90, 900), ("Keyboard", 12, 180),
    ("Mouse", 8, 120), ("Desk lamp", 15, 140), ("Projector lamp", 60, 320), ("Power adapter", 14, 90),
    ("Laptop battery", 25, 120), ("Network switch", 30, 800), ("Memory module", 18, 260), ("Hard disk", 45, 380),
    ("Privacy filter", 24, 110), ("Headset", 20, 240), ("Camera", 120, 1600), ("Printer", 70, 900),
    ("Cable", 4, 60), ("Docking station", 80, 330), ("Paper", 5, 50), ("Tablet case", 12, 80)]
MATERIALS = ["Steel", "Oak", "Leather", "Aluminium", "Plastic", "Cotton", "Glass", "Carbon"]
COLOURS = ["Black", "White", "Silver", "Blue", "Red", "Green", "Grey", "Yellow"]
SYLLABLES = ["ka", "lo", "ri", "ven", "mar", "tek", "so", "dan", "phi", "gor", "ul", "ex", "bri", "no", "zan"]


def word(random_source, syllables):
    return "".join(random_source.choice(SYLLABLES) for _ in range(syllables))


def products():
    """Yields dictionaries with the keys that catalogue_to_csv reads."""
    source = random.Random(SEED)
    vendors = sorted({word(source, 3).capitalize() + f" {number}" for number in range(VENDORS)})
    lines = [word(source, 3).capitalize() for _ in range(900)]
    for number in range(PRODUCTS):
        kind, lowest, highest = source.choice(KINDS)
        vendor = vendors[number % VENDORS]
        line, colour = source.choice(lines), source.choice(COLOURS)
        model = f"{line} {source.randrange(100, 9999)}"
        attributes = {
            "attr_t_type": kind, "attr_t_product_colour": colour, "attr_t_material": source.choice(MATERIALS),
            "attr_t_compatibility": ", ".join(source.choice(lines) for _ in range(4)),
            "attr_t_dimensions_wxdxh": " x ".join(str(source.randrange(10, 600)) for _ in range(3))}
        text = " ".join(word(source, 2) for _ in range(14))
        yield {
            "id": str(number + 1), "name": model, "title": f"{vendor} {model} {kind} {colour}",
            "short_description": f"{kind} for {text}", "supplier": vendor,
            "price": source.randrange(lowest * 100, highest * 100), "ean": [f"4{number:012d}"],
            "attr_n_weight": float(source.randrange(20, 9000)), **attributes}
