import Dispatch
import Foundation
import Synchronization

/// SIGTERM and SIGINT as something to wait for.
final class StopSignals: Sendable {
  private let stream: AsyncStream<Void>
  /// Kept so that they go on listening.
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  init() {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    self.stream = stream
    for number in [SIGTERM, SIGINT] {
      signal(number, SIG_IGN)
      sources.withLock { sources in
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { continuation.yield() }
        source.activate()
        sources.append(source)
      }
    }
  }

  /// Returns when one of the signals came.
  func wait() async {
    for await _ in stream { return }
  }
}
