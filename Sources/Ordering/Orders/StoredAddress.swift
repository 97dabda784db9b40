import Foundation
import Identity
import Persistence
import Web

/// Room for the text of most addresses, in bytes.
private let usualBytes = 256

/// Checkouts and orders keep an address as JSON text.
extension PostalAddress: SQLValue {
  package static var sample: PostalAddress {
    PostalAddress(name: "", line1: "", city: "", postalCode: "", country: "")
  }

  package var sqlParameter: SQLParameter {
    // The writer of the API is many times faster than an encoder, and this runs while rows are locked.
    var writer = JSONWriter(capacity: usualBytes)
    PostalAddressOutput(self).write(to: &writer)
    return .text(String(decoding: writer.bytes, as: UTF8.self))
  }

  /// Reads the JSON text.
  package static func decode(_ column: SQLColumn) throws -> PostalAddress {
    try JSONDecoder().decode(PostalAddress.self, from: Data(column.text().utf8))
  }
}
