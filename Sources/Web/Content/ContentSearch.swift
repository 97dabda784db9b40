import Foundation

/// Finds bytes in a content that may be larger than what should be in memory: it looks at a window of it at a time.
struct ContentSearch {
  static let standardWindowBytes = 64 * 1024

  let content: Content
  private let windowBytes: Int
  private var window: [UInt8] = []
  private var windowStart = 0

  init(_ content: Content, windowBytes: Int = standardWindowBytes) {
    self.content = content
    self.windowBytes = windowBytes
  }

  /// The byte at this place; `nil` behind the end. Throws when the disk can't be read.
  mutating func byte(at place: Int) throws -> UInt8? {
    guard place < content.count else { return nil }
    try load(place, 1)
    return window[place - windowStart]
  }

  /// Whether these bytes stand at this place. Throws when the disk can't be read.
  mutating func has(_ bytes: [UInt8], at place: Int) throws -> Bool {
    guard place + bytes.count <= content.count else { return false }
    try load(place, bytes.count)
    return window[(place - windowStart)...].starts(with: bytes)
  }

  /// Where `needle` first stands at or after `start`, wholly before `end`. Throws when the disk can't be read.
  mutating func find(_ needle: [UInt8], from start: Int, before end: Int? = nil) throws -> Int? {
    let end = min(end ?? content.count, content.count)
    var place = start
    while place + needle.count <= end {
      try load(place, needle.count)
      let limit = min(end - windowStart, window.count)
      if let found = ContentSearch.find(needle, in: window, from: place - windowStart, before: limit) {
        return windowStart + found
      }
      place = windowStart + limit - needle.count + 1
    }
    return nil
  }

  /// Moves the window so that it holds `count` bytes from `place` on.
  private mutating func load(_ place: Int, _ count: Int) throws {
    if place >= windowStart, place + count <= windowStart + window.count { return }
    window = try content.read(place..<place + max(count, windowBytes))
    windowStart = place
  }

  private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int, before end: Int) -> Int? {
    guard let first = needle.first else { return nil }
    return bytes.withUnsafeBytes { bytes in
      needle.withUnsafeBytes { needle in
        guard let base = bytes.baseAddress, let wanted = needle.baseAddress else { return nil }
        var index = start
        while index + needle.count <= end {
          let room = end - needle.count + 1 - index
          guard let hit = memchr(base + index, Int32(first), room) else { return nil }
          index = UnsafeRawPointer(hit) - base
          if memcmp(base + index, wanted, needle.count) == 0 { return index }
          index += 1
        }
        return nil
      }
    }
  }
}
