import Gateways
import Kernel
import Persistence

/// How much of a description is searched, in characters.
private let searchedCharacters = 8_000

/// Products as a search engine outside gets them. Only what is listed goes there: drafts, and goods of shops that are not
/// open, never leave.
enum EngineDocuments {
  /// The products as they are in this transaction; those that are gone or not listed have no content. Each is told apart
  /// by its id, so that it can be deleted when its row is gone.
  static func read(
    _ ids: [ProductID], _ revision: Int64, _ snapshot: Snapshot
  ) throws -> [SearchDocumentChange] {
    guard !ids.isEmpty else { return [] }
    let numbers = Dictionary(try TermStore.numbers(of: ids, snapshot).map { ($0.product, $0.number) }) { $1 }
    let products = Dictionary(try ProductStore.find(ids, snapshot).map { ($0.id, $0) }) { $1 }
    let tree = try CategoryStore.tree(snapshot)
    return ids.map { id in
      let content = products[id].flatMap { product in
        product.isListed ? numbers[id].map { document(product, $0, tree) } : nil
      }
      return SearchDocumentChange(id: id.description, version: revision, content: content)
    }
  }

  static func document(_ product: Product, _ number: UInt32, _ tree: CategoryTree) -> SearchEngineDocument {
    var document = SearchEngineDocument(
      number: Int64(number), shop: product.shop.id.description, language: Languages.standard.tag,
      title: product.title)
    document.brand = product.brand
    document.categories = product.category.map { tree.path(to: $0.id).map(\.name) } ?? []
    document.tags = product.tags
    let said = product.values.filter { $0.attribute.kind != .yesNo }.map(\.value)
    // As in the embedded index, titles in other languages stand among the facts.
    let titles = told(product, ProductTexts.title)
    document.values =
      product.options.flatMap(\.values) + product.attributes.map(\.value) + said + titles.map(\.text)
    let descriptions = told(product, ProductTexts.description).map { ProductText(safe: $0.text) }
    document.description = ([product.text] + descriptions).map { $0.plain(limit: searchedCharacters) }
      .joined(separator: "\n")
    document.skus = product.variants.compactMap(\.sku)
    document.barcodes = product.variants.compactMap(\.barcode)
    let named = [product.title, product.brand ?? ""] + product.tags + document.values
    let foreign = titles.flatMap { title in
      SearchWords.terms(title.text) + SearchWords.indexed(title.text, in: title.language)
    }
    document.words = (named.flatMap(SearchWords.terms) + foreign).joined(separator: " ")
    return document
  }

  /// A text of a product in the languages in which it has one, besides its own.
  private static func told(_ product: Product, _ name: String) -> [(language: String, text: String)] {
    product.translations.languages.compactMap { language in
      product.translations[language, name].map { (language: language, text: $0) }
    }
  }

  /// Where there are no categories.
  static let digestOfNone = SecureToken.contentHash([])

  /// Another one when a category is called otherwise or stands elsewhere, as the products below it are found by that.
  static func digest(_ tree: CategoryTree) -> String {
    let lines = tree.inOrder.map { "\($0.id) \($0.parent?.description ?? "") \($0.name)" }
    return SecureToken.contentHash(Array(lines.joined(separator: "\n").utf8))
  }
}
