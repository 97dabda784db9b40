import Foundation
import Gateways
import Kernel

/// What a document may be, told by its content and never by its name.
enum DocumentContent: String, CaseIterable, Sendable {
  case pdf, jpeg, png, webp

  static let maximumBytes = 10 * 1024 * 1024

  var contentType: String { self == .pdf ? "application/pdf" : "image/\(rawValue)" }

  var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

  /// What the bytes are. Pictures are decoded as a whole, every object of a PDF is read. Throws
  /// `Problem(.fileUnreadable)` for everything else, `Problem(.tooLarge)`.
  static func inspect(_ bytes: [UInt8], _ files: DocumentFiles) async throws -> DocumentContent {
    guard !bytes.isEmpty else { throw Problem(.fileUnreadable, "The file is empty. Choose another one.") }
    guard bytes.count <= maximumBytes else {
      throw Problem(.tooLarge, "A document may have at most 10 MB. Send a smaller scan.")
    }
    if bytes.starts(with: "%PDF-".utf8) {
      if let fault = try await files.pdfs.fault(in: bytes) { throw refusal(of: fault) }
      return .pdf
    }
    guard let format = ImageFormat(sniffing: bytes), let content = DocumentContent(format) else {
      throw Problem(
        .fileUnreadable, "Send the document as PDF, JPEG, PNG or WebP. This file is none of them.")
    }
    do {
      _ = try await files.images.inspect(bytes)
    } catch let problem as Problem where problem.kind == .imageUnreadable {
      throw Problem(.fileUnreadable, problem.detail)
    }
    return content
  }

  private static func refusal(of fault: PDFFault) -> Problem {
    let message: Words =
      switch fault {
      case .damaged: "This PDF is damaged or is none. Open it, save it again and send the new file."
      case .encrypted:
        "This PDF is locked. Save it without a password and restrictions and send the new file."
      case .active:
        "This PDF holds scripts, forms that send themselves or other files. Print it to a new PDF, or send a picture of it."
      case .tooCostly:
        "This PDF is too complicated to be checked. Print it to a new PDF, or send a picture of it."
      }
    return Problem(.fileUnreadable, message)
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
