import NIOCore
import Synchronization

/// A client that means to ask does so at once: one that is silent for longer is worth less than one that has asked.
private let silentGraceNanoseconds: Int64 = 2_000_000_000

/// A client's connection, as far as others compete with it for room.
final class Connection: Sendable {
  /// What a connection is waiting for; those that are worth least come first.
  enum Standing: Int64, Sendable {
    /// For the end of a content that nobody reads, after the answer.
    case answered
    /// For the first request.
    case silent
    /// For a further request.
    case idle
    /// For us: a request is being read or answered.
    case busy
  }

  let channel: any Channel
  /// What the limit per address counts by; `nil` for trusted proxies.
  let network: String?
  private let openedAt: NIODeadline
  /// Nanoseconds since the start of the machine, with the standing in the lowest bits.
  private let state: Atomic<Int64>

  init(_ channel: any Channel, network: String?) {
    self.channel = channel
    self.network = network
    openedAt = .now()
    // Until its pipeline is there it may not be closed: NIO would take that for an error of the listening socket.
    state = Atomic(Connection.packed(.busy, openedAt))
  }

  /// Notes that it can be closed from now on. It waits since it was opened, in whatever order the event loops came to it.
  func becomeReady() { become(.silent, at: openedAt) }

  func become(_ standing: Standing, at moment: NIODeadline) {
    state.store(Connection.packed(standing, moment), ordering: .relaxed)
  }

  /// What it is waiting for and since when, by which those that can go first are the smallest; `nil` for one that is
  /// busy. Proxies go last: they carry everybody. A newcomer goes after those that are idle, which their clients expect.
  func order(at now: NIODeadline) -> Order? {
    let packed = state.load(ordering: .relaxed)
    guard let standing = Standing(rawValue: packed & 3), standing != .busy else { return nil }
    let since = packed >> 2
    let age = Int64(clamping: now.uptimeNanoseconds) - since
    let isNewcomer = standing == .silent && age < silentGraceNanoseconds
    return Order(isProxy: network == nil, isNewcomer: isNewcomer, standing: standing, since: since)
  }

  struct Order: Comparable {
    let isProxy: Bool
    let isNewcomer: Bool
    let standing: Standing
    let since: Int64

    static func < (left: Order, right: Order) -> Bool {
      if left.isProxy != right.isProxy { return right.isProxy }
      if left.isNewcomer != right.isNewcomer { return right.isNewcomer }
      if left.standing != right.standing { return left.standing.rawValue < right.standing.rawValue }
      return left.since < right.since
    }
  }

  private static func packed(_ standing: Standing, _ moment: NIODeadline) -> Int64 {
    Int64(clamping: moment.uptimeNanoseconds) << 2 | standing.rawValue
  }
}
