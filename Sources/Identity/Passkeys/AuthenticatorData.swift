import Crypto

/// What an authenticator says of itself and signs (WebAuthn, section 6.1).
struct AuthenticatorData: Sendable {
  /// A credential that was just made.
  struct Credential: Sendable {
    let authenticatorID: [UInt8]
    let id: [UInt8]
    let key: PasskeyPublicKey
    /// The key as it was sent.
    let keyBytes: [UInt8]
  }

  private enum Flag {
    static let present: UInt8 = 0x01
    static let verified: UInt8 = 0x04
    static let mayBeBackedUp: UInt8 = 0x08
    static let isBackedUp: UInt8 = 0x10
    static let hasCredential: UInt8 = 0x40
    static let hasExtensions: UInt8 = 0x80
  }

  private static let headBytes = 37
  private static let authenticatorIDBytes = 16
  private static let longestCredentialID = 1023

  let siteHash: [UInt8]
  let isPresent: Bool
  let isVerified: Bool
  let mayBeBackedUp: Bool
  let isBackedUp: Bool
  let signCount: UInt32
  let credential: Credential?

  /// Reads it whole. Throws `PasskeyError.badAuthenticatorData`, or `.badKey`.
  init(_ bytes: [UInt8]) throws(PasskeyError) {
    guard bytes.count >= Self.headBytes else { throw .badAuthenticatorData }
    let flags = bytes[32]
    siteHash = Array(bytes[..<32])
    isPresent = flags & Flag.present != 0
    isVerified = flags & Flag.verified != 0
    mayBeBackedUp = flags & Flag.mayBeBackedUp != 0
    isBackedUp = flags & Flag.isBackedUp != 0
    signCount = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
    // What can't be backed up can't have been.
    guard mayBeBackedUp || !isBackedUp else { throw .badAuthenticatorData }
    var end = Self.headBytes
    if flags & Flag.hasCredential != 0 {
      let (credential, rest) = try Self.credential(bytes, from: end)
      self.credential = credential
      end = rest
    } else {
      credential = nil
    }
    if flags & Flag.hasExtensions != 0 {
      guard let extensions = try? CBORReader.read(bytes, from: end), case .map = extensions.value else {
        throw .badAuthenticatorData
      }
      end = extensions.end
    }
    guard end == bytes.count else { throw .badAuthenticatorData }
  }

  private static func credential(
    _ bytes: [UInt8], from start: Int
  ) throws(PasskeyError) -> (Credential, Int) {
    let idStart = start + authenticatorIDBytes + 2
    guard bytes.count > idStart else { throw .badAuthenticatorData }
    let length = Int(bytes[idStart - 2]) << 8 | Int(bytes[idStart - 1])
    let keyStart = idStart + length
    guard (1...longestCredentialID).contains(length), bytes.count > keyStart,
      let key = try? CBORReader.read(bytes, from: keyStart)
    else { throw .badAuthenticatorData }
    let credential = Credential(
      authenticatorID: Array(bytes[start..<(start + authenticatorIDBytes)]),
      id: Array(bytes[idStart..<keyStart]), key: try PasskeyPublicKey(key.value),
      keyBytes: Array(bytes[keyStart..<key.end]))
    return (credential, key.end)
  }

  /// Throws unless it is for this site and a person was there and was verified by PIN, finger or face.
  func check(site: String) throws(PasskeyError) {
    guard siteHash == Array(SHA256.hash(data: Array(site.utf8))) else { throw .wrongSite }
    guard isPresent else { throw .notPresent }
    guard isVerified else { throw .notVerified }
  }
}

/// The attestation of a new credential, as far as it is looked at: none is asked for, so there is none, or
/// the key signs for itself.
enum Attestation {
  /// The authenticator data in an attestation object. Throws `PasskeyError`.
  static func read(_ bytes: [UInt8], clientDataHash: [UInt8]) throws(PasskeyError) -> AuthenticatorData {
    guard let object = try? CBORReader.read(bytes), case .map(let members) = object, members.count == 3,
      case .text(let format)? = object["fmt"], case .map(let statement)? = object["attStmt"],
      let authenticatorBytes = object["authData"]?.byteString
    else { throw .badAttestation }
    let data = try AuthenticatorData(authenticatorBytes)
    guard let credential = data.credential else { throw .badAttestation }
    switch format {
    case "none":
      guard statement.isEmpty else { throw .badAttestation }
    case "packed":
      guard statement.count == 2, statement[.text("alg")] == .integer(credential.key.algorithm),
        let signature = statement[.text("sig")]?.byteString
      else { throw .badAttestation }
      guard credential.key.isSigned(authenticatorBytes + clientDataHash, by: signature) else {
        throw .badSignature
      }
    default: throw .badAttestation
    }
    return data
  }
}
