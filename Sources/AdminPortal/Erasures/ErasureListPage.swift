import Identity
import Kernel
import Web

/// Accounts that were closed, and whether their data is gone.
struct ErasureListPage {
  let frame: AdminFrame
  let erasures: Page<Erasure>
  /// The administrators who did it, as far as they are still there.
  let administrators: [AccountID: String]
  let isFirst: Bool
}

extension AdminPortal {
  func erasureList(_ request: Request) async throws -> ErasureListPage {
    let page = try request.page()
    let erasures = try await identity.erasures(page)
    return ErasureListPage(
      frame: try await frame(request), erasures: erasures,
      administrators: try await names(Set(erasures.items.compactMap(\.requestedBy))),
      isFirst: page.cursor == nil)
  }

  /// What these accounts are called; those that are gone are left out.
  func names(_ ids: Set<AccountID>) async throws -> [AccountID: String] {
    let people = try await identity.people(Array(ids))
    return Dictionary(people.map { ($0.id, $0.account.name) }) { first, _ in first }
  }
}
