import Kernel

/// Basis points as people read and write them.
package enum Percent {
  /// `850` as the reader's language writes it without a sign, for a field: "8.5".
  package static func number(_ basisPoints: Int64) -> String {
    let formats = Language.current.formats
    if basisPoints % 100 == 0 { return formats.number(basisPoints / 100) }
    if basisPoints % 10 == 0 { return formats.decimal(basisPoints / 10, digits: 1) }
    return formats.decimal(basisPoints, digits: 2)
  }

  /// `850` as the reader's language writes it: "8.5%".
  package static func text(_ basisPoints: Int64) -> String {
    let formats = Language.current.formats
    if basisPoints % 100 == 0 { return formats.percent(basisPoints / 100) }
    if basisPoints % 10 == 0 { return formats.percent(basisPoints / 10, digits: 1) }
    return formats.percent(basisPoints, digits: 2)
  }
}
