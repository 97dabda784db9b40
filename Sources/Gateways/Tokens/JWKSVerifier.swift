import Foundation
import JWTKit
import Kernel

/// Verifies signatures of tokens against another party's JSON Web Key Set.
package struct JWKSVerifier: Sendable {
  private static let maximumBytes = 512 * 1024
  private static let maximumKeys = 100

  private let keys: [PublicTokenKey]

  /// The keys of a document as `jwks_uri` answers it. Keys that can't verify, as those for encryption, are left
  /// out. Throws `TokenError.badKeys` when it is no key set.
  package init(jwks: [UInt8]) throws {
    guard jwks.count <= Self.maximumBytes,
      let document = try? JSONDecoder().decode(JSONValue.self, from: Data(jwks)),
      case .array(let keys)? = document["keys"], keys.count <= Self.maximumKeys
    else { throw TokenError.badKeys }
    self.keys = keys.compactMap(PublicTokenKey.init)
  }

  /// The claims of a token whose signature fits. Only the signature is checked here; issuer, audience and times
  /// are the caller's. The algorithm must be one of `algorithms`, and one that the key itself is for. Keys in the
  /// token's header are never looked at. Throws `TokenError`; `.unknownKey` when the keys may have changed.
  package func verify(_ token: String, algorithms: Set<String>) async throws -> JSONValue {
    let token = try CompactToken(token)
    guard algorithms.contains(token.algorithm) else { throw TokenError.algorithmNotAllowed }
    guard !token.headerNames.contains("crit") else { throw TokenError.headerNotAllowed }
    let named = token.kid.map { kid in keys.filter { $0.kid == kid } } ?? keys
    if named.isEmpty { throw TokenError.unknownKey }
    let fitting = named.filter { $0.algorithms.contains(token.algorithm) }
    if fitting.isEmpty { throw TokenError.algorithmNotAllowed }
    // Without a name in the header there must be no choice.
    guard fitting.count == 1, let key = fitting.first else { throw TokenError.unknownKey }
    let verifier = try await key.verifier(token.algorithm)
    guard (try? verifier.verify(token.signature, signs: token.signedBytes)) == true else {
      throw TokenError.wrongSignature
    }
    return token.claims
  }
}
