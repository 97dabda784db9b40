import Kernel
import Synchronization

/// How many bytes all requests together may take of something, and how many of them one client.
final class ByteBudget: Sendable {
  private struct State: Sendable {
    var used = 0
    var byClient: [String: Int] = [:]
  }

  /// The part of everything that one client may take is one in this many.
  private static let clients = 4
  /// A client that has been told to wait does well to come back after this.
  private static let retryAfterSeconds = 5

  let totalBytes: Int
  /// What one client may take; at least one content of the largest kind.
  let shareBytes: Int
  /// How often somebody was refused.
  let refusals = Counter()
  private let state = Mutex(State())

  init(totalBytes: Int, largestContentBytes: Int) {
    self.totalBytes = totalBytes
    shareBytes = min(totalBytes, max(totalBytes / ByteBudget.clients, largestContentBytes))
  }

  /// What is taken now.
  var usedBytes: Int { state.withLock { $0.used } }

  /// Clients that hold something.
  var clientCount: Int { state.withLock { $0.byClient.count } }

  /// Whether this many more bytes could be taken now. Throws what `take` throws.
  func requireRoom(for count: Int, client: String) throws(Problem) {
    let (used, ofClient) = state.withLock { ($0.used, $0.byClient[client] ?? 0) }
    try check(count, used, ofClient)
  }

  /// Takes bytes. Throws `.tooManyRequests` beyond the client's share, `.unavailable` when all is taken.
  fileprivate func take(_ count: Int, _ client: String) throws(Problem) {
    let (used, ofClient, isTaken) = state.withLock { state in
      let used = state.used
      let ofClient = state.byClient[client] ?? 0
      let fits = ofClient + count <= shareBytes && used + count <= totalBytes
      if fits {
        state.used += count
        state.byClient[client] = ofClient + count
      }
      return (used, ofClient, fits)
    }
    if !isTaken { try check(count, used, ofClient) }
  }

  fileprivate func giveBack(_ count: Int, _ client: String) {
    state.withLock { state in
      state.used -= count
      let left = (state.byClient[client] ?? 0) - count
      // Who holds nothing is forgotten, so that the table is no longer than what is under way.
      state.byClient[client] = left > 0 ? left : nil
    }
  }

  private func check(_ count: Int, _ used: Int, _ ofClient: Int) throws(Problem) {
    if ofClient + count > shareBytes {
      refusals.increment()
      throw Problem(
        .tooManyRequests, "Too many uploads come from your address at once. Let some end first.",
        retryAfterSeconds: ByteBudget.retryAfterSeconds)
    }
    if used + count > totalBytes {
      refusals.increment()
      throw Problem(
        .unavailable, "Too many uploads are under way. Try again soon.",
        retryAfterSeconds: ByteBudget.retryAfterSeconds)
    }
  }
}

/// Bytes that one content has of a budget; they are given back when nobody holds it any more.
final class ByteShare: Sendable {
  private let budget: ByteBudget
  private let client: String
  private let taken = Mutex(0)

  init(_ budget: ByteBudget, client: String) {
    self.budget = budget
    self.client = client
  }

  deinit { giveBackAll() }

  /// Takes more. Throws what `ByteBudget` throws.
  func take(_ count: Int) throws {
    try taken.withLock { taken in
      try budget.take(count, client)
      taken += count
    }
  }

  func giveBackAll() {
    let count = taken.withLock { taken in
      defer { taken = 0 }
      return taken
    }
    if count > 0 { budget.giveBack(count, client) }
  }
}
