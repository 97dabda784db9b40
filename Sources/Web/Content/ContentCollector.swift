import Foundation
import Kernel
import NIOPosix

/// Where contents are kept while they come and are worked on, and how much of the machine they may take.
final class ContentStore: Sendable {
  let folder: URL
  let memory: ByteBudget
  let disk: ByteBudget

  init(_ configuration: WebConfiguration) {
    folder = configuration.spoolFolder
    memory = ByteBudget(
      totalBytes: configuration.contentMemoryBytes, largestContentBytes: BodyLimit.largest)
    disk = ByteBudget(totalBytes: configuration.contentDiskBytes, largestContentBytes: BodyLimit.largest)
  }

  /// Shows in `metrics` how much is taken.
  func register(_ metrics: Metrics) {
    for (name, budget) in [("memory", memory), ("disk", disk)] {
      metrics.gauge("souk_content_bytes", "Bytes that contents of requests take.", labels: ["place": name]) {
        Double(budget.usedBytes)
      }
      metrics.counter(
        "souk_content_refusals_total", "Contents that were refused for want of room.", labels: ["place": name]
      ) { Double(budget.refusals.current) }
    }
  }

  /// Throws `.unavailable` or `.tooManyRequests` for a content of this size that would not fit, before any of it came.
  func requireRoom(for count: Int, client: String) throws {
    let budget = count > ContentCollector.memoryBytes ? disk : memory
    try budget.requireRoom(for: count, client: client)
  }

  /// Makes ready for contents: an earlier run may have been killed.
  func prepare() { SpoolFile.clear(folder) }
}

/// Takes a content as it comes: the first bytes in memory, and once there are more than a few, all of them to disk.
struct ContentCollector: Sendable {
  /// What one content holds in memory at most while it comes, apart from the piece that is being added.
  static let memoryBytes = 64 * 1024

  private let store: ContentStore
  private let client: String
  private let limit: Int
  private let share: ByteShare
  private var buffer: [UInt8] = []
  private var file: SpoolFile?
  private var count = 0

  /// A collector of at most `limit` bytes from this client.
  init(_ store: ContentStore, client: String, limit: Int) {
    self.store = store
    self.client = client
    self.limit = limit
    share = ByteShare(store.memory, client: client)
  }

  /// Takes the next piece. Throws `.tooLarge` beyond the limit, `.unavailable` or `.tooManyRequests` when contents take
  /// too much already, `SpoolError` when the disk refuses.
  mutating func add(_ piece: some Collection<UInt8>) async throws {
    guard count + piece.count <= limit else { throw Problem(.tooLarge) }
    count += piece.count
    try share.take(piece.count)
    buffer.append(contentsOf: piece)
    if buffer.count > ContentCollector.memoryBytes { try await flush() }
  }

  /// What came. Throws as `add` does.
  mutating func finish() async throws -> Content {
    guard file != nil else { return Content(buffer, share: share) }
    if !buffer.isEmpty { try await flush() }
    return file.map { Content($0) } ?? Content()
  }

  private mutating func flush() async throws {
    let bytes = buffer
    buffer = []
    let known = file
    let store = store
    let client = client
    // A disk may keep its caller waiting, so threads that may be kept do this.
    file = try await NIOThreadPool.singleton.runIfActive {
      let file =
        try known
        ?? SpoolFile(
          folder: store.folder, disk: ByteShare(store.disk, client: client),
          memory: ByteShare(store.memory, client: client))
      try file.append(bytes)
      return file
    }
    share.giveBackAll()
  }
}
