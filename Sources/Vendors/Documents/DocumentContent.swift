import Foundation
import Gateways
import Kernel

/// How many bytes at a file's end are searched for the end of a PDF.
private let tailBytes = 2048

/// What a document may be, told by its content and never by its name.
enum DocumentContent: String, CaseIterable, Sendable {
  case pdf, jpeg, png, webp

  static let maximumBytes = 10 * 1024 * 1024

  var contentType: String { self == .pdf ? "application/pdf" : "image/\(rawValue)" }

  var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

  /// What the bytes are. Pictures are decoded as a whole, a PDF's frame is followed. Throws
  /// `Problem(.fileUnreadable)` for everything else, `Problem(.tooLarge)`.
  static func inspect(_ bytes: [UInt8], _ images: ImageCodec) async throws -> DocumentContent {
    guard !bytes.isEmpty else { throw Problem(.fileUnreadable, "The file is empty. Choose another one.") }
    guard bytes.count <= maximumBytes else {
      throw Problem(.tooLarge, "A document may have at most 10 MB. Send a smaller scan.")
    }
    if bytes.starts(with: "%PDF-".utf8) {
      try PDFFrame.check(bytes)
      return .pdf
    }
    guard let format = ImageFormat(sniffing: bytes), let content = DocumentContent(format) else {
      throw Problem(
        .fileUnreadable, "Send the document as PDF, JPEG, PNG or WebP. This file is none of them.")
    }
    do {
      _ = try await images.inspect(bytes)
    } catch let problem as Problem where problem.kind == .imageUnreadable {
      throw Problem(.fileUnreadable, problem.detail)
    }
    return content
  }

  private init?(_ format: ImageFormat) {
    switch format {
    case .png: self = .png
    case .jpeg: self = .jpeg
    case .webp: self = .webp
    case .gif: return nil
    }
  }
}

/// The outer structure of a PDF (ISO 32000-1, 7.5): a version, objects, and an end that says where the
/// cross-references are.
enum PDFFrame {
  /// What makes a PDF do something when it is opened; a scan holds none of it.
  private static let active = ["/JavaScript", "/Launch", "/EmbeddedFile", "/RichMedia"]

  /// Throws `Problem(.fileUnreadable)` for what is no whole PDF, or one with programs or files inside.
  static func check(_ bytes: [UInt8]) throws {
    let head = bytes.prefix(8).map { $0 }
    guard head.count == 8, (49...50).contains(head[5]), head[6] == 46, (48...57).contains(head[7]) else {
      throw broken
    }
    let tail = bytes.suffix(tailBytes)
    guard let start = lastIndex(of: Array("startxref".utf8), in: tail),
      lastIndex(of: Array("%%EOF".utf8), in: tail[start...]) != nil,
      let offset = number(in: tail[(start + 9)...]), offset > 0, offset < bytes.count,
      isCrossReference(bytes[offset...].prefix(64))
    else { throw broken }
    guard active.allSatisfy({ lastIndex(of: Array($0.utf8), in: bytes[...]) == nil }) else {
      throw Problem(
        .fileUnreadable,
        "This PDF holds scripts or other files. Print it to a new PDF, or send a picture of it.")
    }
  }

  private static let broken = Problem(
    .fileUnreadable, "This PDF is damaged or is none. Open it, save it again and send the new file.")

  /// A table begins with `xref`, a stream of cross-references with `12 0 obj`.
  private static func isCrossReference(_ bytes: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.prefixMatch(of: /\s*(xref\b|[0-9]+\s+[0-9]+\s+obj\b)/) != nil
  }

  private static func number(in bytes: ArraySlice<UInt8>) -> Int? {
    let rest = bytes.drop { $0 == 10 || $0 == 13 || $0 == 32 || $0 == 9 }
    let digits = rest.prefix { (48...57).contains($0) }
    return digits.count <= 10 ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }

  static func lastIndex(of needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= needle.count, let first = needle.first else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      var index = buffer.count - needle.count
      while index >= 0 {
        if buffer[index] == first && matches(needle, buffer, index) { return bytes.startIndex + index }
        index -= 1
      }
      return nil
    }
  }

  private static func matches(_ needle: [UInt8], _ buffer: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    for offset in 1..<needle.count where buffer[index + offset] != needle[offset] { return false }
    return true
  }
}

/// Names of uploaded files, made harmless.
enum DocumentName {
  private static let maximumCharacters = 80

  /// The name without folders, control characters, marks that turn text around and characters that mean
  /// something to a shell or a file system; its ending is that of the content.
  static func clean(_ name: String, _ content: DocumentContent) -> String {
    let base = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    let stem = base.lastIndex(of: ".").map { String(base[..<$0]) } ?? base
    let kept = stem.unicodeScalars.filter(isPlain)
    let text = String(String(String.UnicodeScalarView(kept)).prefix(maximumCharacters))
      .trimmingCharacters(in: .init(charactersIn: " ."))
    return "\(text.isEmpty ? "document" : text).\(content.fileExtension)"
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if ":*?\"<>|%;'`$&".unicodeScalars.contains(scalar) { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
      return false
    default: return true
    }
  }
}
