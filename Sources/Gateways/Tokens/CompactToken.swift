import Foundation
import Kernel

/// A JSON Web Signature in its compact form (RFC 7515, section 3.1), taken apart but not yet believed.
struct CompactToken: Sendable {
  private static let maximumBytes = 16 * 1024
  private static let dot = UInt8(ascii: ".")

  let algorithm: String
  let kid: String?
  let type: String?
  /// Names of everything in the header.
  let headerNames: Set<String>
  let claims: JSONValue
  let signedBytes: [UInt8]
  let signature: [UInt8]

  init(_ token: String) throws(TokenError) {
    let bytes = Array(token.utf8)
    guard bytes.count <= Self.maximumBytes else { throw .malformed }
    let parts = bytes.split(separator: Self.dot, omittingEmptySubsequences: false)
    guard parts.count == 3, let headerBytes = Base64URL.decode(parts[0]),
      let claimBytes = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2]),
      case .object(let header)? = Self.json(headerBytes), let claims = Self.json(claimBytes),
      case .object = claims, case .string(let algorithm)? = header["alg"]
    else { throw .malformed }
    self.algorithm = algorithm
    self.claims = claims
    self.signature = signature
    kid = try Self.text(header["kid"])
    type = try Self.text(header["typ"])
    headerNames = Set(header.keys)
    signedBytes = Array(bytes[..<parts[1].endIndex])
  }

  /// The text of a member; a member that is no text makes the token malformed.
  private static func text(_ value: JSONValue?) throws(TokenError) -> String? {
    switch value {
    case nil: return nil
    case .string(let text)?: return text
    default: throw .malformed
    }
  }

  private static func json(_ bytes: [UInt8]) -> JSONValue? {
    try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
  }
}

/// Base64 with the alphabet of URLs, without padding (RFC 4648, section 5).
package enum Base64URL {
  /// The text for these bytes.
  package static func encode(_ bytes: [UInt8]) -> String { SecureToken.base64URL(bytes) }

  /// The bytes of a text; `nil` when it has another alphabet, padding, or bits that mean nothing.
  package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    let digits = Array(text)
    var padded = digits.map { digit in
      switch digit {
      case UInt8(ascii: "-"): UInt8(ascii: "+")
      case UInt8(ascii: "_"): UInt8(ascii: "/")
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): UInt8(ascii: "!")
      default: digit
      }
    }
    while padded.count % 4 != 0 { padded.append(UInt8(ascii: "=")) }
    guard let bytes = Data(base64Encoded: Data(padded)) else { return nil }
    // One value has one spelling: the bits behind the last byte are zero.
    guard Array(encode(Array(bytes)).utf8) == digits else { return nil }
    return Array(bytes)
  }
}
