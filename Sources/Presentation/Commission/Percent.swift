import Kernel

/// Basis points as people read and write them.
package enum Percent {
  /// `850` as "8.5", for a field.
  package static func number(_ basisPoints: Int64) -> String {
    let fraction = basisPoints % 100
    if fraction == 0 { return String(basisPoints / 100) }
    let digits = fraction < 10 ? "0\(fraction)" : String(fraction)
    return "\(basisPoints / 100).\(digits.hasSuffix("0") ? String(digits.dropLast()) : digits)"
  }

  /// `850` as the reader's language writes it: "8.5%".
  package static func text(_ basisPoints: Int64) -> String {
    let formats = Language.current.formats
    if basisPoints % 100 == 0 { return formats.percent(basisPoints / 100) }
    if basisPoints % 10 == 0 { return formats.percent(basisPoints / 10, digits: 1) }
    return formats.percent(basisPoints, digits: 2)
  }
}
