import Kernel

/// A file that came with a form.
package struct Upload: Hashable, Sendable {
  /// The name it had on the sender's machine, without folders.
  package let filename: String
  /// What the sender says it is; look at the bytes before believing it.
  package let contentType: String
  package let bytes: [UInt8]

  /// A file with this content.
  package init(filename: String, contentType: String, bytes: [UInt8]) {
    self.filename = filename
    self.contentType = contentType
    self.bytes = bytes
  }
}

/// The fields and files of a multipart form.
package struct MultipartForm: Sendable {
  package var fields = Parameters()
  /// Files with the names of their fields, in the order they came.
  package var files: [(name: String, upload: Upload)] = []
}

/// Reads `multipart/form-data` (RFC 7578) from a collected body.
enum MultipartParser {
  private static let maximumParts = 500
  private static let maximumHeaderBytes = 8192
  private static let maximumBoundaryBytes = 70

  static func parse(_ body: [UInt8], boundary: String) throws(Problem) -> MultipartForm {
    guard (1...maximumBoundaryBytes).contains(boundary.utf8.count) else {
      throw broken("The boundary is not valid.")
    }
    let delimiter = Array("\r\n--\(boundary)".utf8)
    var form = MultipartForm()
    // The first delimiter has no line end before it when there is no preamble.
    var position: Int
    if body.starts(with: delimiter.dropFirst(2)) {
      position = delimiter.count - 2
    } else if let found = find(delimiter, in: body, from: 0) {
      position = found + delimiter.count
    } else {
      throw broken("The form does not begin with its boundary.")
    }
    var parts = 0
    while true {
      if hasDashes(body, at: position) { return form }
      guard let headersStart = skipLineEnd(body, at: position) else {
        throw broken("A boundary has no line end.")
      }
      guard let end = find(delimiter, in: body, from: headersStart - 2) else {
        throw broken("The form is cut off.")
      }
      parts += 1
      guard parts <= maximumParts else { throw broken("The form has too many parts.") }
      try readPart(body, from: headersStart, to: end, into: &form)
      position = end + delimiter.count
    }
  }

  private static func readPart(
    _ body: [UInt8], from start: Int, to end: Int, into form: inout MultipartForm
  ) throws(Problem) {
    let blank = Array("\r\n\r\n".utf8)
    guard let headersEnd = find(blank, in: body, from: start), headersEnd - start <= maximumHeaderBytes,
      headersEnd + blank.count <= end,
      let head = String(validating: body[start..<headersEnd], as: UTF8.self)
    else { throw broken("A part of the form has no readable head.") }
    var disposition = ""
    var contentType = "text/plain"
    for line in head.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw broken("A part's head is malformed.") }
      let value = line[line.index(after: colon)...].trimmingSpaces
      switch line[..<colon].lowercased() {
      case "content-disposition": disposition = value
      case "content-type": contentType = value
      default: break
      }
    }
    let parameters = HeaderParameters.read(disposition)
    guard MediaType.essence(disposition) == "form-data", let name = parameters["name"] else {
      throw broken("A part of the form has no name.")
    }
    let content = body[(headersEnd + blank.count)..<end]
    if let filename = parameters["filename"] {
      if filename.isEmpty && content.isEmpty { return }
      let base = filename.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? "file"
      form.files.append(
        (name, Upload(filename: base, contentType: MediaType.essence(contentType), bytes: Array(content))))
    } else {
      guard let text = String(validating: content, as: UTF8.self) else {
        throw broken("The field \(name) is not valid UTF-8.")
      }
      form.fields.append(name, text)
    }
  }

  private static func hasDashes(_ body: [UInt8], at index: Int) -> Bool {
    index + 1 < body.count && body[index] == UInt8(ascii: "-") && body[index + 1] == UInt8(ascii: "-")
  }

  /// The index behind the line end at `index`, which spaces may precede.
  private static func skipLineEnd(_ body: [UInt8], at index: Int) -> Int? {
    var index = index
    while index < body.count, body[index] == 32 || body[index] == 9 { index += 1 }
    guard index + 1 < body.count, body[index] == 13, body[index + 1] == 10 else { return nil }
    return index + 2
  }

  /// Where `needle` first stands at or after `start`: compares its first byte, then the rest.
  private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard start >= 0, bytes.count >= needle.count else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      needle.withUnsafeBufferPointer { needle in
        var index = start
        let last = bytes.count - needle.count
        let first = needle[0]
        outer: while index <= last {
          guard bytes[index] == first else {
            index += 1
            continue
          }
          for offset in 1..<needle.count where bytes[index + offset] != needle[offset] {
            index += 1
            continue outer
          }
          return index
        }
        return nil
      }
    }
  }

  private static func broken(_ detail: Words) -> Problem { Problem(.malformedRequest, detail) }
}
