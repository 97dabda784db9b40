import Foundation
import Identity
import Web

/// An address as the JSON text that checkouts and orders keep of it.
enum StoredAddress {
  /// Room for the text of most addresses, in bytes.
  private static let usualBytes = 256

  static func encode(_ address: PostalAddress) -> String {
    // The writer of the API is many times faster than an encoder, and this runs while rows are locked.
    var writer = JSONWriter(capacity: usualBytes)
    PostalAddressOutput(address).write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  static func decode(_ text: String) throws -> PostalAddress {
    try JSONDecoder().decode(PostalAddress.self, from: Data(text.utf8))
  }
}
