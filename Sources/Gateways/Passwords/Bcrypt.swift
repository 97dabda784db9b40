import CCrypt
import Foundation

/// libxcrypt's bcrypt. The only code that touches its buffers.
enum Bcrypt {
  private static let prefix = "$2b$"
  private static let hashLength = 60

  /// A `$2b$` hash of `phrase` with a salt from the system's generator.
  static func hash(_ phrase: [UInt8], cost: Int) throws(PasswordError) -> String {
    var salt = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
    guard crypt_gensalt_rn(prefix, UInt(cost), nil, 0, &salt, Int32(salt.count)) != nil else {
      throw .bcryptUnavailable
    }
    guard let hash = digest(phrase, setting: text(salt)), hash.utf8.count == hashLength else {
      throw .bcryptUnavailable
    }
    return hash
  }

  /// True when `phrase` hashes to `hash`. A text that is no hash matches nothing.
  static func verify(_ phrase: [UInt8], _ hash: String) -> Bool {
    guard cost(of: hash) != nil, let made = digest(phrase, setting: hash) else { return false }
    return SecureToken.isEqual(Array(made.utf8), Array(hash.utf8))
  }

  /// The cost in a bcrypt hash, or `nil` when the text is none. `$2a$` and `$2y$` are other names for the
  /// same hash.
  static func cost(of hash: String) -> Int? {
    let parts = hash.split(separator: "$", omittingEmptySubsequences: false)
    guard hash.utf8.count == hashLength, parts.count == 4, ["2b", "2a", "2y"].contains(parts[1]) else {
      return nil
    }
    guard parts[2].count == 2 else { return nil }
    return Int(parts[2])
  }

  /// Needs 32 KiB of working memory, which is wiped afterwards.
  private static func digest(_ phrase: [UInt8], setting: String) -> String? {
    let size = MemoryLayout<crypt_data>.size
    let work = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
    memset(work, 0, size)
    defer {
      explicit_bzero(work, size)
      work.deallocate()
    }
    let terminated = phrase.map { CChar(bitPattern: $0) } + [0]
    guard let result = crypt_rn(terminated, setting, work, Int32(size)) else { return nil }
    return String(cString: result)
  }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
