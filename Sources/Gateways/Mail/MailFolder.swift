import Foundation
import Kernel

/// Mail as files in a folder, for a marketplace without a mail server: any mail program opens them, and
/// `/dev/mail` shows them.
package struct MailFolder: MailTransport {
  private static let ending = ".eml"
  private static let threadCount = 2
  private static let maximumWaitingCalls = 16_384

  private let folder: URL
  private let sender: MailSender
  private let clock: Clock
  private let threads: BlockingThreads

  /// Mails from `sender` in `folder`, which is made with the first one.
  package init(folder: URL, sender: MailSender, clock: Clock) {
    self.folder = folder
    self.sender = sender
    self.clock = clock
    threads = BlockingThreads(name: "mail", count: Self.threadCount, maximumWaiting: Self.maximumWaitingCalls)
  }

  /// Writes the mail as one file. Throws `MailError`.
  package func send(_ message: MailMessage, id: String) async throws {
    let now = clock.now()
    let content = try InternetMessage.compose(message, id: id, from: sender, at: now)
    // 20260301T093000.000Z-<id>: names sort by time, and only one message of an id can be written in one
    // millisecond.
    let stamp = now.rfc3339.filter { $0 != "-" && $0 != ":" }
    // A URL that isn't told asks the disk whether it is a folder.
    let file = folder.appendingPathComponent(
      "\(stamp)-\(MailHeader.safeID(id))\(Self.ending)", isDirectory: false)
    try await threads.run {
      do {
        try DurableFile.save(Array(content.utf8), to: file, isForced: false)
      } catch {
        throw MailError.unavailable("The mail folder: \(error)")
      }
    }
  }

  /// The latest mails, the newest first.
  package func list(limit: Int = 100) async throws -> [StoredMail] {
    let folder = folder
    return try await threads.run {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }
        .sorted(by: >).prefix(limit)
        .compactMap { Self.stored(String($0.dropLast(Self.ending.count)), in: folder) }
    }
  }

  /// The mail with this name, or `nil` when there is none.
  package func read(_ name: String) async throws -> StoredMail? {
    guard ObjectKey.isValid(name), !name.contains("/") else { return nil }
    let folder = folder
    return try await threads.run { Self.stored(name, in: folder) }
  }

  /// Deletes the files of mails that mention one of these texts.
  package func forget(_ texts: [String]) async throws -> Int {
    let wanted = texts.map { $0.lowercased() }.filter { !$0.isEmpty }
    guard !wanted.isEmpty else { return 0 }
    let folder = folder
    return try await threads.run {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      var count = 0
      for name in names where name.hasSuffix(Self.ending) && !name.hasPrefix(".") {
        guard let mail = Self.stored(String(name.dropLast(Self.ending.count)), in: folder) else { continue }
        let text = [mail.to, mail.subject, mail.text, mail.html ?? ""].joined(separator: "\n").lowercased()
        guard wanted.contains(where: { text.contains($0) && Mention.of($0, in: text) }) else { continue }
        if unlink(folder.appendingPathComponent(name).path) == 0 { count += 1 }
      }
      return count
    }
  }

  private static func stored(_ name: String, in folder: URL) -> StoredMail? {
    let file = folder.appendingPathComponent(name + ending)
    guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
    return StoredMail(name: name, bytes: Array(data))
  }
}
