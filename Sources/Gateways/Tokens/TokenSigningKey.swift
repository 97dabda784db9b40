import Crypto
import Foundation
import JWTKit
import Kernel

/// A key pair on P-256 that signs tokens with ES256.
package struct TokenSigningKey: Sendable {
  static let algorithm = "ES256"

  /// The thumbprint of the public key (RFC 7638), by which tokens name it.
  package let kid: String
  /// The public key as a JSON Web Key.
  package let publicJWK: String
  /// The private key as PEM: a secret.
  package let privatePEM: String
  private let signer: any JWTAlgorithm

  /// A new key from the system's generator.
  package static func make() async throws -> TokenSigningKey { try await TokenSigningKey(ES256PrivateKey()) }

  /// The key in a PEM text. Throws `TokenError.badKeys`.
  package init(privatePEM: String) async throws {
    guard let key = try? ES256PrivateKey(pem: privatePEM) else { throw TokenError.badKeys }
    try await self.init(key)
  }

  private init(_ key: ES256PrivateKey) async throws {
    guard let point = key.parameters, let x = Self.base64URL(point.x), let y = Self.base64URL(point.y) else {
      throw TokenError.badKeys
    }
    // The members that RFC 7638 asks for, in its order, without spaces.
    let canonical = #"{"crv":"P-256","kty":"EC","x":"\#(x)","y":"\#(y)"}"#
    let kid = Base64URL.encode(Array(SHA256.hash(data: Data(canonical.utf8))))
    self.kid = kid
    publicJWK =
      #"{"alg":"ES256","crv":"P-256","kid":"\#(kid)","kty":"EC","use":"sig","x":"\#(x)","y":"\#(y)"}"#
    privatePEM = key.pemRepresentation
    let keys = JWTKeyCollection()
    let identifier = JWKIdentifier(string: kid)
    await keys.add(ecdsa: key, kid: identifier)
    signer = try await keys.getKey(for: identifier)
    guard signer.name == Self.algorithm else { throw TokenError.badKeys }
  }

  /// A token of this type (`typ` in its header) with these claims.
  package func sign(_ claims: [String: JSONValue], type: String) throws -> String {
    let header: [String: JSONValue] = [
      "alg": .string(Self.algorithm), "kid": .string(kid), "typ": .string(type),
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let signed =
      Base64URL.encode(Array(try encoder.encode(header))) + "."
      + Base64URL.encode(Array(try encoder.encode(claims)))
    return signed + "." + Base64URL.encode(try signer.sign(Array(signed.utf8)))
  }

  private static func base64URL(_ base64: String) -> String? {
    Data(base64Encoded: base64).map { Base64URL.encode(Array($0)) }
  }
}
