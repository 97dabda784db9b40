import Kernel
import Persistence
import Web

package enum SavedViewEntity: Entity { package static let idPrefix = "view" }
package typealias SavedViewID = ID<SavedViewEntity>

/// A list of the portals that everybody arranges for themselves.
package enum PortalList: String, CaseIterable, Sendable, SQLValue, JSONWritable {
  case shopProducts = "shop-products"
  case shopOrders = "shop-orders"
  case orders, people, payouts, products, shops
}

/// A list as its owner wants to see it again.
package struct SavedView: Hashable, Sendable {
  package let id: SavedViewID
  package let list: PortalList
  /// As its owner typed it; each once in a list.
  package let name: String
  /// What stands in the address of the list behind the question mark: filters, order, columns.
  package let query: String
  package let createdAt: Timestamp
}

/// How somebody arranged a list.
package struct ListArrangement: Hashable, Sendable {
  /// The keys of the columns that they see; `nil` while they chose none.
  package let columns: [String]?
  /// In the order of their names.
  package let views: [SavedView]
}

/// A view that is to be kept.
package struct SaveViewInput: Input {
  private static let longestName = 60
  private static let longestQuery = 1500
  /// What belongs to one moment, and not to a view.
  private static let passing: Set<String> = ["cursor", "limit", "next"]

  package let name: String
  package let query: String

  package init(from input: inout InputReader) throws {
    name = input.required("name", .text(1...Self.longestName))
    let typed = input.optional("query", .text(0...Self.longestQuery)) ?? ""
    do {
      let pairs = try Parameters(urlEncoded: typed.utf8).pairs.filter { !Self.passing.contains($0.name) }
      query = Parameters(pairs.map { ($0.name, $0.value) }).encoded
    } catch {
      query = ""
      input.reject("query", "This is not the query of an address.", code: "invalid")
    }
  }
}

/// The columns of a list that somebody wants to see.
package struct ListColumnsInput: Input {
  private static let mostColumns = 40

  /// Their keys.
  package let columns: [String]

  package init(from input: inout InputReader) throws {
    columns = input.list("columns", .text(1...40), max: Self.mostColumns)
    if columns.contains(where: { $0.contains(",") }) {
      input.reject("columns", "A key has no comma.", code: "invalid")
    }
  }
}
