import Kernel
import Synchronization

/// A check that is asked by many and runs once at a time: what hangs is not begun again by each probe.
final class RunningCheck: Sendable {
  /// Balancers want to know within two seconds.
  static let patience = Duration.milliseconds(1500)

  let name: String
  private let check: HealthCheck
  private let running = Mutex<Task<Bool, Never>?>(nil)
  private let deadline = Deadline()

  init(_ check: HealthCheck) {
    name = check.name
    self.check = check
  }

  /// Whether the part works; false when it has not said so in time.
  func works() async -> Bool {
    let task = current()
    return (try? await deadline.run(within: RunningCheck.patience) { await task.value }) ?? false
  }

  private func current() -> Task<Bool, Never> {
    running.withLock { running in
      if let running { return running }
      let task = Task { [self] in
        let works: Bool
        do {
          try await check.run()
          works = true
        } catch {
          works = false
        }
        self.running.withLock { $0 = nil }
        return works
      }
      running = task
      return task
    }
  }
}
