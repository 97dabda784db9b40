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
  let generation: UInt64
  let storedAt: Int64
  /// Whether only visitors without a cookie of Souk may get it.
  let isVisitorOnly: Bool
  let routeIndex: Int

  init(
    headers: HTTPHeaders, notModifiedHeaders: HTTPHeaders, body: ByteBuffer, etag: String, generation: UInt64,
    storedAt: Int64, isVisitorOnly: Bool, routeIndex: Int
  ) {
    self.headers = headers
    self.notModifiedHeaders = notModifiedHeaders
    self.body = body
    self.etag = etag
    self.generation = generation
    self.storedAt = storedAt
    self.isVisitorOnly = isVisitorOnly
    self.routeIndex = routeIndex
  }
}

/// Finished answers by path, query and encoding. An entry is good while the generation is the one it was made
/// in, and for some seconds at most. Bounded in bytes; the least recently used go first.
final class ResponseCache: Sendable {
  struct Key: Hashable {
    let target: String
    let isGzip: Bool
    /// The tag of the language it is written in.
    let language: String
    /// The shop's own host that was asked; `nil` for every name of the marketplace, which all answer the same.
    let host: String?
    /// Pages ask for consent until it was chosen.
    let asksConsent: Bool
  }

  private struct Slot {
    let key: Key
    let response: CachedResponse
    let bytes: Int
    var newer: Int
    var older: Int
  }

  private struct State {
    var indexes: [Key: Int] = [:]
    var slots: [Slot] = []
    var free: [Int] = []
    var newest = ResponseCache.none
    var oldest = ResponseCache.none
    var bytes = 0
  }

  fileprivate static let none = -1
  /// What an entry costs besides its body.
  private static let overheadBytes = 1024

  private let capacityBytes: Int
  private let maximumAgeMilliseconds: Int64
  private let state = Mutex(State())

  init(capacityBytes: Int, maximumAgeMilliseconds: Int64) {
    self.capacityBytes = capacityBytes
    self.maximumAgeMilliseconds = maximumAgeMilliseconds
  }

  func find(_ key: Key, generation: UInt64, now: Int64) -> CachedResponse? {
    state.withLock { state in
      guard let index = state.indexes[key] else { return nil }
      let response = state.slots[index].response
      guard response.generation == generation, now - response.storedAt <= maximumAgeMilliseconds else {
        ResponseCache.remove(index, &state)
        return nil
      }
      if state.newest != index {
        ResponseCache.unlink(index, &state)
        ResponseCache.linkNewest(index, &state)
      }
      return response
    }
  }

  func store(_ key: Key, _ response: CachedResponse) {
    let cost = response.body.readableBytes + key.target.utf8.count + ResponseCache.overheadBytes
    // One answer may not push out all others.
    guard cost <= capacityBytes / 8 else { return }
    state.withLock { state in
      if let index = state.indexes[key] { ResponseCache.remove(index, &state) }
      while state.bytes + cost > capacityBytes, state.oldest != ResponseCache.none {
        ResponseCache.remove(state.oldest, &state)
      }
      let slot = Slot(
        key: key, response: response, bytes: cost, newer: ResponseCache.none, older: ResponseCache.none)
      let index: Int
      if let reused = state.free.popLast() {
        index = reused
        state.slots[index] = slot
      } else {
        index = state.slots.count
        state.slots.append(slot)
      }
      state.indexes[key] = index
      state.bytes += cost
      ResponseCache.linkNewest(index, &state)
    }
  }

  var count: Int { state.withLock { $0.indexes.count } }
  var bytes: Int { state.withLock { $0.bytes } }

  private static func remove(_ index: Int, _ state: inout State) {
    unlink(index, &state)
    state.indexes.removeValue(forKey: state.slots[index].key)
    state.bytes -= state.slots[index].bytes
    state.free.append(index)
  }

  private static func unlink(_ index: Int, _ state: inout State) {
    let newer = state.slots[index].newer
    let older = state.slots[index].older
    if newer == none { state.newest = older } else { state.slots[newer].older = older }
    if older == none { state.oldest = newer } else { state.slots[older].newer = newer }
  }

  private static func linkNewest(_ index: Int, _ state: inout State) {
    state.slots[index].newer = none
    state.slots[index].older = state.newest
    if state.newest != none { state.slots[state.newest].newer = index }
    state.newest = index
    if state.oldest == none { state.oldest = index }
  }
}
