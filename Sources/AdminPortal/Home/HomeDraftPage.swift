import Catalog
import Kernel
import Presentation
import Web

/// The sections of the home page's draft.
struct HomeDraftPage {
  let frame: AdminFrame
  let state: HomeState
  let now: Timestamp
}

extension AdminPortal {
  func homeDraft(_ request: Request) async throws -> HomeDraftPage {
    HomeDraftPage(frame: try await frame(request), state: try await catalog.home(), now: catalog.clock.now())
  }

  func publishHome(_ request: Request) async throws -> Response {
    try await changeHome("Customers see it from now on.") {
      _ = try await catalog.publishHome(request.form(HomeVersionInput.self))
    }
  }

  func revertHome(_ request: Request) async throws -> Response {
    try await changeHome("Customers see the page of before again.") {
      _ = try await catalog.revertHome(request.form(HomeVersionInput.self))
    }
  }

  func moveHomeSection(_ request: Request) async throws -> Response {
    let id = try homeSectionID(request)
    return try await changeHome("The sections are in their new order.") {
      let before = request.formValues["before"].flatMap { $0.isEmpty ? nil : $0 }
      let other = before.flatMap { HomeSectionID($0) }
      if before != nil, other == nil { throw Problem(.conflict) }
      _ = try await catalog.moveHomeSection(id, before: other)
    }
  }

  func removeHomeSection(_ request: Request) async throws -> Response {
    let id = try homeSectionID(request)
    return try await changeHome("The section is removed.", undoPath: AdminPaths.restoreHomeSection(id)) {
      _ = try await catalog.removeHomeSection(id)
    }
  }

  func restoreHomeSection(_ request: Request) async throws -> Response {
    let id = try homeSectionID(request)
    return try await changeHome("The section is back.") { _ = try await catalog.restoreHomeSection(id) }
  }

  /// The section that the path names. Throws `.notFound` for what is no id of one.
  func homeSectionID(_ request: Request) throws -> HomeSectionID {
    guard let id = HomeSectionID(try request.parameter("section")) else { throw Problem(.notFound) }
    return id
  }

  private func changeHome(
    _ done: Words, undoPath: String? = nil, _ change: () async throws -> Void
  ) async throws -> Response {
    try await RefusedForm.redirect(to: AdminPaths.home) {
      try await change()
      return .redirect(to: AdminPaths.home, flash: .success(done, undoPath: undoPath))
    }
  }
}
