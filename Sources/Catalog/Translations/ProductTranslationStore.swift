import Areas
import Kernel
import Persistence

/// How many rows one INSERT carries.
private let rowsPerInsert = 50

/// The texts of products in other languages.
enum ProductTranslationStore {
  private struct Entry: RowDecodable {
    let product: ProductID
    let language: String
    let texts: [String: String?]

    init(row: inout Row) throws {
      product = try row.next("t.product_id")
      language = try row.next("t.language")
      texts = [
        ProductTexts.title: try row.next("t.title"),
        ProductTexts.description: try row.next("t.description"),
        ProductTexts.seoTitle: try row.next("t.seo_title"),
        ProductTexts.seoDescription: try row.next("t.seo_description"),
        ProductTexts.warrantyText: try row.next("t.warranty_text"),
      ]
    }
  }

  private static let columns = SQL.columns(of: Entry.self)

  /// Those of some products.
  static func of(_ products: [ProductID], _ snapshot: Snapshot) throws -> [ProductID: Translations] {
    let entries: [Entry] = try snapshot.all(
      """
      SELECT \(fragment: columns) FROM product_translations t WHERE t.product_id IN \(list: products)
      """)
    var found: [ProductID: Translations] = [:]
    for entry in entries {
      for (name, text) in entry.texts {
        found[entry.product, default: Translations()][entry.language, name] = text
      }
    }
    return found
  }

  /// What some products are called in a language; those that have no name in it are missing.
  static func titles(
    of products: [ProductID], in language: Language, _ snapshot: Snapshot
  ) throws -> [ProductID: String] {
    let rows = try snapshot.all(
      """
      SELECT product_id, title FROM product_translations
      WHERE product_id IN \(list: products) AND language = \(language.tag) AND title IS NOT NULL
      """
    ) { row in (try row.next(ProductID.self), try row.next(String.self)) }
    return Dictionary(rows) { $1 }
  }

  /// The tags of the languages that some products have texts in; those without any are missing.
  static func languages(of products: [ProductID], _ snapshot: Snapshot) throws -> [ProductID: [String]] {
    var found: [ProductID: [String]] = [:]
    for piece in Batches.pieces(of: products) {
      let rows = try snapshot.all(
        "SELECT product_id, language FROM product_translations WHERE product_id IN \(list: piece)"
      ) { row in (try row.next(ProductID.self), try row.next(String.self)) }
      for (product, language) in rows { found[product, default: []].append(language) }
    }
    return found
  }

  /// Adds those of new products.
  static func insert(_ products: [(id: ProductID, texts: Translations)], _ tx: Transaction) throws {
    let rows = products.flatMap { product in
      product.texts.languages.map { language -> NamedValues in
        let texts = product.texts[language]
        return [
          "product_id": product.id, "language": language, "title": texts[ProductTexts.title],
          "description": texts[ProductTexts.description], "seo_title": texts[ProductTexts.seoTitle],
          "seo_description": texts[ProductTexts.seoDescription],
          "warranty_text": texts[ProductTexts.warrantyText],
        ]
      }
    }
    for chunk in rows.chunks(of: rowsPerInsert) {
      try tx.run("INSERT INTO product_translations \(values: Array(chunk))")
    }
  }

  /// Makes those of a product what they are to be; the product's row is written besides.
  static func replace(_ product: ProductID, _ texts: Translations, _ tx: Transaction) throws {
    try tx.run("DELETE FROM product_translations WHERE product_id = \(product)")
    try insert([(product, texts)], tx)
  }
}
