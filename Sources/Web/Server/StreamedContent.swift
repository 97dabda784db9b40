import HummingbirdCore
import NIOCore
import Synchronization

/// Sends an answer piece by piece. A reader that takes nothing for a while loses the connection, and with it goes what
/// was held for the answer.
struct StreamedContent: Sendable {
  /// What is handed to the connection at a time; a slow reader has to take so much in one period of patience.
  private static let pieceBytes = 64 * 1024

  let write: @Sendable (BodyWriter) async throws -> Void
  let patienceSeconds: Int
  let channel: any Channel

  /// Throws what producing throws, and when the connection has ended.
  func send(to writer: inout any ResponseBodyWriter) async throws {
    // Pieces go through a queue of one, since the connection's writer can't leave its closure.
    let pipe = PiecePipe()
    let patience = Patience(seconds: patienceSeconds) { [channel] in channel.close(mode: .all, promise: nil) }
    async let _: Void = patience.watch()
    async let producing: Void = pipe.produce(write)
    do {
      while let piece = await pipe.next() {
        var rest = ByteBuffer(bytes: piece)
        while let part = rest.readSlice(length: min(rest.readableBytes, StreamedContent.pieceBytes)),
          part.readableBytes > 0
        {
          patience.begin()
          try await writer.write(part)
          patience.end()
        }
      }
    } catch {
      await pipe.abandon()
      throw error
    }
    try await producing
    patience.begin()
    try await writer.finish(nil)
    patience.end()
  }
}

/// Ends something when one step of it takes too long.
final class Patience: Sendable {
  private static let looksPerPeriod = 4

  private let period: Duration
  private let giveUp: @Sendable () -> Void
  private let began = Mutex<ContinuousClock.Instant?>(nil)

  init(seconds: Int, _ giveUp: @escaping @Sendable () -> Void) {
    period = .seconds(seconds)
    self.giveUp = giveUp
  }

  /// A step begins.
  func begin() { began.withLock { $0 = .now } }

  /// The step is over.
  func end() { began.withLock { $0 = nil } }

  /// Looks now and then, until it gives up or is cancelled.
  func watch() async {
    while !Task.isCancelled {
      do { try await Task.sleep(for: period / Patience.looksPerPeriod) } catch { return }
      let isOver = began.withLock { began in began.map { ContinuousClock.now - $0 >= period } ?? false }
      if isOver { return giveUp() }
    }
  }
}
