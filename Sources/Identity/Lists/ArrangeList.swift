import Kernel
import Persistence

extension Identity {
  /// How many views of a list somebody can keep.
  package static let maximumViews = 20

  /// How an account sees a list.
  package func arrangement(of list: PortalList, for account: AccountID) async throws -> ListArrangement {
    try await database.read { snapshot in
      ListArrangement(
        columns: try SavedViewStore.shown(of: list, for: account, snapshot),
        views: try SavedViewStore.views(of: list, for: account, snapshot))
    }
  }

  /// Keeps a view. Throws `.invalidInput` for a name that another view of the list has, and `.notAllowedNow` beyond
  /// twenty.
  package func saveView(
    _ input: SaveViewInput, of list: PortalList, for account: AccountID
  ) async throws -> SavedView {
    try await database.write { tx in
      // Locked, so that many at once don't become too many.
      guard try AccountStore.lock(account, tx) != nil else { throw Problem(.unauthenticated) }
      let views = try SavedViewStore.views(of: list, for: account, tx)
      let taken = Problem.invalid("name", "taken", "Another view of this list has this name.")
      guard !views.contains(where: { $0.name == input.name }) else { throw taken }
      guard views.count < Self.maximumViews else {
        throw Problem(
          .notAllowedNow, "A list has at most \(Self.maximumViews) views. Delete one that you no longer use.")
      }
      let view = SavedView(
        id: SavedViewID(at: tx.now), list: list, name: input.name, query: input.query, createdAt: tx.now)
      guard try SavedViewStore.insert(view, of: account, tx) else { throw taken }
      return view
    }
  }

  /// Forgets a view, and answers with what it was. Throws `.notFound` for another's.
  @discardableResult
  package func deleteView(
    _ id: SavedViewID, of list: PortalList, for account: AccountID
  ) async throws -> SavedView {
    try await database.write { tx in
      guard let view = try SavedViewStore.find(id, in: list, of: account, tx),
        try SavedViewStore.delete(id, of: account, tx)
      else { throw Problem(.notFound) }
      return view
    }
  }

  /// Keeps which columns of a list an account sees; `nil` for the usual ones.
  package func showColumns(
    _ input: ListColumnsInput?, of list: PortalList, for account: AccountID
  ) async throws {
    try await database.write { tx in
      guard try AccountStore.lock(account, tx) != nil else { throw Problem(.unauthenticated) }
      guard let input else { return try SavedViewStore.forgetShown(of: list, for: account, tx) }
      try SavedViewStore.show(input.columns, of: list, for: account, tx)
    }
  }
}
