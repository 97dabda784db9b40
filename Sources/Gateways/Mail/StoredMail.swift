import Foundation
import Kernel

/// A mail that lies in the mail folder, read back.
package struct StoredMail: Hashable, Sendable {
  /// The file's name without `.eml`; later mails have greater names.
  package let name: String
  /// The To line, with the person's name if it has one.
  package let to: String
  /// The subject.
  package let subject: String
  /// When it was written.
  package let date: Timestamp
  /// The plain text body.
  package let text: String
  /// The HTML body, if it has one.
  package let html: String?
}

extension StoredMail {
  /// Reads a message as `InternetMessage` writes it; parts that are missing are empty.
  init(name: String, bytes: [UInt8]) {
    let message = ReadMessage(bytes)
    var text = ""
    var html: String?
    for part in message.parts {
      switch part.contentType {
      case "text/html": html = part.content
      default: text = part.content
      }
    }
    self.init(
      name: name, to: EncodedWords.decode(message.header("to") ?? ""),
      subject: EncodedWords.decode(message.header("subject") ?? ""),
      date: message.header("date").flatMap(MailHeader.moment) ?? Timestamp(milliseconds: 0), text: text,
      html: html)
  }
}

/// A message or one part of it: headers by lower-case name, and the body as it stands in the file.
struct ReadMessage {
  private let headers: [String: String]
  private let body: String

  /// Reads a whole file, whose last line end belongs to the file and not to the body.
  init(_ bytes: [UInt8]) {
    let source = String(decoding: bytes, as: UTF8.self)
    self.init(source.hasSuffix("\r\n") ? String(source.dropLast()) : source)
  }

  private init(_ source: String) {
    let text = source.replacing("\r\n", with: "\n")
    let pieces = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
    var headers: [String: String] = [:]
    let unfolded = (pieces.first ?? "").replacing("\n ", with: " ").replacing("\n\t", with: " ")
    for line in unfolded.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...]).trimmed
    }
    self.headers = headers
    body = pieces.count > 1 ? String(pieces[1]) : ""
  }

  func header(_ name: String) -> String? { headers[name] }

  /// The media type without its parameters.
  var contentType: String {
    let type = (headers["content-type"] ?? "text/plain").split(separator: ";").first ?? "text/plain"
    return type.lowercased().trimmed
  }

  /// The message's text parts; a message that is none is its own only part.
  var parts: [ReadMessage] {
    guard contentType.hasPrefix("multipart/"), let boundary else { return [self] }
    return ("\n" + body).components(separatedBy: "\n--\(boundary)")
      .dropFirst().filter { !$0.hasPrefix("--") }
      .map { ReadMessage(String($0.drop { $0 == "\n" })) }
  }

  /// The body as text.
  var content: String {
    switch headers["content-transfer-encoding"]?.lowercased() {
    case "quoted-printable":
      return String(decoding: QuotedPrintable.decode(body.utf8), as: UTF8.self)
    case "base64":
      let data = Data(base64Encoded: body, options: .ignoreUnknownCharacters) ?? Data()
      return String(decoding: data, as: UTF8.self)
    default: return body
    }
  }

  private var boundary: String? {
    guard let type = headers["content-type"], let start = type.range(of: "boundary=") else { return nil }
    return type[start.upperBound...].split(separator: ";").first.map { $0.filter { $0 != "\"" }.trimmed }
  }
}

/// Reading RFC 2047's encoded words, which `MailHeader` writes.
enum EncodedWords {
  static func decode(_ text: String) -> String {
    var out = ""
    var rest = text[...]
    var wasEncoded = false
    while let start = rest.range(of: "=?UTF-8?B?"), let end = rest[start.upperBound...].range(of: "?=") {
      let between = rest[..<start.lowerBound]
      // White space between two encoded words belongs to the folding, not to the text.
      if !(wasEncoded && between.allSatisfy(\.isWhitespace)) { out += between }
      let data = Data(base64Encoded: String(rest[start.upperBound..<end.lowerBound])) ?? Data()
      out += String(decoding: data, as: UTF8.self)
      wasEncoded = true
      rest = rest[end.upperBound...]
    }
    return (out + rest).trimmed
  }
}
