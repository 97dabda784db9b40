import Glibc

/// A value that many may read at once, or one may change. Whoever wants to change it goes before those who come to read
/// after it, so changes are never kept waiting by readers without end.
final class SharedLock<Value>: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_rwlock_t>
  private let value: UnsafeMutablePointer<Value>

  init(_ initial: sending Value) {
    lock = .allocate(capacity: 1)
    value = .allocate(capacity: 1)
    value.initialize(to: initial)
    var attributes = pthread_rwlockattr_t()
    pthread_rwlockattr_init(&attributes)
    pthread_rwlockattr_setkind_np(&attributes, Int32(PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP))
    let failure = pthread_rwlock_init(lock, &attributes)
    pthread_rwlockattr_destroy(&attributes)
    precondition(failure == 0, "no lock could be made")
  }

  deinit {
    value.deinitialize(count: 1)
    value.deallocate()
    pthread_rwlock_destroy(lock)
    lock.deallocate()
  }

  /// Reads beside others. Not from within another `read` or `write` of the same lock.
  func read<Result: Sendable>(_ body: (Value) throws -> Result) rethrows -> Result {
    pthread_rwlock_rdlock(lock)
    defer { pthread_rwlock_unlock(lock) }
    return try body(value.pointee)
  }

  /// Changes the value alone. Not from within another `read` or `write` of the same lock.
  func write<Result: Sendable>(_ body: (inout Value) throws -> Result) rethrows -> Result {
    pthread_rwlock_wrlock(lock)
    defer { pthread_rwlock_unlock(lock) }
    return try body(&value.pointee)
  }
}
