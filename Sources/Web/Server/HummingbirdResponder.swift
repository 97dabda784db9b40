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
    let incoming = IncomingRequest(
      method: request.method, target: request.head.path ?? "/", headers: request.headers,
      host: request.head.authority, peer: context.channel.remoteAddress?.ipAddress ?? "local"
    ) { limit in
      try await HummingbirdResponder.collect(body, limit)
    }
    let response = await application.respond(to: incoming)
    return HummingbirdCore.Response(
      status: response.status, headers: response.headers, body: carry(response.body))
  }

  private static func collect(_ body: HummingbirdCore.RequestBody, _ limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await buffer in body {
      guard bytes.count + buffer.readableBytes <= limit else { throw Problem(.tooLarge) }
      bytes.append(contentsOf: buffer.readableBytesView)
    }
    return bytes
  }

  private func carry(_ body: Response.Body) -> HummingbirdCore.ResponseBody {
    switch body {
    case .none: return HummingbirdCore.ResponseBody()
    case .bytes(let bytes): return HummingbirdCore.ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    case .shared(let buffer): return HummingbirdCore.ResponseBody(byteBuffer: buffer)
    case .stream(let length, let write):
      return HummingbirdCore.ResponseBody(contentLength: length) { writer in
        // Pieces go through a queue of one, since the connection's writer can't leave its closure.
        let pipe = PiecePipe()
        async let producing: Void = pipe.produce(write)
        do {
          while let piece = await pipe.next() { try await writer.write(ByteBuffer(bytes: piece)) }
        } catch {
          await pipe.abandon()
          throw error
        }
        try await producing
        try await writer.finish(nil)
      }
    }
  }
}

/// Tells clients that ask first (`Expect: 100-continue`) to send their content.
final class ContinueHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundOut = HTTPResponsePart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head(let head) = unwrapInboundIn(data),
      head.headerFields[.expect]?.lowercased() == "100-continue"
    {
      context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }
    context.fireChannelRead(data)
  }
}
