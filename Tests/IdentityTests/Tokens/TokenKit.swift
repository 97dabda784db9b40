import Crypto
import Foundation
import Gateways
import Kernel
import MarketSupport
import Persistence
import TestSupport
import Testing
import Web

@testable import Identity

extension IdentityKit {
  /// Another node on the same database, with the same keys unless told otherwise.
  func node(
    vault: Vault? = nil, settings: IdentitySettings = IdentitySettings(),
    publicURL: String = "http://souk.test",
    commonPasswords: CommonPasswords = .none
  ) throws -> Identity {
    try Identity.alone(
      database, clock, settings: settings, vault: vault ?? identity.vault, publicURL: publicURL,
      files: identity.files, commonPasswords: commonPasswords)
  }
}

/// A token taken apart, for tests that put it together in another way.
struct LooseToken {
  var header: [String: JSONValue]
  var claims: [String: JSONValue]
  var signature: String

  init(_ token: String) throws {
    let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    try #require(parts.count == 3)
    header = try Self.object(parts[0])
    claims = try Self.object(parts[1])
    signature = parts[2]
  }

  var signedText: String {
    get throws { try Self.encoded(header) + "." + Self.encoded(claims) }
  }

  /// With the signature that it had.
  var text: String { get throws { try signedText + "." + signature } }

  func signed(by key: P256.Signing.PrivateKey) throws -> String {
    let text = try signedText
    return text + "." + Base64URL.encode(Array(try key.signature(for: Data(text.utf8)).rawRepresentation))
  }

  func authenticated(with secret: [UInt8]) throws -> String {
    let text = try signedText
    let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: secret))
    return text + "." + Base64URL.encode(Array(code))
  }

  private static func object(_ part: String) throws -> [String: JSONValue] {
    let bytes = try #require(Base64URL.decode(part.utf8))
    return try JSONDecoder().decode([String: JSONValue].self, from: Data(bytes))
  }

  private static func encoded(_ object: [String: JSONValue]) throws -> String {
    Base64URL.encode(Array(try JSONEncoder().encode(object)))
  }
}
