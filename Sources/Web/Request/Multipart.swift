import Kernel

/// A file that came with a form.
package struct Upload: Sendable {
  /// The name it had on the sender's machine, without folders.
  package let filename: String
  /// What the sender says it is; look at the bytes before believing it.
  package let contentType: String
  package let content: Content

  /// A file with this content.
  package init(filename: String, contentType: String, content: Content) {
    self.filename = filename
    self.contentType = contentType
    self.content = content
  }

  /// A file of these bytes.
  package init(filename: String, contentType: String, bytes: [UInt8]) {
    self.init(filename: filename, contentType: contentType, content: Content(bytes))
  }

  package var isEmpty: Bool { content.isEmpty }

  /// All of the file in memory. Throws as `Content.bytes` does.
  package var bytes: [UInt8] { get throws { try content.bytes() } }
}

/// The fields and files of a multipart form.
package struct MultipartForm: Sendable {
  package var fields = Parameters()
  /// Files with the names of their fields, in the order they came.
  package var files: [(name: String, upload: Upload)] = []
}

/// Reads `multipart/form-data` (RFC 7578). Files stay where the content is; only fields are taken out of it.
struct MultipartParser {
  private static let maximumParts = 500
  private static let maximumHeaderBytes = 8192
  private static let maximumNameBytes = 1024
  private static let maximumBoundaryBytes = 70
  private static let lineEnd: [UInt8] = [13, 10]
  private static let dashes = Array("--".utf8)

  private var search: ContentSearch
  private let delimiter: [UInt8]
  private var form = MultipartForm()
  private var fieldBytes = 0

  /// The form in a content that comes in windows of this many bytes. Throws `.malformedRequest` for a broken form,
  /// `.tooLarge` when its fields are long, and when the disk can't be read.
  static func parse(
    _ content: Content, boundary: String, windowBytes: Int = ContentSearch.standardWindowBytes
  ) throws -> MultipartForm {
    guard (1...maximumBoundaryBytes).contains(boundary.utf8.count) else {
      throw broken("The boundary is not valid.")
    }
    var parser = MultipartParser(
      search: ContentSearch(content, windowBytes: windowBytes), delimiter: Array("\r\n--\(boundary)".utf8))
    try parser.readParts()
    return parser.form
  }

  private init(search: ContentSearch, delimiter: [UInt8]) {
    self.search = search
    self.delimiter = delimiter
  }

  private mutating func readParts() throws {
    // The first delimiter has no line end before it when there is no preamble.
    var position: Int
    if try search.has(Array(delimiter.dropFirst(2)), at: 0) {
      position = delimiter.count - 2
    } else if let found = try search.find(delimiter, from: 0) {
      position = found + delimiter.count
    } else {
      throw MultipartParser.broken("The form does not begin with its boundary.")
    }
    var parts = 0
    while try !search.has(MultipartParser.dashes, at: position) {
      guard let headersStart = try skipLineEnd(at: position) else {
        throw MultipartParser.broken("A boundary has no line end.")
      }
      guard let end = try search.find(delimiter, from: headersStart - 2) else {
        throw MultipartParser.broken("The form is cut off.")
      }
      parts += 1
      guard parts <= MultipartParser.maximumParts else {
        throw MultipartParser.broken("The form has too many parts.")
      }
      try readPart(from: headersStart, to: end)
      position = end + delimiter.count
    }
  }

  private mutating func readPart(from start: Int, to end: Int) throws {
    let blank = MultipartParser.lineEnd + MultipartParser.lineEnd
    let farthest = min(end, start + MultipartParser.maximumHeaderBytes + blank.count)
    guard let headersEnd = try search.find(blank, from: start, before: farthest),
      let head = String(validating: try search.content.read(start..<headersEnd), as: UTF8.self)
    else { throw MultipartParser.broken("A part of the form has no readable head.") }
    var disposition = ""
    var contentType = "text/plain"
    for line in head.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else {
        throw MultipartParser.broken("A part's head is malformed.")
      }
      let value = line[line.index(after: colon)...].trimmingSpaces
      switch line[..<colon].lowercased() {
      case "content-disposition": disposition = value
      case "content-type": contentType = value
      default: break
      }
    }
    let parameters = HeaderParameters.read(disposition)
    guard MediaType.essence(disposition) == "form-data", let name = parameters["name"] else {
      throw MultipartParser.broken("A part of the form has no name.")
    }
    guard name.utf8.count <= MultipartParser.maximumNameBytes else {
      throw MultipartParser.broken("A part of the form has a name that is too long.")
    }
    let content = search.content.slice(headersEnd + blank.count..<end)
    if let filename = parameters["filename"] {
      if filename.isEmpty && content.isEmpty { return }
      let base = filename.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? "file"
      let upload = Upload(filename: base, contentType: MediaType.essence(contentType), content: content)
      form.files.append((name, upload))
    } else {
      form.fields.append(name, try text(content, of: name))
    }
  }

  private mutating func text(_ content: Content, of name: String) throws -> String {
    fieldBytes += content.count
    guard fieldBytes <= BodyLimit.formText else {
      throw Problem(
        .tooLarge,
        "The fields of a form, apart from its files, may have at most \(BodyLimit.formText / 1024) kB.")
    }
    guard let text = String(validating: try content.read(0..<content.count), as: UTF8.self) else {
      throw MultipartParser.broken("The field \(FieldErrors.shortened(name)) is not valid UTF-8.")
    }
    return text
  }

  /// The place behind the line end at `place`, which spaces may precede.
  private mutating func skipLineEnd(at place: Int) throws -> Int? {
    var place = place
    while let byte = try search.byte(at: place), byte == 32 || byte == 9 { place += 1 }
    return try search.has(MultipartParser.lineEnd, at: place) ? place + 2 : nil
  }

  private static func broken(_ detail: Words) -> Problem { Problem(.malformedRequest, detail) }
}
