import Synchronization

/// A value that costs something and that few runs of the program need: made when it is first asked for, and kept.
package final class Lazily<Value: Sendable>: Sendable {
  private let made = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  /// Nothing is made yet.
  package init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  /// The value. Who asks while it is made waits for it.
  package var value: Value {
    made.withLock { made in
      if let made { return made }
      let value = make()
      made = value
      return value
    }
  }
}
