import HTTPTypes
import Hummingbird
import HummingbirdCore
import Kernel
import NIOCore
import NIOHTTPTypes

/// What the application needs to know of a connection.
struct ConnectionContext: InitializableFromSource {
  let channel: any Channel

  init(source: ApplicationRequestContextSource) { channel = source.channel }
}

/// Carries requests from Hummingbird's server to the application and answers back.
struct HummingbirdResponder: HTTPResponder {
  let application: WebApplication

  func respond(to request: HummingbirdCore.Request, context: ConnectionContext) async throws
    -> HummingbirdCore.Response
  {
    let body = request.body
    let channel = context.channel
    let expectation = Expectation(request.headers)
    var incoming = IncomingRequest(
      method: request.method, target: request.head.path ?? "/", headers: request.headers,
      host: request.head.authority, peer: channel.remoteAddress?.ipAddress ?? "local"
    ) { collector in
      expectation.answer(on: channel)
      var pieces = body.makeAsyncIterator()
      while let buffer = try await HummingbirdResponder.next(&pieces) {
        try await collector.add(buffer.readableBytesView)
      }
    }
    incoming.hasValidHost = HostField.isValid(request.head)
    var response = await application.respond(to: incoming)
    if expectation.isOpen { response.headers[.connection] = "close" }
    return HummingbirdCore.Response(
      status: response.status, headers: response.headers, body: carry(response.body, channel))
  }

  /// The next piece of a content. Throws `Problem(.malformedRequest)` for whatever is wrong with what the client sends.
  private static func next(
    _ pieces: inout HummingbirdCore.RequestBody.AsyncIterator
  ) async throws -> ByteBuffer? {
    do {
      return try await pieces.next()
    } catch let error where !(error is CancellationError) {
      throw Problem(.malformedRequest, "The content breaks off, or is not put together as HTTP says.")
    }
  }

  private func carry(_ body: Response.Body, _ channel: any Channel) -> HummingbirdCore.ResponseBody {
    switch body {
    case .none: return HummingbirdCore.ResponseBody()
    case .bytes(let bytes): return HummingbirdCore.ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    case .shared(let buffer): return HummingbirdCore.ResponseBody(byteBuffer: buffer)
    case .stream(let length, let write):
      let streamed = StreamedContent(
        write: write, patienceSeconds: application.configuration.readerTimeoutSeconds, channel: channel)
      return HummingbirdCore.ResponseBody(contentLength: length) { writer in
        try await streamed.send(to: &writer)
      }
    }
  }
}
