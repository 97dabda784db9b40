import Foundation
import JWTKit
import Kernel

/// A public key of a JSON Web Key Set (RFC 7517) with the algorithms that it may be used for. What a token's header
/// says never widens that.
struct PublicTokenKey: Sendable {
  let kid: String?
  let algorithms: Set<String>
  private let members: [String: JSONValue]

  private static let rsaAlgorithms: Set<String> = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]
  private static let curves = ["P-256": "ES256", "P-384": "ES384", "P-521": "ES512"]

  /// `nil` for keys of kinds that are not known, symmetric ones among them, and for those that encrypt.
  init?(_ value: JSONValue) {
    guard case .object(let members) = value, case .string(let kind)? = members["kty"] else { return nil }
    if let use = members["use"], use != .string("sig") { return nil }
    var allowed: Set<String>
    switch (kind, members["crv"]) {
    case ("RSA", nil): allowed = Self.rsaAlgorithms
    case ("EC", .string(let curve)?): allowed = Set([Self.curves[curve]].compactMap { $0 })
    case ("OKP", .string("Ed25519")?): allowed = ["EdDSA"]
    default: return nil
    }
    if case .string(let own)? = members["alg"] { allowed.formIntersection([own]) }
    guard !allowed.isEmpty else { return nil }
    self.members = members
    algorithms = allowed
    kid = if case .string(let kid)? = members["kid"] { kid } else { nil }
  }

  /// The key of this algorithm as JWTKit verifies with it. Throws `TokenError`.
  func verifier(_ name: String) async throws -> any JWTAlgorithm {
    guard algorithms.contains(name), let algorithm = JWK.Algorithm(rawValue: name) else {
      throw TokenError.algorithmNotAllowed
    }
    let identifier = JWKIdentifier(string: kid ?? "only")
    let jwk: JWK =
      switch text("kty") {
      case "RSA":
        .rsa(algorithm, identifier: identifier, modulus: text("n"), exponent: text("e"))
      case "EC":
        .ecdsa(
          algorithm, identifier: identifier, x: text("x"), y: text("y"),
          curve: text("crv").flatMap(ECDSACurve.init(rawValue:)))
      default:
        .octetKeyPair(algorithm, identifier: identifier, x: text("x"), y: nil, curve: .ed25519)
      }
    do {
      let keys = JWTKeyCollection()
      try await keys.add(jwk: jwk)
      let key = try await keys.getKey(for: identifier)
      guard key.name == name else { throw TokenError.badKeys }
      return key
    } catch {
      throw TokenError.badKeys
    }
  }

  private func text(_ name: String) -> String? {
    if case .string(let text)? = members[name] { text } else { nil }
  }
}
