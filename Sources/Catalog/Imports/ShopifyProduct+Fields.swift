import Crypto
import Kernel

extension ShopifyProductReader {
  /// Names of the options that the product has. "Title" with "Default Title" is Shopify's way to say that it has none.
  func optionNames(_ first: CSVRecord) -> [String] {
    let pairs: [(ShopifyColumns.Column, ShopifyColumns.Column)] = [
      (.optionName1, .optionValue1), (.optionName2, .optionValue2), (.optionName3, .optionValue3),
    ]
    var names: [String] = []
    for (name, value) in pairs {
      let text = columns.text(name, of: first)
      if text.isEmpty { break }
      if text == "Title" && columns.text(value, of: first) == "Default Title" { break }
      names.append(String(text.prefix(60)))
    }
    return names
  }

  /// The path of categories, from Shopify's taxonomy or the vendor's own type.
  func category(_ first: CSVRecord) -> [String] {
    let taxonomy = columns.text(.category, of: first)
    let text = taxonomy.isEmpty ? columns.text(.type, of: first) : taxonomy
    return text.split(separator: ">").map { String($0.trimmingPrefix(" ")).trimmed }.filter { !$0.isEmpty }
      .prefix(5).map { String($0.prefix(80)) }
  }

  /// Tags without doubles, in their order.
  func tags(_ first: CSVRecord) -> [String] {
    var tags: [String] = []
    for piece in columns.text(.tags, of: first).split(separator: ",") {
      let tag = String(piece).trimmed
      if !tag.isEmpty, tag.count <= 60, !tags.contains(tag), tags.count < 50 { tags.append(tag) }
    }
    return tags
  }

  /// A product is shown unless its status or its publication says otherwise.
  func isActive(_ first: CSVRecord) -> Bool {
    let status = columns.text(.status, of: first).lowercased()
    if status == "draft" || status == "archived" { return false }
    return columns.text(.published, of: first).lowercased() != "false"
  }

  /// SHA-256 over every field of every record, each with its length before it.
  func fingerprint(_ records: [CSVRecord]) -> String {
    var hash = SHA256()
    for record in records {
      for field in record.fields {
        hash.update(data: Array("\(field.utf8.count):".utf8))
        hash.update(data: Array(field.utf8))
      }
      hash.update(data: [0])
    }
    return hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
