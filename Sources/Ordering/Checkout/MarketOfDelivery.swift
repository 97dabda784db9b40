import Catalog
import Kernel
import Persistence

extension Ordering {
  /// The market at whose prices goods are that go to a country; `nil` for those of the shops. Throws `DatabaseError`.
  package func market(deliveringTo country: String) async throws -> PriceMarket? {
    try await database.read { try PriceMarketStore.active(in: country, $0) }
  }
}
