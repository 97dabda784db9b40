import Foundation
import Kernel

/// Header lines of RFC 5322, with other letters than ASCII's by RFC 2047. Nothing that goes through here can
/// start a new line of its own.
enum MailHeader {
  /// 39 bytes are 52 characters of base64, so that a line with the header's name and one word stays below 78.
  private static let encodedWordBytes = 39
  private static let plainLineCharacters = 66

  /// Free text, as a subject.
  static func text(_ text: String) -> String {
    let line = singleLine(text)
    let isPlain = line.utf8.allSatisfy { (32...126).contains($0) }
    return isPlain && line.utf8.count <= plainLineCharacters && !line.contains("=?")
      ? line : encodedWords(line)
  }

  /// A name and an address, as `"Ada L." <ada@example.org>`. Throws `MailError.badAddress`.
  static func mailbox(name: String, address: String) throws(MailError) -> String {
    guard let valid = EmailAddress(address) else { throw .badAddress(address) }
    let line = singleLine(name).trimmed
    if line.isEmpty { return valid.text }
    let isWords = line.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 32
    }
    if isWords && line.utf8.count <= plainLineCharacters { return "\(line) <\(valid.text)>" }
    return "\(encodedWords(line))\r\n <\(valid.text)>"
  }

  /// `Sun, 01 Mar 2026 09:30:00 +0000`.
  static func date(_ moment: Timestamp) -> String {
    let civil = moment.civil
    let days = moment.milliseconds >= 0 ? moment.milliseconds / 86_400_000 : 0
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(days % 7)]
    let month = months[civil.month - 1]
    return """
      \(weekday), \(pad(civil.day)) \(month) \(civil.year) \
      \(pad(civil.hour)):\(pad(civil.minute)):\(pad(civil.second)) +0000
      """
  }

  /// Reads what `date` writes; `nil` for anything else.
  static func moment(_ date: String) -> Timestamp? {
    let parts = date.split(whereSeparator: { $0 == " " || $0 == ":" || $0 == "," }).map(String.init)
    guard parts.count == 8, parts[7] == "+0000", let month = months.firstIndex(of: parts[2]) else {
      return nil
    }
    return Timestamp(
      rfc3339: "\(parts[3])-\(pad(month + 1))-\(parts[1])T\(parts[4]):\(parts[5]):\(parts[6])Z")
  }

  /// `id` as it may stand in a Message-ID or a file name.
  static func safeID(_ id: String) -> String {
    let safe = id.unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": Character(scalar)
      default: "-"
      }
    }
    return safe.isEmpty ? "mail" : String(safe.prefix(100))
  }

  /// Base64 words of whole characters, each on a line of its own.
  private static func encodedWords(_ text: String) -> String {
    var words: [String] = []
    var chunk: [UInt8] = []
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if chunk.count + bytes.count > encodedWordBytes {
        words.append(encodedWord(chunk))
        chunk = []
      }
      chunk += bytes
    }
    words.append(encodedWord(chunk))
    return words.joined(separator: "\r\n ")
  }

  private static func encodedWord(_ bytes: [UInt8]) -> String {
    "=?UTF-8?B?\(Data(bytes).base64EncodedString())?="
  }

  private static func singleLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 32 || (127...159).contains(scalar.value) || scalar.value == 0x2028
      || scalar.value == 0x2029
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
