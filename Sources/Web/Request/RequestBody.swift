import HTTPTypes
import Kernel

// The body of a request as what its content type says it is.
extension Request {
  /// The media type without parameters, in lower case; empty when absent.
  package var contentType: String { MediaType.essence(headers[.contentType] ?? "") }

  /// All of the content in memory. Throws as `Content.bytes` does; what may be large is better taken from `content`.
  package var body: [UInt8] { get throws { try content.bytes() } }

  /// The body as JSON. Throws `.unsupportedMediaType` for another content type, `.malformedRequest` for
  /// broken JSON.
  package func json() throws -> JSONValue {
    guard MediaType.isJSON(contentType) else {
      throw Problem(.unsupportedMediaType, "Send the body as application/json.")
    }
    return try JSONParser.parse(body)
  }

  /// The body's JSON object as `T`. Throws `.invalidInput` with every wrong field besides what `json` throws.
  package func json<T: Input>(_ type: T.Type) throws -> T { try T.read(json()) }

  /// The same, or `nil` when there is no body.
  package func optionalJSON<T: Input>(_ type: T.Type) throws -> T? { content.isEmpty ? nil : try json(type) }

  /// The form as `T`. Throws `.invalidInput` with every wrong field, `.unsupportedMediaType`,
  /// `.malformedRequest`.
  package func form<T: Input>(_ type: T.Type) throws -> T { try T.read(formParameters()) }

  /// The form as it came, to fill it in again; empty when it can't be read.
  package var formValues: Parameters { (try? formParameters()) ?? Parameters() }

  /// The files of a multipart form under this name, leaving out empty file fields.
  package func uploads(_ name: String) throws -> [Upload] {
    try multipart().files.filter { $0.name == name }.map(\.upload)
  }

  /// The multipart form. Throws `.unsupportedMediaType` for another content type, `.malformedRequest` for a
  /// broken one.
  package func multipart() throws -> MultipartForm {
    guard contentType == "multipart/form-data", let value = headers[.contentType],
      let boundary = MediaType.parameter("boundary", of: value)
    else { throw Problem(.unsupportedMediaType, "Send the form as multipart/form-data.") }
    return try MultipartParser.parse(content, boundary: boundary)
  }

  private func formParameters() throws -> Parameters {
    switch contentType {
    case "application/x-www-form-urlencoded": try Parameters(urlEncoded: body)
    case "multipart/form-data": try multipart().fields
    case "" where content.isEmpty: Parameters()
    default: throw Problem(.unsupportedMediaType, "Send the form as application/x-www-form-urlencoded.")
    }
  }
}

/// Content types as text (RFC 9110, 8.3.1).
enum MediaType {
  /// `text/html` of `Text/HTML; charset=utf-8`.
  static func essence(_ value: String) -> String {
    let end = value.firstIndex(of: ";") ?? value.endIndex
    return value[..<end].trimmingSpaces.lowercased()
  }

  static func isJSON(_ essence: String) -> Bool {
    essence == "application/json" || (essence.hasPrefix("application/") && essence.hasSuffix("+json"))
  }

  /// The parameter `name`, unquoted.
  static func parameter(_ name: String, of value: String) -> String? {
    HeaderParameters.read(value)[name]
  }
}

/// The `; name=value` parts behind a header's first value.
enum HeaderParameters {
  /// Names in lower case; quoted values without their quotes and backslashes.
  static func read(_ header: String) -> [String: String] {
    var found: [String: String] = [:]
    var rest = Substring(header)
    guard let first = rest.firstIndex(of: ";") else { return found }
    rest = rest[rest.index(after: first)...]
    while let equals = rest.firstIndex(of: "=") {
      let name = rest[..<equals].trimmingSpaces.lowercased()
      rest = rest[rest.index(after: equals)...]
      let value: String
      if rest.first == "\"" {
        (value, rest) = quoted(rest.dropFirst())
        rest = rest.firstIndex(of: ";").map { rest[rest.index(after: $0)...] } ?? ""
      } else {
        let end = rest.firstIndex(of: ";") ?? rest.endIndex
        value = rest[..<end].trimmingSpaces
        rest = end < rest.endIndex ? rest[rest.index(after: end)...] : ""
      }
      if found[name] == nil { found[name] = value }
    }
    return found
  }

  private static func quoted(_ text: Substring) -> (String, Substring) {
    var value = ""
    var index = text.startIndex
    while index < text.endIndex, text[index] != "\"" {
      if text[index] == "\\", text.index(after: index) < text.endIndex { text.formIndex(after: &index) }
      value.append(text[index])
      text.formIndex(after: &index)
    }
    return (value, index < text.endIndex ? text[text.index(after: index)...] : "")
  }
}

extension StringProtocol {
  /// Without spaces and tabs at both ends.
  var trimmingSpaces: String {
    var view = self[...]
    while let first = view.first, first == " " || first == "\t" { view = view.dropFirst() }
    while let last = view.last, last == " " || last == "\t" { view = view.dropLast() }
    return String(view)
  }
}
