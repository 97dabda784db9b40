import CCurl
import Foundation
import Kernel

/// Mail through an SMTP server, by libcurl on threads of its own.
package struct SMTPTransport: MailTransport {
  private static let threadCount = 4
  private static let maximumWaitingCalls = 4096
  private static let timeoutSeconds = 60

  private let server: SMTPServer
  private let sender: MailSender
  private let clock: Clock
  private let threads: BlockingThreads

  /// Mails from `sender` by the server at `url`: `smtp://user:password@host:587` or `smtps://…:465`. A
  /// connection that carries a password is encrypted or not made, unless it stays on this machine;
  /// `?tls=require` asks for encryption without one. Throws `MailError.misconfigured`.
  package init(url: String, sender: MailSender, clock: Clock) throws(MailError) {
    server = try SMTPServer(url, greeting: sender.domain)
    self.sender = sender
    self.clock = clock
    threads = BlockingThreads(name: "smtp", count: Self.threadCount, maximumWaiting: Self.maximumWaitingCalls)
  }

  /// Hands the mail to the server and waits for its word. Throws `MailError`.
  package func send(_ message: MailMessage, id: String) async throws {
    let content = try InternetMessage.compose(message, id: id, from: sender, at: clock.now())
    guard let recipient = EmailAddress(message.to) else { throw MailError.badAddress(message.to) }
    let envelope = (from: "<\(sender.address)>", to: "<\(recipient.text)>")
    let server = server
    try await threads.run {
      try server.deliver(
        Array(content.utf8), from: envelope.from, to: envelope.to, within: Self.timeoutSeconds)
    }
  }

  /// Nothing is kept here.
  package func forget(_ texts: [String]) async throws -> Int { 0 }
}

/// Where the mail server is and how to log in.
struct SMTPServer: Sendable {
  let url: String
  let user: String?
  let password: String?
  let requiresEncryption: Bool

  init(_ text: String, greeting: String) throws(MailError) {
    guard var parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
      parts.scheme == "smtp" || parts.scheme == "smtps"
    else { throw .misconfigured("The mail server's address has to look like smtp://user:password@host:587.") }
    user = parts.user
    password = parts.password
    let isHere = host == "localhost" || host.hasPrefix("127.") || host == "::1" || host == "[::1]"
    let isAsked = parts.queryItems?.contains { $0.name == "tls" && $0.value == "require" } ?? false
    requiresEncryption = isAsked || (parts.user != nil && !isHere)
    parts.user = nil
    parts.password = nil
    parts.query = nil
    parts.path = "/\(greeting)"
    guard let plain = parts.string else { throw .misconfigured("The mail server's address can't be read.") }
    url = plain
  }

  private static let isStarted: Bool = souk_curl_start() == CURLE_OK

  /// Hands one message over and waits for the server's word. Blocks.
  func deliver(_ message: [UInt8], from: String, to: String, within seconds: Int) throws(MailError) {
    guard Self.isStarted else { throw .unavailable("libcurl could not be started.") }
    var status = 0
    var reason = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    let code = withStrings([url, from, to, user, password]) { strings in
      message.withUnsafeBytes { bytes in
        var mail = souk_curl_mail()
        mail.url = strings[0]
        mail.from = strings[1]
        mail.to = strings[2]
        mail.user = strings[3]
        mail.password = strings[4]
        mail.requires_tls = requiresEncryption ? 1 : 0
        mail.timeout_seconds = seconds
        mail.bytes = bytes.bindMemory(to: CChar.self).baseAddress
        mail.length = bytes.count
        return souk_curl_send(&mail, &status, &reason)
      }
    }
    guard code != CURLE_OK else { return }
    let words = String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let isFinal = (500...599).contains(status) && code != CURLE_LOGIN_DENIED
    throw isFinal ? .refused(code: status, reason: words) : .unavailable(words)
  }

  /// Copies of the strings that C can read while `body` runs; `nil` stays `NULL`.
  private func withStrings<Result>(
    _ strings: [String?], _ body: ([UnsafePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { $0.flatMap { strdup($0) } }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { $0.map { UnsafePointer($0) } })
  }
}
