import Kernel
import Persistence
import Web

/// Where a picture stands that a file names by its address.
package enum PictureFetchState: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  case waiting, fetched, failed
}

/// A picture that a file names by its address.
package struct PictureFetch: Sendable, RowDecodable {
  package let image: ImageID
  package let product: ProductID
  package let productTitle: String
  /// As the file has it.
  package let address: String
  package let state: PictureFetchState
  /// Why it is not here yet, or won't come.
  package let reason: Words?
  /// How often it was tried.
  package let attempts: Int

  package init(row: inout Row) throws {
    image = try row.next("f.image_id")
    product = try row.next("i.product_id")
    productTitle = try row.next("p.title")
    address = try row.next("i.source_url")
    state = try row.next("f.state")
    reason = try row.next("f.reason")
    attempts = try row.next("f.attempts")
  }
}

/// How many pictures of an import stand where.
package struct PictureFetchCounts: Hashable, Sendable {
  package var waiting: Int64 = 0
  package var fetched: Int64 = 0
  package var failed: Int64 = 0

  /// All that its file names by an address of another site.
  package var total: Int64 { waiting + fetched + failed }

  mutating func add(_ count: Int64, _ state: PictureFetchState) {
    switch state {
    case .waiting: waiting += count
    case .fetched: fetched += count
    case .failed: failed += count
    }
  }
}
