import Foundation
import Gateways

/// Readable by nobody but the program's user.
private let secretFilePermissions = 0o600
private let secretFolderPermissions = 0o700

extension Settings {
  /// What seals secrets: the keys that are set, or one that is made at the first start and lies under
  /// `DATA_DIR`. Throws when the file can't be made or read.
  func vault() throws -> Vault {
    if let encryptionKeys { return try Vault(keys: encryptionKeys) }
    return try Vault(keys: Settings.storedKeys(encryptionKeyFile))
  }

  /// Where the key lies that nobody set.
  var encryptionKeyFile: URL {
    URL(fileURLWithPath: dataFolder).appendingPathComponent("secrets/encryption.keys")
  }

  private static func storedKeys(_ file: URL) throws -> String {
    let files = FileManager.default
    try files.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
      attributes: [.posixPermissions: secretFolderPermissions])
    if !files.fileExists(atPath: file.path) {
      // Written beside and linked into place: of two programs that start at once, one's key is there for both.
      let draft = file.appendingPathExtension(UUID().uuidString)
      let isWritten = files.createFile(
        atPath: draft.path, contents: Data(Vault.makeKey(named: "first").utf8),
        attributes: [.posixPermissions: secretFilePermissions])
      defer { unlink(draft.path) }
      guard isWritten, link(draft.path, file.path) == 0 || errno == EEXIST else {
        throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: file.path])
      }
    }
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
