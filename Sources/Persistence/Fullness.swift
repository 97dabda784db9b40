import Synchronization

/// Whether the database had room for what was last written to it. A look costs nothing, where a trial would have to
/// write.
final class Fullness: Sendable {
  /// After so long without another refusal it may be over: nobody may have tried since.
  private static let memory = Duration.seconds(15)

  private let last = Mutex<(error: DatabaseError, at: ContinuousClock.Instant)?>(nil)

  /// The refusal that stands; `nil` when there is room as far as anybody knows.
  var refusal: DatabaseError? {
    last.withLock { $0.flatMap { .now - $0.at < Fullness.memory ? $0.error : nil } }
  }

  func note(_ error: any Error) {
    guard case .full? = error as? DatabaseError, let error = error as? DatabaseError else { return }
    last.withLock { $0 = (error, .now) }
  }

  func hasRoom() {
    last.withLock { $0 = nil }
  }
}
