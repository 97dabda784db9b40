import NIOCore

/// Stands before everything else on the listening socket: decides about new connections before anything is built for
/// them, and sees to it that a process without descriptors goes on serving when some come free.
///
/// NIO takes an `accept` that fails for want of descriptors for a passing thing, but stays registered for the connection
/// that still waits, so that its event loop would turn without pause. Hence the pause here.
final class ConnectionGate: ChannelInboundHandler {
  typealias InboundIn = any Channel
  typealias InboundOut = any Channel

  private static let pauseMilliseconds: Int64 = 100

  private let connections: Connections
  private var isPaused = false

  init(_ connections: Connections) { self.connections = connections }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let channel = unwrapInboundIn(data)
    guard connections.admit(channel) else {
      channel.close(promise: nil)
      return
    }
    context.fireChannelRead(data)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is IOError else {
      context.fireErrorCaught(error)
      return
    }
    connections.note(.notAccepted, from: context.channel)
    guard !isPaused else { return }
    isPaused = true
    connections.makeRoom(for: context.channel)
    // Setting it fails only on a socket that is closed; then there is nothing to accept any more.
    context.channel.setOption(.autoRead, value: false).assumeIsolated().whenComplete { _ in
      context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(ConnectionGate.pauseMilliseconds)) {
        self.isPaused = false
        context.channel.setOption(.autoRead, value: true).whenComplete { _ in }
      }
    }
  }
}
