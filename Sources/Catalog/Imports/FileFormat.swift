import Foundation
import Kernel
import Persistence
import Web

/// Whose columns a product file has.
package enum FileFormat: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  case shopify, woocommerce, souk
  /// Nobody's that is known: people say which column is what.
  case other
}

extension FileFormat {
  /// The format whose header this is. What names a product and its title tells them apart.
  static func of(_ header: [String]) -> FileFormat {
    let names = Set(header.map(FileHeader.key))
    func has(_ column: ShopifyColumns.Column, _ format: FileFormat) -> Bool {
      column.names(format).contains(where: names.contains)
    }
    for format in [FileFormat.shopify, .souk] where has(.handle, format) && has(.title, format) {
      return format
    }
    return WooColumns.isHeader(names) ? .woocommerce : .other
  }
}

/// Which field of a product each column of a file is, by the column's name, as people said it. `FieldMapping.ignored`
/// stands for none.
package struct FieldMapping: Hashable, Sendable {
  /// Says that a column is not read.
  package static let ignored = "ignore"
  /// So many columns can be said something of.
  static let mostColumns = 1_000

  /// Names of fields by names of columns.
  package let fields: [String: String]

  /// What people said of columns.
  package init(_ fields: [String: String] = [:]) { self.fields = fields }

  /// What `text` wrote; `nil` for anything else.
  package init?(_ text: String) {
    guard let fields = try? JSONDecoder().decode([String: String].self, from: Data(text.utf8)) else {
      return nil
    }
    self.init(fields)
  }

  /// As one text for a column of a table: a JSON object.
  package var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts alone: nothing that JSON can't hold.
    guard let data = try? encoder.encode(fields) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }

  /// The fields by columns' names as headers are compared.
  var byKey: [String: String] {
    Dictionary(fields.map { (FileHeader.key($0.key), $0.value) }) { first, _ in first }
  }
}
