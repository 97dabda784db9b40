import Crypto
import Foundation

/// Seals secrets before they are stored: AES-256-GCM (NIST SP 800-38D) under the newest of a few keys, each
/// with a name, so that older ones still open what they sealed until it is sealed anew.
///
/// A sealed text is: version (1 byte), length of the key's name (1 byte), the name, nonce (12 bytes),
/// ciphertext, tag (16 bytes). Its `context`, as `totp:acc_…`, is authenticated with it: what was sealed for
/// one row does not open in another.
package struct Vault: Sendable {
  private static let version: UInt8 = 1
  private static let keyBytes = 32

  private let current: String
  private let keys: [String: SymmetricKey]

  /// A vault with these keys, as `2026-11:BASE64,2025-11:BASE64`; the first seals. Throws `VaultError.badKeys`.
  package init(keys text: String) throws(VaultError) {
    var keys: [String: SymmetricKey] = [:]
    var names: [String] = []
    for part in text.split(separator: ",") {
      let pieces = part.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard pieces.count == 2, (1...32).contains(pieces[0].utf8.count),
        let bytes = Data(base64Encoded: pieces[1]), bytes.count == Self.keyBytes, keys[pieces[0]] == nil
      else { throw .badKeys }
      keys[pieces[0]] = SymmetricKey(data: bytes)
      names.append(pieces[0])
    }
    guard let first = names.first else { throw .badKeys }
    current = first
    self.keys = keys
  }

  /// A key in the form that the setting takes.
  package static func makeKey(named name: String) -> String {
    let key = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    return "\(name):\(key.base64EncodedString())"
  }

  /// Seals `bytes` for `context` under the newest key. Throws what the cryptography throws, which it does not
  /// for keys of the right length.
  package func seal(_ bytes: [UInt8], context: String) throws -> [UInt8] {
    guard let key = keys[current] else { throw VaultError.unknownKey(current) }
    let box = try AES.GCM.seal(bytes, using: key, authenticating: Data(context.utf8))
    let name = Array(current.utf8)
    return [Self.version, UInt8(name.count)] + name + Array(box.nonce) + Array(box.ciphertext)
      + Array(box.tag)
  }

  /// Seals a text.
  package func seal(_ text: String, context: String) throws -> [UInt8] {
    try seal(Array(text.utf8), context: context)
  }

  /// What was sealed for this context. Throws `VaultError`.
  package func open(_ sealed: [UInt8], context: String) throws(VaultError) -> [UInt8] {
    let (name, body) = try Self.parts(sealed)
    guard let key = keys[name] else { throw .unknownKey(name) }
    do {
      let box = try AES.GCM.SealedBox(combined: Data(body))
      return Array(try AES.GCM.open(box, using: key, authenticating: Data(context.utf8)))
    } catch {
      throw .damaged
    }
  }

  /// The text that was sealed for this context. Throws `VaultError`.
  package func text(_ sealed: [UInt8], context: String) throws(VaultError) -> String {
    String(decoding: try open(sealed, context: context), as: UTF8.self)
  }

  /// A keyed hash for this context, the same on every node. It changes with the newest key, so it is only for what
  /// is forgotten soon. Throws what a vault without its key would.
  package func hashing(for context: String) throws(VaultError) -> KeyedHash {
    guard let key = keys[current] else { throw .unknownKey(current) }
    let derived = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: key, info: Data(context.utf8), outputByteCount: Self.keyBytes)
    return KeyedHash(key: derived.withUnsafeBytes { Array($0) })
  }

  /// Whether the newest key sealed it; if not, it is to be sealed anew.
  package func isCurrent(_ sealed: [UInt8]) -> Bool {
    (try? Self.parts(sealed))?.name == current
  }

  private static func parts(_ sealed: [UInt8]) throws(VaultError) -> (name: String, body: ArraySlice<UInt8>) {
    guard sealed.count > 2, sealed[0] == version, sealed.count > 2 + Int(sealed[1]) else { throw .damaged }
    let end = 2 + Int(sealed[1])
    return (String(decoding: sealed[2..<end], as: UTF8.self), sealed[end...])
  }
}

/// Why something can't be sealed or opened.
package enum VaultError: Error, Equatable, Sendable {
  /// The keys are not `name:base64` of 32 bytes each, with different names.
  case badKeys
  /// It was sealed under a key that is not among the present ones.
  case unknownKey(String)
  /// It was altered, cut, or sealed for another context.
  case damaged
}
