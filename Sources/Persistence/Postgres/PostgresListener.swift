import Foundation
import Synchronization

/// Pauses between attempts to connect again.
private let firstPauseMilliseconds: Int32 = 250
private let longestPauseMilliseconds: Int32 = 30_000

/// Hears what nodes announce on a channel, over a connection and on a thread of its own.
final class PostgresListener: Listening {
  private let url: String
  private let channel: Channel
  private let heard: @Sendable () -> Void
  private let isStopped = Atomic<Bool>(false)
  /// A byte in it wakes the thread; −1 where the system has none left, so that it looks for itself.
  private let wakeUp: (read: Int32, write: Int32)

  /// Hears nothing before `run`.
  init(url: String, channel: Channel, heard: @escaping @Sendable () -> Void) {
    self.url = url
    self.channel = channel
    self.heard = heard
    var ends: [Int32] = [-1, -1]
    wakeUp = pipe(&ends) == 0 ? (ends[0], ends[1]) : (-1, -1)
  }

  deinit {
    if wakeUp.read >= 0 { close(wakeUp.read) }
    if wakeUp.write >= 0 { close(wakeUp.write) }
  }

  func stop() {
    guard !isStopped.exchange(true, ordering: .acquiringAndReleasing), wakeUp.write >= 0 else { return }
    _ = [UInt8(1)].withUnsafeBytes { write(wakeUp.write, $0.baseAddress, 1) }
  }

  /// Listens until it is stopped, and connects again after growing pauses. What may have been missed meanwhile counts as
  /// heard.
  func run() {
    var pause = firstPauseMilliseconds
    while !hasStopped {
      if let session = try? PostgresSession(url: url, isReplica: false),
        session.execute("LISTEN \(channel.rawValue)")?.isSuccess == true
      {
        pause = firstPauseMilliseconds
        heard()
        follow(session)
      }
      if hasStopped { return }
      wait(for: -1, milliseconds: pause)
      pause = min(2 * pause, longestPauseMilliseconds)
    }
  }

  private var hasStopped: Bool { isStopped.load(ordering: .acquiring) }

  private func follow(_ session: PostgresSession) {
    while !hasStopped {
      wait(for: session.socket, milliseconds: wakeUp.read >= 0 ? -1 : firstPauseMilliseconds)
      guard let isHeard = session.takeNotifications() else { return }
      if isHeard { heard() }
    }
  }

  /// Returns when there is something to read, it is stopped, or the time is over; −1 stands for no descriptor, and for no
  /// end.
  private func wait(for descriptor: Int32, milliseconds: Int32) {
    var descriptors = [descriptor, wakeUp.read].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
  }
}
