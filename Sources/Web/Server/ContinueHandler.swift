import HTTPTypes
import NIOCore
import NIOHTTPTypes
import Synchronization

/// Tells the pipeline that the content is wanted now.
struct ContentIsWanted: Sendable {}

/// Tells clients that ask first (`Expect: 100-continue`) to send their content, but only once every check before the
/// content has let the request pass: a client that is refused sends nothing.
final class ContinueHandler: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  func triggerUserOutboundEvent(
    context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?
  ) {
    guard event is ContentIsWanted else {
      return context.triggerUserOutboundEvent(event, promise: promise)
    }
    context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: promise)
  }
}

/// Whether a client that asks first was told to go on.
final class Expectation: Sendable {
  private let isAsking: Bool
  private let wasAnswered = Atomic<Bool>(false)

  init(_ headers: HTTPHeaders) { isAsking = headers[.expect]?.lowercased() == "100-continue" }

  /// Tells the client to go on, once.
  func answer(on channel: any Channel) {
    guard isAsking, !wasAnswered.exchange(true, ordering: .sequentiallyConsistent) else { return }
    channel.triggerUserOutboundEvent(ContentIsWanted(), promise: nil)
  }

  /// The client may still send its content, or leave it out: what comes next on the connection can't be told.
  var isOpen: Bool { isAsking && !wasAnswered.load(ordering: .sequentiallyConsistent) }
}
