import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Holds a connection to its times: for the head of a request, between requests, for a content that goes on after its
/// answer, and for taking the answer. The time for a content that is being read, and for answering, is the application's.
///
/// A request that is answered before its content was there gets `Connection: close`. Once the answer is sent, our side is
/// closed and what still comes is dropped, within bounds; a connection that were closed at once would be reset, and
/// the client would never see the answer.
final class ConnectionClock: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum Phase { case head, idle, exchange, draining }

  /// How late the end of a time may be noticed.
  private static let tickSeconds: Int64 = 1

  private let connections: Connections
  private let limits: ConnectionLimits
  private var connection: Connection?
  private var tick: Scheduled<Void>?

  private var phase = Phase.head
  private var since = NIODeadline.distantPast
  private var requestsBegun = 0
  private var requestsRead = 0
  private var answersBegun = 0
  private var answersEnded = 0
  private var closesAfterAnswer = false
  private var drainedBytes = 0
  /// Bytes of answers that the system had not taken at the last tick, and since when their number stands still.
  private var pendingBytes = 0
  private var pendingSince = NIODeadline.distantPast

  init(_ connections: Connections) {
    self.connections = connections
    limits = connections.limits
  }

  func handlerAdded(context: ChannelHandlerContext) {
    do {
      let watcher = ByteWatcher { [self] count in bytesArrived(count, context) }
      try context.pipeline.syncOperations.addHandler(watcher, position: .first)
    } catch {
      // Only on a channel that is closed already.
      return context.close(promise: nil)
    }
    connection = connections.entry(of: context.channel)
    connection?.becomeReady()
    since = context.eventLoop.now
    scheduleTick(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) { stop() }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  /// Bytes came, whether or not they complete anything.
  func bytesArrived(_ count: Int, _ context: ChannelHandlerContext) {
    switch phase {
    case .idle:
      phase = .head
      since = context.eventLoop.now
    case .draining:
      drainedBytes += count
      if drainedBytes > limits.drainBytes { end(.endlessContent, context) }
    case .head, .exchange: break
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      requestsBegun += 1
      guard phase != .draining else { return }
      enter(.exchange, .busy, context)
    case .body: break
    case .end:
      requestsRead += 1
      if phase == .draining { context.close(promise: nil) }
    }
    guard phase != .draining else { return }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    // Who read the content may have stopped asking for it.
    if phase == .draining { context.read() }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    context.fireUserInboundEventTriggered(event)
    if phase == .draining, let event = event as? ChannelEvent, event == .inputClosed {
      context.close(promise: nil)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(var answer) where answer.status.kind != .informational:
      answersBegun += 1
      closesAfterAnswer = requestsRead < answersBegun
      if closesAfterAnswer { answer.headerFields[.connection] = "close" }
      context.write(wrapOutboundOut(.head(answer)), promise: promise)
    case .head, .body: context.write(data, promise: promise)
    case .end:
      answersEnded += 1
      guard closesAfterAnswer else {
        if answersEnded == requestsBegun { enter(.idle, .idle, context) }
        return context.write(data, promise: promise)
      }
      let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
      sent.futureResult.assumeIsolated().whenSuccess { self.beginDraining(context) }
      context.write(data, promise: sent)
    }
  }

  private func beginDraining(_ context: ChannelHandlerContext) {
    guard requestsRead < answersEnded else { return context.close(promise: nil) }
    enter(.draining, .answered, context)
    context.close(mode: .output, promise: nil)
    context.read()
  }

  private func enter(_ phase: Phase, _ standing: Connection.Standing, _ context: ChannelHandlerContext) {
    self.phase = phase
    since = context.eventLoop.now
    connection?.become(standing, at: since)
  }

  private func scheduleTick(_ context: ChannelHandlerContext) {
    tick = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(ConnectionClock.tickSeconds)) {
      self.check(context)
    }
  }

  private func stop() {
    tick?.cancel()
    tick = nil
  }

  private func check(_ context: ChannelHandlerContext) {
    let now = context.eventLoop.now
    let bytes = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    if bytes == 0 || bytes != pendingBytes { pendingSince = now }
    pendingBytes = bytes
    // What a slow client still has to take of the answer is not idleness.
    if bytes > 0, phase == .idle { since = now }
    if now >= pendingSince + .seconds(Int64(limits.stallSeconds)) { return end(.stalled, context) }
    switch phase {
    case .head where now >= since + .seconds(Int64(limits.headSeconds)): end(.slowHead, context)
    case .idle where now >= since + .seconds(Int64(limits.idleSeconds)): context.close(promise: nil)
    case .draining where now >= since + .seconds(Int64(limits.drainSeconds)): end(.endlessContent, context)
    default: scheduleTick(context)
    }
  }

  private func end(_ event: ConnectionEvent, _ context: ChannelHandlerContext) {
    connections.note(event, from: context.channel)
    context.close(promise: nil)
  }
}

/// Tells the connection's clock of bytes, before they are anything.
final class ByteWatcher: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let arrived: (Int) -> Void

  init(_ arrived: @escaping (Int) -> Void) { self.arrived = arrived }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    arrived(unwrapInboundIn(data).readableBytes)
    context.fireChannelRead(data)
  }
}
