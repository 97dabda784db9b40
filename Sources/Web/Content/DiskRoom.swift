import Foundation

/// What an answer may put on the disk while it is made: of the same budget as the contents of requests, and of the share
/// of the client that asked. Stands in the task around a handler.
package struct DiskRoom: Sendable {
  /// The room of the request that is being answered; `nil` outside of one.
  @TaskLocal package static var current: DiskRoom?

  private let store: ContentStore
  private let client: String

  init(_ store: ContentStore, client: String) {
    self.store = store
    self.client = client
  }

  /// Where files may lie. What a killed program left there under a name that begins with ".content-" is removed at the
  /// next start.
  package var folder: URL { store.folder }

  /// Nothing yet of the budget.
  package func share() -> DiskShare { DiskShare(ByteShare(store.disk, client: client)) }
}

/// Bytes of the disk's budget; they are given back when nobody holds it any more.
package final class DiskShare: Sendable {
  private let bytes: ByteShare

  init(_ bytes: ByteShare) { self.bytes = bytes }

  /// Takes more. Throws `.tooManyRequests` beyond the client's part, `.unavailable` when all is taken.
  package func take(_ count: Int) throws { try bytes.take(count) }
}
