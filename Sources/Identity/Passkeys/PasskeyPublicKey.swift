import Crypto
import Foundation

/// A public key as authenticators send it (COSE_Key, RFC 9052 and 9053).
enum PasskeyPublicKey: Sendable {
  /// ECDSA on P-256 with SHA-256 (-7).
  case es256(P256.Signing.PublicKey)
  /// EdDSA on Ed25519 (-8).
  case ed25519(Curve25519.Signing.PublicKey)

  /// The algorithms that are asked for, the preferred one first.
  static let algorithms: [Int64] = [-7, -8]

  private static let keyType = 1
  private static let algorithm = 3
  private static let curve = -1
  private static let x = -2
  private static let y = -3
  private static let coordinateBytes = 32

  /// Reads a key. Throws `PasskeyError.badKey` for any that is not exactly one of the two kinds.
  init(_ cose: CBOR) throws(PasskeyError) {
    guard case .map(let members) = cose, let x = cose[Self.x]?.byteString, x.count == Self.coordinateBytes
    else { throw .badKey }
    switch (cose[Self.keyType], cose[Self.algorithm], cose[Self.curve]) {
    case (.unsigned(2), .negative(6), .unsigned(1)):
      guard members.count == 5, let y = cose[Self.y]?.byteString, y.count == Self.coordinateBytes,
        let key = try? P256.Signing.PublicKey(rawRepresentation: x + y)
      else { throw .badKey }
      self = .es256(key)
    case (.unsigned(1), .negative(7), .unsigned(6)):
      guard members.count == 4, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x) else {
        throw .badKey
      }
      self = .ed25519(key)
    default: throw .badKey
    }
  }

  /// Reads a key from the bytes that are stored of it.
  init(bytes: [UInt8]) throws(PasskeyError) {
    guard let cose = try? CBORReader.read(bytes) else { throw .badKey }
    try self.init(cose)
  }

  /// COSE's number of the algorithm.
  var algorithm: Int {
    switch self {
    case .es256: -7
    case .ed25519: -8
    }
  }

  /// Whether the key's owner signed `data`.
  func isSigned(_ data: [UInt8], by signature: [UInt8]) -> Bool {
    switch self {
    case .es256(let key):
      guard let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature) else {
        return false
      }
      return key.isValidSignature(signature, for: Data(data))
    case .ed25519(let key):
      return key.isValidSignature(Data(signature), for: Data(data))
    }
  }
}

/// Why a passkey is refused. Clients are not told which.
enum PasskeyError: Error, Hashable, Sendable {
  case badClientData
  case wrongType
  case wrongOrigin
  case wrongChallenge
  case badAuthenticatorData
  case wrongSite
  case notPresent
  case notVerified
  case badKey
  case badAttestation
  case badSignature
  case unknownCredential
  case wrongAccount
  case copied
}
