import Foundation
import Kernel

/// How an HTTP client behaves.
package struct HTTPClientSettings: Sendable {
  /// Seconds for a whole call, from the look-up of the name to the last byte.
  package var timeoutSeconds = 10
  /// Seconds until a connection stands.
  package var connectSeconds = 5
  /// Bytes of an answer's content at most; of a longer one nothing is answered.
  package var maximumAnswerBytes = 1024 * 1024
  /// Redirects that are followed; none unless set. The content and the fields go along, so leave it at 0
  /// where they are secret.
  package var maximumRedirects = 0
  /// Whether only public addresses of the internet may be connected to. The look-up's result is what counts,
  /// so no name leads inside; set it wherever the address comes from people.
  package var onlyPublicAddresses = false
  /// Calls that run at the same time.
  package var threads = 4
  /// Calls that may wait for one of them.
  package var maximumWaitingCalls = 256

  /// The defaults.
  package init() {}
}

/// One header field.
package struct HTTPClientField: Hashable, Sendable {
  package let name: String
  package let value: String

  /// A field by name and value.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// `Authorization: Bearer`.
  package static func bearer(_ token: String) -> HTTPClientField { .init("Authorization", "Bearer \(token)") }

  /// `Authorization: Basic` (RFC 7617).
  package static func basic(user: String, password: String) -> HTTPClientField {
    .init("Authorization", "Basic " + Data("\(user):\(password)".utf8).base64EncodedString())
  }
}

/// What came back.
package struct HTTPClientAnswer: Sendable {
  package let status: Int
  /// The header fields of the last answer, in their order.
  package let fields: [HTTPClientField]
  package let body: [UInt8]

  /// An answer of these parts.
  package init(status: Int, fields: [HTTPClientField] = [], body: [UInt8]) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  /// Whether it is a success (2xx).
  package var isSuccess: Bool { (200...299).contains(status) }

  /// The first value of a field, whatever the case of its name.
  package subscript(_ name: String) -> String? {
    fields.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The content as JSON. Throws `HTTPClientError.unreadable`.
  package func json() throws(HTTPClientError) -> JSONValue {
    do {
      return try JSONDecoder().decode(JSONValue.self, from: Data(body))
    } catch {
      throw .unreadable
    }
  }
}

/// Why a call brought nothing. Names hosts at most, never what was sent.
package enum HTTPClientError: Error, Hashable, Sendable {
  /// The address is none of http or https, or a header field has a line break in it.
  case badRequest
  /// The address leads to a machine that only this network can reach.
  case addressNotAllowed
  /// No connection; the words are libcurl's.
  case unreachable(String)
  /// The other side's certificate is not good, or it does not encrypt well enough.
  case notTrusted(String)
  case timedOut
  /// More came than is taken.
  case tooLarge
  case tooManyRedirects
  /// The content is not what it should be.
  case unreadable
}

/// Calls other programs over HTTP by libcurl, on threads of its own. Certificates are always checked, proxies
/// and `.netrc` are not used, connections are kept for the next call.
package struct HTTPClient: Sendable {
  private static let userAgent = "Souk"

  private let settings: HTTPClientSettings
  private let threads: BlockingThreads
  private let handles = CurlHandles()

  /// A client with threads of its own.
  package init(_ settings: HTTPClientSettings = HTTPClientSettings()) {
    self.settings = settings
    threads = BlockingThreads(
      name: "http", count: settings.threads, maximumWaiting: settings.maximumWaitingCalls)
  }

  /// Gets what is at `url`. Throws `HTTPClientError`, or `Problem(.unavailable)` when too many calls wait.
  package func get(_ url: String, _ fields: [HTTPClientField] = []) async throws -> HTTPClientAnswer {
    try await send("GET", url, fields, content: nil)
  }

  /// Posts a form (`application/x-www-form-urlencoded`). Throws like `get`.
  package func post(
    _ url: String, form: [(name: String, value: String)], _ fields: [HTTPClientField] = []
  ) async throws -> HTTPClientAnswer {
    let text = form.map { "\(FormCoding.encode($0.name))=\(FormCoding.encode($0.value))" }
      .joined(separator: "&")
    let type = HTTPClientField("Content-Type", "application/x-www-form-urlencoded")
    return try await send("POST", url, [type] + fields, content: Array(text.utf8))
  }

  /// Posts a JSON document. Throws like `get`.
  package func post(
    _ url: String, json: JSONValue, _ fields: [HTTPClientField] = []
  ) async throws -> HTTPClientAnswer {
    let type = HTTPClientField("Content-Type", "application/json")
    return try await send("POST", url, [type] + fields, content: Array(try JSONEncoder().encode(json)))
  }

  /// Sends any request; GET and HEAD take no content. Throws like `get`.
  package func send(
    _ method: String, _ url: String, _ fields: [HTTPClientField], content: [UInt8]?
  ) async throws -> HTTPClientAnswer {
    let isWeb = url.lowercased().hasPrefix("https://") || url.lowercased().hasPrefix("http://")
    let lines = fields.map { "\($0.name): \($0.value)" } + ["User-Agent: \(Self.userAgent)"]
    let isClean = ([method, url] + lines).allSatisfy { $0.utf8.allSatisfy { $0 >= 32 && $0 != 127 } }
    guard isWeb, isClean else { throw HTTPClientError.badRequest }
    let call = CurlCall(method: method, url: url, fields: lines, content: content, settings: settings)
    let handles = handles
    return try await threads.run { try call.run(on: handles) }
  }
}

/// Forms as browsers write them (WHATWG URL, 5.2).
package enum FormCoding {
  /// The text with everything but letters, digits and `-._~` percent-encoded.
  package static func encode(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        out.append(byte)
      default: out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
