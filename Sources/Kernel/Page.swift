import Foundation

/// One page of a list, and where the next begins.
package struct Page<Item> {
  package let items: [Item]
  /// Hand it back as `?cursor=` to get the next page; `nil` on the last one.
  package let nextCursor: Cursor?

  /// A page of these items.
  package init(items: [Item], nextCursor: Cursor? = nil) {
    self.items = items
    self.nextCursor = nextCursor
  }

  /// Takes `limit + 1` fetched rows and makes a page of `limit`, with a cursor after the last shown one if there are more.
  package init(fetched rows: [Item], limit: Int, cursor: (Item) -> Cursor) {
    guard rows.count > limit, limit > 0 else {
      self.init(items: rows)
      return
    }
    let shown = Array(rows.prefix(limit))
    self.init(items: shown, nextCursor: cursor(shown[limit - 1]))
  }

  /// The same page with other items.
  package func map<Other>(_ transform: (Item) throws -> Other) rethrows -> Page<Other> {
    Page<Other>(items: try items.map(transform), nextCursor: nextCursor)
  }
}

extension Page: Sendable where Item: Sendable {}

/// Which page of a list a client asks for.
package struct PageRequest: Hashable, Sendable {
  /// What a page holds at most, and so what can be chosen on one.
  package static let maximumLimit = 100

  /// How many items at most: 1 to `maximumLimit`.
  package let limit: Int
  /// Where to go on; `nil` for the beginning.
  package let cursor: Cursor?

  /// Asks for `limit` items after `cursor`.
  package init(limit: Int = 24, cursor: Cursor? = nil) {
    self.limit = limit
    self.cursor = cursor
  }
}

/// A place in a list: the sort values of the last item shown. Opaque to clients (base64url of the values).
package struct Cursor: Hashable, Sendable, CustomStringConvertible {
  /// Of base64url (RFC 4648, 5), which is written without padding.
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The sort values of the last item shown, as text.
  package let values: [String]

  /// The place after the item with these sort values.
  package init(_ values: [String]) { self.values = values }

  /// Reads what `description` wrote; `nil` for anything else.
  package init?(_ text: String) {
    var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
    base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
    guard text.utf8.count <= 2048, let data = Data(base64Encoded: base64),
      let joined = String(validating: data, as: UTF8.self), !joined.isEmpty
    else { return nil }
    values = joined.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
  }

  package var description: String {
    let bytes = Array(values.joined(separator: "\u{1F}").utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << ((3 - group.count) * 8)
      for place in 0...group.count { text.append(Cursor.alphabet[bits >> (18 - place * 6) & 63]) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
