/// Reads the answer of a name server (RFC 1035, 4): only as much as TXT records need. Every length is checked,
/// because the answer may come from anybody.
enum NameMessage {
  private static let headerBytes = 12
  private static let textType = 16
  private static let internetClass = 1
  /// Type, class, time to live and length of a record.
  private static let recordHeadBytes = 10

  /// The texts of the answer's TXT records, each put together from its pieces; `nil` for a message that is cut
  /// or wrong.
  static func texts(in message: ArraySlice<UInt8>) -> [String]? {
    let bytes = Array(message)
    guard bytes.count >= headerBytes else { return nil }
    var place = headerBytes
    for _ in 0..<number(bytes, 4) {
      guard let end = endOfName(bytes, place), end + 4 <= bytes.count else { return nil }
      place = end + 4
    }
    var texts: [String] = []
    for _ in 0..<number(bytes, 6) {
      guard let head = endOfName(bytes, place), head + recordHeadBytes <= bytes.count else { return nil }
      let start = head + recordHeadBytes
      let end = start + number(bytes, head + 8)
      guard end <= bytes.count else { return nil }
      if number(bytes, head) == textType && number(bytes, head + 2) == internetClass {
        guard let text = text(bytes[start..<end]) else { return nil }
        texts.append(text)
      }
      place = end
    }
    return texts
  }

  private static func number(_ bytes: [UInt8], _ place: Int) -> Int {
    Int(bytes[place]) << 8 | Int(bytes[place + 1])
  }

  /// Where a name ends that begins at `start`: behind its last label, or behind a pointer to the rest of it.
  private static func endOfName(_ bytes: [UInt8], _ start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      let length = Int(bytes[place])
      if length == 0 { return place + 1 }
      if length & 0xC0 == 0xC0 { return place + 2 <= bytes.count ? place + 2 : nil }
      guard length & 0xC0 == 0 else { return nil }
      place += 1 + length
    }
    return nil
  }

  /// The pieces of one record, each behind its length.
  private static func text(_ data: ArraySlice<UInt8>) -> String? {
    var whole: [UInt8] = []
    var rest = data
    while let length = rest.first {
      rest = rest.dropFirst()
      guard rest.count >= Int(length) else { return nil }
      whole += rest.prefix(Int(length))
      rest = rest.dropFirst(Int(length))
    }
    return String(decoding: whole, as: UTF8.self)
  }
}
