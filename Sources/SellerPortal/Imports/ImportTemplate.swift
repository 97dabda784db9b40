import Web

/// A small file that shows which columns are read.
enum ImportTemplate {
  static let response = Response(
    headers: [
      .contentType: "text/csv; charset=utf-8",
      .contentDisposition: "attachment; filename=\"products-template.csv\"",
    ],
    body: .bytes(Array(text.utf8)))

  private static let text = """
    Handle,Title,Body (HTML),Vendor,Product Category,Tags,Published,Option1 Name,Option1 Value,Variant SKU,\
    Variant Inventory Qty,Variant Price,Variant Compare At Price,Image Src,Image Alt Text,Status
    linen-shirt,Linen shirt,<p>Light and airy.</p>,Atelier,Clothing,"linen, summer",TRUE,Size,S,\
    LS-S,12,59.00,,,,active
    linen-shirt,,,,,,,,M,LS-M,8,59.00,,,,
    oak-board,Cutting board of oak,<p>Oiled by hand.</p>,Atelier,Kitchen,wood,TRUE,,,OB-1,20,\
    34.50,39.00,,,draft

    """
}
