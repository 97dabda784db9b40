import Identity
import Kernel
import Web

/// What became of the data of one account.
struct ErasurePage {
  let frame: AdminFrame
  let erasure: Erasure
  /// Who asked for it; `nil` for the person themselves.
  let administrator: Words?
}

extension AdminPortal {
  func erasurePage(_ request: Request) async throws -> ErasurePage {
    let erasure = try await identity.erasure(request.id("erasure", as: ErasureID.self))
    let names = try await names(Set([erasure.requestedBy].compactMap { $0 }))
    return ErasurePage(
      frame: try await frame(request), erasure: erasure,
      administrator: erasure.requestedBy.map { by in
        names[by].map { Words(verbatim: $0) } ?? "An administrator"
      })
  }
}
