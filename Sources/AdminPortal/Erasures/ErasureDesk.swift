import Identity
import Kernel
import Web

enum ErasureDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, ErasureListPage.path, .admin(.administrators)) { request in
        .html(try await portal.erasureList(request).html(request))
      },
      .page(.get, "\(ErasureListPage.path)/{erasure}", .admin(.administrators)) { request in
        .html(try await portal.erasurePage(request).html(request))
      },
    ]
  }
}

/// Accounts that were closed, and whether their data is gone.
struct ErasureListPage {
  static let path = "/admin/erasures"

  let frame: AdminFrame
  let erasures: Page<Erasure>
  /// The administrators who did it, as far as they are still there.
  let administrators: [AccountID: String]
  let isFirst: Bool
}

/// What became of the data of one account.
struct ErasurePage {
  let frame: AdminFrame
  let erasure: Erasure
  /// Who asked for it; `nil` for the person themselves.
  let administrator: Words?
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

  func erasurePage(_ request: Request) async throws -> ErasurePage {
    let erasure = try await identity.erasure(request.id("erasure", as: ErasureID.self))
    let names = try await names(Set([erasure.requestedBy].compactMap { $0 }))
    return ErasurePage(
      frame: try await frame(request), erasure: erasure,
      administrator: erasure.requestedBy.map { by in
        names[by].map { Words(verbatim: $0) } ?? "An administrator"
      })
  }

  /// What these accounts are called; those that are gone are left out.
  func names(_ ids: Set<AccountID>) async throws -> [AccountID: String] {
    let people = try await identity.people(Array(ids))
    return Dictionary(people.map { ($0.id, $0.account.name) }) { first, _ in first }
  }
}
