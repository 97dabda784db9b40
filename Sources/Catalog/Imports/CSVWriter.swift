/// Writes CSV as RFC 4180 describes it: CRLF, and quotes only where a field needs them.
package enum CSVWriter {
  /// One record with its line end; `separator` stands between its fields.
  package static func record(_ fields: [String], separator: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(separator) }
      append(field, separator, to: &bytes)
    }
    bytes += [13, 10]
    return bytes
  }

  private static func append(_ field: String, _ separator: UInt8, to bytes: inout [UInt8]) {
    let special: [UInt8] = [34, separator, 10, 13]
    let needsQuotes = field.utf8.contains { byte in special.contains(byte) }
    guard needsQuotes else {
      bytes += field.utf8
      return
    }
    bytes.append(34)
    for byte in field.utf8 {
      if byte == 34 { bytes.append(34) }
      bytes.append(byte)
    }
    bytes.append(34)
  }
}
