#!/usr/bin/env python3
"""Turns a catalogue of one JSON object a line (gzip) into a product CSV in Shopify's format.

usage: catalogue_to_csv.py PRODUCTS.ndjson.gz OUT.csv
"""
import csv
import gzip
import html
import json
import sys

HEADER = [
    "Handle", "Title", "Body (HTML)", "Vendor", "Type", "Tags", "Published", "Option1 Name", "Option1 Value",
    "Variant SKU", "Variant Grams", "Variant Inventory Qty", "Variant Price", "Variant Barcode", "Status"]


def row(product):
    attributes = [
        (name[7:].strip("_").replace("_", " "), value) for name, value in product.items()
        if name.startswith("attr_t_") and isinstance(value, str)][:12]
    table = "".join(f"<li><b>{html.escape(n)}</b>: {html.escape(v)}</li>" for n, v in attributes)
    colour = product.get("attr_t_product_colour") or product.get("attr_t_printing_colours") or ""
    return {
        "Handle": f"product-{product['id']}",
        "Title": product["title"][:200],
        "Body (HTML)": f"<p>{html.escape(product.get('short_description') or '')}</p><ul>{table}</ul>",
        "Vendor": product["supplier"],
        "Type": str(product.get("attr_t_product_type") or product.get("attr_t_type") or "Electronics")[:60],
        "Tags": product["name"].replace(",", " "),
        "Published": "true",
        "Option1 Name": "Colour" if colour else "Title",
        "Option1 Value": colour[:200] if colour else "Default Title",
        "Variant SKU": product["name"][:100],
        "Variant Grams": int(product.get("attr_n_weight") or 0),
        "Variant Inventory Qty": 1_000_000,
        "Variant Price": f"{product['price'] / 100:.2f}",
        "Variant Barcode": (product.get("ean") or [""])[0],
        "Status": "active",
    }


def read(path):
    """The products of a file, one dictionary each."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def write(products, path):
    """Writes the CSV; answers with the numbers of products and of suppliers."""
    # Rows of one supplier together, as an export of many shops has them.
    ordered = sorted(products, key=lambda product: product["supplier"])
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, HEADER)
        writer.writeheader()
        writer.writerows(row(product) for product in ordered)
    return len(ordered), len({product["supplier"] for product in ordered})


if __name__ == "__main__":
    count, suppliers = write(read(sys.argv[1]), sys.argv[2])
    print(f"{count} products of {suppliers} suppliers")
