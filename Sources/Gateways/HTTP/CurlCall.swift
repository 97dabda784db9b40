import CCurl
import Foundation
import Kernel
import Synchronization

/// One call, ready to be made by a thread that may block.
struct CurlCall: Sendable {
  let method: String
  let url: String
  /// Header fields as lines.
  let fields: [String]
  let content: [UInt8]?
  let settings: HTTPClientSettings

  /// Makes the call and waits for its answer. Blocks.
  func run(on handles: CurlHandles) throws(HTTPClientError) -> HTTPClientAnswer {
    guard let handle = handles.take() else { throw .unreachable("libcurl could not be started.") }
    defer { handles.put(handle) }
    var answer = souk_curl_answer()
    var words = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    let copies = ([url, method] + fields).map { UnsafePointer(strdup($0)) }
    defer {
      for copy in copies { free(UnsafeMutablePointer(mutating: copy)) }
      souk_curl_free_answer(&answer)
    }
    let bytes = content ?? []
    let code = bytes.withUnsafeBytes { content in
      copies.withUnsafeBufferPointer { strings in
        var request = souk_curl_request()
        request.url = strings[0]
        request.method = self.content == nil && ["GET", "HEAD"].contains(method) ? nil : strings[1]
        request.is_head = method == "HEAD" ? 1 : 0
        request.fields = strings.baseAddress.map { $0 + 2 }
        request.field_count = fields.count
        request.bytes = content.bindMemory(to: CChar.self).baseAddress ?? strings[0]
        request.length = content.count
        request.timeout_milliseconds = settings.timeoutSeconds * 1000
        request.connect_milliseconds = settings.connectSeconds * 1000
        request.maximum_redirects = settings.maximumRedirects
        request.maximum_bytes = settings.maximumAnswerBytes
        if settings.onlyPublicAddresses { request.allows = allowsPublicOnly }
        return souk_curl_fetch(handle.pointer, &request, &answer, &words)
      }
    }
    guard code == CURLE_OK else { throw failure(code, answer, words) }
    return HTTPClientAnswer(
      status: answer.status, fields: Self.fields(answer.fields), body: Self.bytes(answer.content))
  }

  private func failure(
    _ code: CURLcode, _ answer: souk_curl_answer, _ words: [CChar]
  ) -> HTTPClientError {
    let text = String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if answer.is_refused != 0 { return .addressNotAllowed }
    if answer.content.is_full != 0 || answer.fields.is_full != 0 { return .tooLarge }
    switch code {
    case CURLE_OPERATION_TIMEDOUT: return .timedOut
    case CURLE_TOO_MANY_REDIRECTS: return .tooManyRedirects
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .badRequest
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE:
      return .notTrusted(text)
    default: return .unreachable(text)
    }
  }

  private static func bytes(_ buffer: souk_curl_buffer) -> [UInt8] {
    guard let start = buffer.bytes else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: buffer.length))
  }

  private static func fields(_ buffer: souk_curl_buffer) -> [HTTPClientField] {
    let lines: [Substring] = String(decoding: bytes(buffer), as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.compactMap { line -> HTTPClientField? in
      let halves = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2 else { return nil }
      return HTTPClientField(String(halves[0]), String(halves[1]).trimmed)
    }
  }
}

/// What libcurl asks before it connects; C can't carry a closure's context.
private let allowsPublicOnly: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32 = { bytes, length in
  guard let bytes else { return 0 }
  return PublicAddress.isPublic(Array(UnsafeBufferPointer(start: bytes, count: length))) ? 1 : 0
}

/// libcurl's handles, each with its open connections; one call at a time uses one of them.
final class CurlHandles: Sendable {
  /// A handle moves from thread to thread, but only one has it at a time.
  struct Handle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
  }

  private static let isStarted: Bool = souk_curl_start() == CURLE_OK

  private let idle = Mutex<[Handle]>([])

  deinit { for handle in idle.withLock({ $0 }) { souk_curl_free(handle.pointer) } }

  func take() -> Handle? {
    guard Self.isStarted else { return nil }
    return idle.withLock { $0.popLast() } ?? souk_curl_make().map { Handle(pointer: $0) }
  }

  func put(_ handle: Handle) { idle.withLock { $0.append(handle) } }
}
