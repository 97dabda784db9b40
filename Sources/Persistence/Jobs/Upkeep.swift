private let upkeepEverySeconds: Int64 = 3_600

/// What the tables of this area need now and then: consumers announced anew, old events deleted.
struct Upkeep: Job {
  static let kind = "persistence.upkeep"

  static func register(in registry: inout JobRegistry, _ dispatcher: OutboxDispatcher) {
    registry.on(Upkeep.self) { _, _ in
      try await dispatcher.announce()
      try await dispatcher.purge()
    }
    registry.addRecurring(kind: kind, payload: "{}", everySeconds: upkeepEverySeconds)
  }
}
