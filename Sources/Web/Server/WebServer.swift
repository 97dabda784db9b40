import Hummingbird
import HummingbirdCore
import Kernel
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Serves an application over HTTP/1.1. At the end it takes no more connections, finishes the requests that
/// it accepted and returns.
package final class WebServer: Sendable {
  private let application: WebApplication
  private let connections: Connections
  private let logger: Logger
  private let group = Mutex<ServiceGroup?>(nil)

  /// Connections that may wait to be accepted.
  private static let backlog = 1024
  /// Seconds that accepted requests may take at the end before they are cut off.
  private static let shutdownSeconds = 30

  /// A server for the application; `logger` gets the server's own messages.
  package init(_ application: WebApplication, logger: Logger) {
    self.application = application
    self.logger = logger
    connections = Connections(
      application.configuration.connections, clients: application.clients,
      metrics: application.services.metrics, logger: logger)
  }

  /// Serves until SIGTERM or SIGINT comes (unless `handlesSignals` is off) or `shutdown` is called.
  /// `onListening` gets the port. Throws when the address can't be listened on.
  package func run(
    handlesSignals: Bool = true, onListening: @escaping @Sendable (Int) async -> Void = { _ in }
  ) async throws {
    let configuration = application.configuration
    application.contents.prepare()
    var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
    decoder.maxHeaderListSize = configuration.maximumHeaderBytes
    decoder.maxHeaderFieldSize = configuration.maximumHeaderBytes
    let connections = connections
    let hummingbird = Application(
      responder: HummingbirdResponder(application: application),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [
            HostWatch(), ContinueHandler(), ConnectionClock(connections),
          ],
          httpDecoderConfiguration: decoder)),
      configuration: ApplicationConfiguration(
        address: .hostname(configuration.host, port: configuration.port), backlog: WebServer.backlog),
      onServerRunning: { [self] channel in
        await guardAccepting(channel)
        await onListening(channel.localAddress?.port ?? 0)
      },
      logger: logger)
    var settings = ServiceGroupConfiguration(
      services: [hummingbird], gracefulShutdownSignals: handlesSignals ? [.sigterm, .sigint] : [],
      logger: logger)
    settings.maximumGracefulShutdownDuration = .seconds(WebServer.shutdownSeconds)
    let group = ServiceGroup(configuration: settings)
    self.group.withLock { $0 = group }
    try await group.run()
  }

  private func guardAccepting(_ listening: any Channel) async {
    do {
      try await listening.eventLoop.submit { [connections] in
        try listening.pipeline.syncOperations.addHandler(ConnectionGate(connections), position: .first)
      }.get()
    } catch {
      // The server was told to end before it began.
      logger.notice("connections are not limited", metadata: ["error": "\(error)"])
    }
  }

  /// Ends `run` as a signal would.
  package func shutdown() async {
    await group.withLock { $0 }?.triggerGracefulShutdown()
  }
}
