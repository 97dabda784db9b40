import HTTPTypes
import Kernel
import NIOCore

/// Another site that one page takes something from, by its origin.
package enum PageSource: Hashable, Sendable {
  /// A page within the page.
  case frame(String)
  /// A film or a sound.
  case media(String)

  /// What the Content-Security-Policy says of it.
  var directive: String {
    switch self {
    case .frame(let origin): "frame-src \(origin)"
    case .media(let origin): "media-src \(origin)"
    }
  }
}

/// What is answered to a request.
package struct Response: Sendable {
  /// The content.
  package enum Body: Sendable {
    case none
    case bytes([UInt8])
    /// Written piece by piece; `length` in bytes when it is known.
    case stream(length: Int?, write: @Sendable (BodyWriter) async throws -> Void)
    /// Bytes that are shared with a cache and sent without a copy.
    case shared(ByteBuffer)
  }

  package var status: HTTPStatus
  package var headers: HTTPHeaders
  package var body: Body
  package var cookies: [Cookie]
  /// From where else the page may take something, beside what every page may.
  package var sources: [PageSource] = []
  /// What it depends on, as long as it is kept for others; `nil` for anything that may change.
  package private(set) var tags: Set<CacheTag>?

  /// A response with these parts.
  package init(
    status: HTTPStatus = .ok, headers: HTTPHeaders = [:], body: Body = .none, cookies: [Cookie] = []
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.cookies = cookies
  }

  /// A JSON document.
  package static func json(_ value: some JSONWritable, status: HTTPStatus = .ok) -> Response {
    bytes(JSONWriter.bytes(of: value), contentType: "application/json", status: status)
  }

  /// A page.
  package static func html(_ html: HTML, status: HTTPStatus = .ok) -> Response {
    bytes(html.bytes, contentType: "text/html; charset=utf-8", status: status)
  }

  /// Plain text.
  package static func text(_ text: String, status: HTTPStatus = .ok) -> Response {
    bytes(Array(text.utf8), contentType: "text/plain; charset=utf-8", status: status)
  }

  /// Bytes of any content type.
  package static func bytes(
    _ bytes: [UInt8], contentType: String, status: HTTPStatus = .ok
  ) -> Response {
    Response(status: status, headers: [.contentType: contentType], body: .bytes(bytes))
  }

  /// Sends the browser on with GET (303). Anything but a path of this site leads to the home page, so `next=`
  /// can't be used to send people elsewhere.
  package static func redirect(to path: String, flash: Flash? = nil) -> Response {
    let target = SafePath.isOwn(path) ? path : "/"
    var response = Response(status: .seeOther, headers: [.location: target])
    if let flash { response.cookies.append(flash.cookie) }
    return response
  }

  /// Sends everybody on to where a page is now, for good (308). Browsers ask again all the same: a name that was given
  /// up can be taken back.
  package static func moved(to path: String) -> Response {
    let target = SafePath.isOwn(path) ? path : "/"
    return Response(status: .permanentRedirect, headers: [.location: target, .cacheControl: "no-cache"])
  }

  /// Sends the browser to another site (303), as a payment provider's page. Never call it with what a client
  /// sent.
  package static func redirect(external address: String) -> Response {
    Response(status: .seeOther, headers: [.location: address])
  }

  /// The same response with a cookie set.
  package func setting(_ cookie: Cookie) -> Response {
    var copy = self
    copy.cookies.append(cookie)
    return copy
  }

  /// The same response with a header field set.
  package func header(_ name: HTTPField.Name, _ value: String) -> Response {
    var copy = self
    copy.headers[name] = value
    return copy
  }

  /// The same response, which the server may give to others until one of these things changes.
  package func kept(while tags: Set<CacheTag>) -> Response {
    var copy = self
    copy.tags = tags
    return copy
  }

  /// Lets everyone keep this response for a year: its address changes when its content does.
  package func immutable() -> Response {
    header(.cacheControl, "public, max-age=31536000, immutable")
  }

  /// Makes browsers save the content under this name instead of showing it.
  package func attachment(_ filename: String) -> Response {
    let plain = String(filename.map { $0.isASCII && $0 != "\"" && $0 != "\\" && !$0.isNewline ? $0 : "_" })
    let encoded = PercentCoding.encode(filename)
    return header(
      .contentDisposition, "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)")
  }

  /// The content, when it isn't streamed; for tests.
  package var bodyBytes: [UInt8] {
    switch body {
    case .none, .stream: []
    case .bytes(let bytes): bytes
    case .shared(let buffer): Array(buffer.readableBytesView)
    }
  }
}

/// Takes the pieces of a streamed content; `write` waits until the client can take more.
package struct BodyWriter: Sendable {
  let send: @Sendable ([UInt8]) async throws -> Void

  /// A writer that hands every piece to `send`.
  package init(_ send: @escaping @Sendable ([UInt8]) async throws -> Void) { self.send = send }

  /// Sends a piece. Throws when the client has gone.
  package func write(_ bytes: [UInt8]) async throws { try await send(bytes) }
}
