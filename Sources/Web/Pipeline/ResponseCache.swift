import HTTPTypes
import Kernel
import NIOCore
import Synchronization

/// A finished answer that is sent again as it is.
final class CachedResponse: Sendable {
  let headers: HTTPHeaders
  let notModifiedHeaders: HTTPHeaders
  let body: ByteBuffer
  let etag: String
  /// What it depends on.
  let tags: Set<CacheTag>
  /// The last change before the answer was begun.
  let beganAfter: UInt64
  let storedAt: Int64
  /// Whether only visitors without a cookie of Souk may get it.
  let isVisitorOnly: Bool
  let routeIndex: Int
  /// Whether somebody makes it anew.
  private let isRenewed = Atomic<Bool>(false)

  init(
    headers: HTTPHeaders, notModifiedHeaders: HTTPHeaders, body: ByteBuffer, etag: String,
    tags: Set<CacheTag>,
    beganAfter: UInt64, storedAt: Int64, isVisitorOnly: Bool, routeIndex: Int
  ) {
    self.headers = headers
    self.notModifiedHeaders = notModifiedHeaders
    self.body = body
    self.etag = etag
    self.tags = tags
    self.beganAfter = beganAfter
    self.storedAt = storedAt
    self.isVisitorOnly = isVisitorOnly
    self.routeIndex = routeIndex
  }

  /// True for all but the first who asks when it is old.
  func isBeingRenewed() -> Bool { isRenewed.exchange(true, ordering: .acquiringAndReleasing) }
}

/// Finished answers by path, query and encoding. An entry is good until something that it depends on changes, and for
/// some seconds at most; then who comes first makes it anew, and others get the last one for as long again where it is
/// the same for everybody. Bounded in bytes; the least recently used go first.
final class ResponseCache: Sendable {
  struct Key: Hashable {
    let target: String
    let isGzip: Bool
    /// The tag of the language it is written in.
    let language: String
    /// The code of the market at whose prices it is.
    let market: String?
    /// The shop's own host that was asked; `nil` for every name of the marketplace, which all answer the same.
    let host: String?
    /// Pages ask for consent until it was chosen.
    let asksConsent: Bool
  }

  private struct State {
    var responses: TaggedMap<Key, CachedResponse>
    var changes = RecentChanges()
  }

  /// What an entry costs besides its body.
  private static let overheadBytes = 1024

  private let maximumAgeMilliseconds: Int64
  private let state: Mutex<State>

  init(capacityBytes: Int, maximumAgeMilliseconds: Int64) {
    self.maximumAgeMilliseconds = maximumAgeMilliseconds
    state = Mutex(State(responses: TaggedMap(capacityBytes: capacityBytes)))
  }

  func find(_ key: Key, now: Int64) -> CachedResponse? {
    state.withLock { state in
      guard let response = state.responses.find(key) else { return nil }
      let age = now - response.storedAt
      if age <= maximumAgeMilliseconds { return response }
      if !response.isVisitorOnly, age <= 2 * maximumAgeMilliseconds {
        return response.isBeingRenewed() ? response : nil
      }
      state.responses.remove(key)
      return nil
    }
  }

  /// Keeps an answer, unless what it depends on has changed since it was begun.
  func store(_ key: Key, _ response: CachedResponse) {
    let cost = response.body.readableBytes + key.target.utf8.count + ResponseCache.overheadBytes
    state.withLock { state in
      guard state.changes.first(of: response.tags, after: response.beganAfter) == nil else { return }
      state.responses.store(key, response, tags: response.tags, bytes: cost)
    }
  }

  /// Forgets the answers that depend on one of these things; an empty set is everything.
  func forget(_ tags: Set<CacheTag>) {
    state.withLock { state in
      state.changes.note(tags)
      state.responses.forget(tags)
    }
  }

  /// The number of the last change.
  var lastChange: UInt64 { state.withLock { $0.changes.last } }
  var count: Int { state.withLock { $0.responses.count } }
  var bytes: Int { state.withLock { $0.responses.bytes } }
}
