import Kernel
import Web

/// A place in the log with the hash of its row: whoever keeps it outside of the database notices when rows
/// before it are removed or rewritten.
package struct AuditCheckpoint: Hashable, Sendable, CustomStringConvertible {
  package let sequence: Int64
  package let hash: [UInt8]

  /// The place of the row with this number and this hash.
  package init(sequence: Int64, hash: [UInt8]) {
    self.sequence = sequence
    self.hash = hash
  }

  /// Reads `12:9f86d0…`; `nil` when the text is not a checkpoint.
  package init?(_ text: String) {
    let parts = text.trimmed.split(separator: ":")
    guard parts.count == 2, let sequence = Int64(parts[0]), sequence >= 0,
      let hash = Hexadecimal.bytes(String(parts[1])), hash.count == 32
    else { return nil }
    self.init(sequence: sequence, hash: hash)
  }

  package var description: String { "\(sequence):\(Hexadecimal.text(hash))" }
}

/// What is wrong with the log.
package struct AuditFault: Hashable, Sendable {
  /// How it is broken.
  package enum Kind: String, CaseIterable, JSONWritable {
    case alteredRow, removedRow, addedRow, replacedRow, alteredDetails, removedDetails, missingEnd, wrongEnd
    case wrongCheckpoint
  }

  package let kind: Kind
  /// The first row that is broken.
  package let sequence: Int64
  /// A sentence for people.
  package let message: Words

  init(_ kind: Kind, _ sequence: Int64, through last: Int64? = nil) {
    self.kind = kind
    self.sequence = sequence
    message =
      switch kind {
      case .alteredRow: "Row \(sequence) was altered."
      case .removedRow: "Row \(sequence) was removed."
      case .addedRow: "Row \(sequence) does not belong to the log."
      case .replacedRow: "Row \(sequence) was replaced: the row after it was written after another one."
      case .alteredDetails: "The details of row \(sequence) were altered."
      case .removedDetails: "The details of row \(sequence) were removed, and no erasure tells of it."
      case .missingEnd: "Rows are missing at the end, from \(sequence) to \(last ?? sequence)."
      case .wrongEnd: "The note of where the log ends does not fit its last row, \(sequence)."
      case .wrongCheckpoint:
        "Row \(sequence) is not the one that the checkpoint names: the log was rewritten."
      }
  }
}

/// What a check of the log found.
package struct AuditReport: Hashable, Sendable, CustomStringConvertible {
  /// How many rows were looked at.
  package let rows: Int64
  /// The last row that was found.
  package let end: AuditCheckpoint
  /// The first fault; `nil` when the log is whole.
  package let fault: AuditFault?

  /// Whether nothing is wrong.
  package var isWhole: Bool { fault == nil }

  package var description: String {
    if let fault { return "The audit log is broken. \(fault.message)" }
    return "The audit log is whole: \(rows) rows checked.\ncheckpoint \(end)"
  }
}

/// Bytes as two digits each.
enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  static func bytes(_ text: String) -> [UInt8]? {
    let values = text.lowercased().utf8.compactMap { digits.firstIndex(of: $0) }
    guard values.count == text.utf8.count, values.count.isMultiple(of: 2) else { return nil }
    return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }
}
