import Dispatch
import Kernel
import Synchronization

/// Other nodes may change the catalogue, which this one sees after a second at the latest.
private let usualAgeMilliseconds: UInt64 = 1_000

/// Values that are read again when the catalogue has changed, and after a while anyway. Bounded: when it is
/// full it starts afresh.
final class CatalogMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Entry {
    let value: Value
    let generation: UInt64
    let madeAtMilliseconds: UInt64
  }

  private let capacity: Int
  private let maximumAgeMilliseconds: UInt64
  private let entries = Mutex<[Key: Entry]>([:])

  /// A memory for this many values, which live a second unless said otherwise.
  init(capacity: Int, maximumAgeMilliseconds: UInt64 = usualAgeMilliseconds) {
    self.capacity = capacity
    self.maximumAgeMilliseconds = maximumAgeMilliseconds
  }

  /// The value as of this generation; `make` reads it when it is not there. What `make` throws is not kept.
  func value(_ key: Key, generation: UInt64, make: () async throws -> Value) async throws -> Value {
    let now = DispatchTime.now().uptimeNanoseconds / 1_000_000
    if let entry = entries.withLock({ $0[key] }), entry.generation == generation,
      now - entry.madeAtMilliseconds <= maximumAgeMilliseconds
    {
      return entry.value
    }
    let value = try await make()
    entries.withLock { entries in
      if entries.count >= capacity, entries[key] == nil { entries.removeAll(keepingCapacity: true) }
      entries[key] = Entry(value: value, generation: generation, madeAtMilliseconds: now)
    }
    return value
  }

  /// The value as it was when it was last read, however old.
  func latest(_ key: Key) -> Value? { entries.withLock { $0[key]?.value } }
}
