import Crypto
import Foundation
import Gateways
import Kernel
import Testing

@testable import Identity

/// An authenticator in software, with a browser around it. Tests turn each part into what it must not be.
struct SoftAuthenticator {
  enum Key {
    case p256(P256.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)
  }

  var key = Key.p256(P256.Signing.PrivateKey())
  var credentialID = (0..<32).map { _ in UInt8.random(in: .min ... .max) }
  var site = "souk.test"
  var origin = "http://souk.test"
  /// User present and user verified.
  var flags: UInt8 = 0x05
  var signCount: UInt32 = 0
  var userHandle: [UInt8] = []
  var extraClientData: [String: Any] = [:]
  var format = "none"
  /// Breaks the signature.
  var isForged = false

  var cose: CBOR {
    switch key {
    case .p256(let key):
      let raw = Array(key.publicKey.rawRepresentation)
      return .map([
        .integer(1): .integer(2), .integer(3): .integer(-7), .integer(-1): .integer(1),
        .integer(-2): .bytes(Array(raw[..<32])), .integer(-3): .bytes(Array(raw[32...])),
      ])
    case .ed25519(let key):
      return .map([
        .integer(1): .integer(1), .integer(3): .integer(-8), .integer(-1): .integer(6),
        .integer(-2): .bytes(Array(key.publicKey.rawRepresentation)),
      ])
    }
  }

  func authenticatorData(withCredential: Bool) -> [UInt8] {
    var data = Array(SHA256.hash(data: Array(site.utf8)))
    data.append(withCredential ? flags | 0x40 : flags)
    data += (0..<4).map { UInt8(truncatingIfNeeded: signCount >> (24 - 8 * $0)) }
    guard withCredential else { return data }
    data += [UInt8](repeating: 0, count: 16)
    data += [UInt8(credentialID.count >> 8), UInt8(credentialID.count & 255)] + credentialID
    return data + CBORWriter.write(cose)
  }

  func clientData(_ type: String, _ challenge: String) throws -> [UInt8] {
    var object: [String: Any] = [
      "type": type, "challenge": challenge, "origin": origin, "crossOrigin": false,
    ]
    object.merge(extraClientData) { $1 }
    return Array(try JSONSerialization.data(withJSONObject: object))
  }

  func sign(_ data: [UInt8]) throws -> [UInt8] {
    let signed = isForged ? data + [0] : data
    switch key {
    case .p256(let key): return Array(try key.signature(for: Data(signed)).derRepresentation)
    case .ed25519(let key): return Array(try key.signature(for: Data(signed)))
    }
  }

  func attestation(_ clientData: [UInt8]) throws -> [UInt8] {
    let data = authenticatorData(withCredential: true)
    var statement: [CBOR: CBOR] = [:]
    if format == "packed" {
      let hash = Array(SHA256.hash(data: clientData))
      statement = [
        .text("alg"): cose[3] ?? .null, .text("sig"): .bytes(try sign(data + hash)),
      ]
    }
    return CBORWriter.write(
      .map([
        .text("fmt"): .text(format), .text("attStmt"): .map(statement), .text("authData"): .bytes(data),
      ]))
  }

  /// What `POST /me/passkeys` takes.
  func creation(_ challenge: String, name: String = "Laptop") throws -> RegisterPasskeyInput {
    let client = try clientData("webauthn.create", challenge)
    return try RegisterPasskeyInput.read(
      .object([
        "name": .string(name),
        "credential": .object([
          "id": .string(Base64URL.encode(credentialID)), "rawId": .string(Base64URL.encode(credentialID)),
          "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": .object([:]),
          "response": .object([
            "clientDataJSON": .string(Base64URL.encode(client)),
            "attestationObject": .string(Base64URL.encode(try attestation(client))),
            "transports": .array(["internal", "hybrid"]), "publicKeyAlgorithm": -7,
          ]),
        ]),
      ]))
  }

  /// What `POST /sessions/passkey` takes.
  func assertion(_ challenge: String, type: String = "webauthn.get") throws -> PasskeySignInInput {
    let client = try clientData(type, challenge)
    let data = authenticatorData(withCredential: false)
    let signature = try sign(data + Array(SHA256.hash(data: client)))
    return try PasskeySignInInput.read(
      .object([
        "credential": .object([
          "id": .string(Base64URL.encode(credentialID)), "type": "public-key",
          "response": .object([
            "clientDataJSON": .string(Base64URL.encode(client)),
            "authenticatorData": .string(Base64URL.encode(data)),
            "signature": .string(Base64URL.encode(signature)),
            "userHandle": .string(Base64URL.encode(userHandle)),
          ]),
        ])
      ]))
  }
}

extension IdentityKit {
  /// Registers a passkey for a member.
  @discardableResult
  func register(_ device: inout SoftAuthenticator, _ issued: IssuedSession) async throws -> Passkey {
    let viewer = try await viewer(issued)
    let creation = try await identity.beginPasskey(viewer)
    device.userHandle = creation.userHandle
    return try await identity.registerPasskey(device.creation(creation.challenge), viewer)
  }

  /// Signs in with a passkey, on a fresh challenge.
  @discardableResult
  func signIn(with device: SoftAuthenticator) async throws -> IssuedSession {
    let challenge = try await identity.beginPasskeySignIn().challenge
    return try await identity.signIn(device.assertion(challenge), phone())
  }
}
