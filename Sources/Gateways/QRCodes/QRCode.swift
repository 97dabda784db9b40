import CQREncode

/// A QR code (ISO/IEC 18004) by libqrencode.
package struct QRCode: Hashable, Sendable {
  /// The smallest light margin around the code that readers rely on, in modules.
  package static let marginModules = 4

  /// Modules on each side.
  package let width: Int
  /// Row by row, whether a module is dark.
  package let modules: [Bool]

  /// The code of a text, able to bear the loss of about 15 % of it; `nil` for a text that is too long.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
      return nil
    }
    defer { QRcode_free(code) }
    width = Int(code.pointee.width)
    // The lowest bit of a module tells dark from light; the others tell what it is for.
    modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width).map { $0 & 1 == 1 }
  }

  /// The outline of the dark modules as the data of an SVG path, one unit a module, without the margin.
  package var path: String {
    var path = ""
    for row in 0..<width {
      var column = 0
      while column < width {
        guard modules[row * width + column] else {
          column += 1
          continue
        }
        let start = column
        while column < width, modules[row * width + column] { column += 1 }
        path += "M\(start) \(row)h\(column - start)v1h-\(column - start)z"
      }
    }
    return path
  }
}
