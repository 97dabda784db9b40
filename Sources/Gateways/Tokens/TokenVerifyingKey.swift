import Foundation
import JWTKit
import Kernel

/// A public key that verifies the tokens of one issuer, always with ES256: the token has no say in it.
package struct TokenVerifyingKey: Sendable {
  /// Members of a header that bring keys, or the way to keys, along. Nobody who signs with our keys sets them.
  private static let foreignKeys: Set<String> = [
    "jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "crit", "b64",
  ]

  private let verifier: any JWTAlgorithm

  /// The key in the text of a JSON Web Key. Throws `TokenError.badKeys`.
  package init(publicJWK: String) async throws {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(publicJWK.utf8)),
      let key = PublicTokenKey(value)
    else { throw TokenError.badKeys }
    verifier = try await key.verifier(TokenSigningKey.algorithm)
  }

  /// The name of the key that a token says it was signed with. Nothing of the token is believed yet. Throws
  /// `TokenError` for what is no token of ours by its form.
  package static func kid(_ token: String, type: String) throws -> String {
    let token = try CompactToken(token)
    guard token.algorithm == TokenSigningKey.algorithm else { throw TokenError.algorithmNotAllowed }
    guard token.headerNames.isDisjoint(with: foreignKeys) else { throw TokenError.headerNotAllowed }
    guard token.type == type else { throw TokenError.wrongClaims }
    guard let kid = token.kid else { throw TokenError.unknownKey }
    return kid
  }

  /// The claims of a token whose signature fits. Throws `TokenError`.
  package func verify(_ token: String) throws -> JSONValue {
    let token = try CompactToken(token)
    guard token.algorithm == verifier.name else { throw TokenError.algorithmNotAllowed }
    guard (try? verifier.verify(token.signature, signs: token.signedBytes)) == true else {
      throw TokenError.wrongSignature
    }
    return token.claims
  }
}
