import Kernel

/// One record of a CSV file, with where it stood.
package struct CSVRecord: Equatable, Sendable {
  /// The record's number, counting from 1 and without blank lines; the header is number 1.
  package let number: Int
  package let fields: [String]
  /// Bytes of the file up to and including this record's line end: where reading can go on.
  package let endOffset: Int
  /// What is wrong with the record, if anything; its fields are then what could be read.
  package let fault: CSVFault?
}

/// Why a record can't be trusted.
package enum CSVFault: Equatable, Sendable {
  case unclosedQuote, textAfterQuote, notUnicode, tooLong, tooManyFields, moreThanHeader

  /// What people are told.
  var sentence: Words {
    switch self {
    case .unclosedQuote: "A quoted field is not closed."
    case .textAfterQuote: "There is text after a closing quote."
    case .notUnicode: "The text is not valid UTF-8. Save the file as UTF-8."
    case .tooLong: "The record is longer than 1 MiB."
    case .tooManyFields: "The record has more than 1,000 fields."
    case .moreThanHeader:
      "The row has more fields than the header. Put a value that holds the separator between quotes."
    }
  }
}

/// Reads CSV as RFC 4180 describes it, in chunks and constant memory: quoted fields may hold separators, line ends and
/// doubled quotes; line ends may be CRLF, LF or CR; a byte order mark is skipped; blank lines are skipped.
///
/// A half-open quote would swallow the rest of a file. A record is therefore cut off at 1 MiB, and reported as faulty. So
/// is one with more than 1,000 fields, as each costs memory even when it is empty.
package struct CSVReader: Sendable {
  private static let maximumRecordBytes = 1 << 20
  private static let maximumFields = 1_000
  private static let quote = UInt8(ascii: "\"")
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let lineFeed = UInt8(ascii: "\n")

  private enum State { case fieldStart, plain, quoted, quoteInQuoted, afterCarriageReturn }

  private let separator: UInt8
  /// How much of a byte order mark was seen.
  private var markBytes = 0
  private var state = State.fieldStart
  private var field: [UInt8] = []
  private var fields: [String] = []
  private var recordBytes = 0
  private var fault: CSVFault?
  private var number = 0
  private var offset = 0
  private var ready: [CSVRecord] = []

  /// A reader that begins at a byte of the file where a record begins; `number` is that of the record before.
  package init(separator: UInt8 = UInt8(ascii: ","), offset: Int = 0, after number: Int = 0) {
    self.separator = separator
    self.offset = offset
    self.number = number
  }

  /// Takes more of the file and returns the records that it completes.
  package mutating func read(_ chunk: some Sequence<UInt8>) -> [CSVRecord] {
    ready.removeAll(keepingCapacity: true)
    let isRead: Void? = chunk.withContiguousStorageIfAvailable { takeAll($0) }
    if isRead == nil { Array(chunk).withUnsafeBufferPointer { takeAll($0) } }
    return ready
  }

  private mutating func takeAll(_ bytes: UnsafeBufferPointer<UInt8>) {
    var place = 0
    while place < bytes.count {
      let end = endOfText(bytes, from: place)
      if end > place {
        field.append(contentsOf: bytes[place..<end])
        offset += end - place
        recordBytes += end - place
        place = end
      } else {
        if !isMark(bytes[place]) { take(bytes[place]) }
        place += 1
      }
    }
  }

  /// Up to where the bytes are nothing but text of the field that was begun, and the record is not too long.
  private func endOfText(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let limit = min(bytes.count, start + max(0, Self.maximumRecordBytes - recordBytes))
    var end = start
    switch state {
    case .quoted:
      while end < limit, bytes[end] != Self.quote { end += 1 }
    case .plain:
      let separator = separator
      while end < limit, bytes[end] != separator, bytes[end] != Self.lineFeed,
        bytes[end] != Self.carriageReturn
      {
        end += 1
      }
    case .fieldStart, .quoteInQuoted, .afterCarriageReturn: break
    }
    return end
  }

  /// Says that the file ended; returns the last record when it had no line end.
  package mutating func finish() -> CSVRecord? {
    ready.removeAll()
    if state == .quoted { fault = .unclosedQuote }
    if state != .afterCarriageReturn, !(state == .fieldStart && fields.isEmpty && field.isEmpty) {
      endRecord()
    }
    return ready.first
  }

  /// Whether the byte belongs to a byte order mark; it stands before everything else, a quote as well.
  private mutating func isMark(_ byte: UInt8) -> Bool {
    guard offset == markBytes, markBytes < Self.byteOrderMark.count, number == 0, recordBytes == 0 else {
      return false
    }
    guard byte == Self.byteOrderMark[markBytes] else {
      // It was none: what was seen of it is text.
      let seen = Self.byteOrderMark.prefix(markBytes)
      offset = 0
      markBytes = Self.byteOrderMark.count
      for byte in seen { take(byte) }
      return false
    }
    markBytes += 1
    offset += 1
    return true
  }

  private mutating func take(_ byte: UInt8) {
    if state == .afterCarriageReturn {
      state = .fieldStart
      if byte == Self.lineFeed {
        offset += 1
        extendLastRecord()
        return
      }
    }
    offset += 1
    recordBytes += 1
    switch state {
    case .quoted: takeQuoted(byte)
    case .quoteInQuoted: takeAfterQuote(byte)
    case .fieldStart where byte == Self.quote: state = .quoted
    default: takePlain(byte)
    }
  }

  private mutating func takePlain(_ byte: UInt8) {
    switch byte {
    case separator: endField()
    case Self.lineFeed: endRecord()
    case Self.carriageReturn:
      endRecord()
      state = .afterCarriageReturn
    default:
      state = .plain
      append(byte)
    }
  }

  private mutating func takeQuoted(_ byte: UInt8) {
    if recordBytes > Self.maximumRecordBytes, byte == Self.lineFeed {
      fault = .tooLong
      return endRecord()
    }
    if byte == Self.quote { state = .quoteInQuoted } else { append(byte) }
  }

  private mutating func takeAfterQuote(_ byte: UInt8) {
    switch byte {
    case Self.quote:
      append(byte)
      state = .quoted
    case separator, Self.lineFeed, Self.carriageReturn: takePlain(byte)
    default:
      fault = fault ?? .textAfterQuote
      state = .plain
      append(byte)
    }
  }

  private mutating func append(_ byte: UInt8) {
    if recordBytes <= Self.maximumRecordBytes { field.append(byte) } else { fault = .tooLong }
  }

  private mutating func endField() {
    defer {
      field.removeAll(keepingCapacity: true)
      state = .fieldStart
    }
    guard fields.count < Self.maximumFields else { return fault = fault ?? .tooManyFields }
    if let text = String(validating: field, as: UTF8.self) {
      fields.append(text)
    } else {
      fault = .notUnicode
      fields.append(String(decoding: field, as: UTF8.self))
    }
  }

  private mutating func endRecord() {
    let isBlank = fields.isEmpty && field.isEmpty && fault == nil && state == .fieldStart
    endField()
    defer {
      fields.removeAll(keepingCapacity: true)
      recordBytes = 0
      fault = nil
    }
    if isBlank { return }
    number += 1
    ready.append(CSVRecord(number: number, fields: fields, endOffset: offset, fault: fault))
  }

  /// The line feed of a CRLF belongs to the record that the carriage return ended.
  private mutating func extendLastRecord() {
    guard let last = ready.popLast() else { return }
    ready.append(CSVRecord(number: last.number, fields: last.fields, endOffset: offset, fault: last.fault))
  }
}
