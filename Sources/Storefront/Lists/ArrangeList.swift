import Identity
import Kernel
import Presentation
import Web

extension Storefront {
  /// Keeps what a list shows under a name, and leads back to the list. The undoing of a removal says all in its address.
  func keepView(_ request: Request) async throws -> Response {
    let list = try SavedViewRoutes.list(of: request)
    let fields = request.formValues.has("name") ? request.formValues : request.query
    let back = request.nextPath ?? Paths.home
    return try await RefusedForm.redirect(to: back, also: [.notAllowedNow]) {
      let input = try SaveViewInput.read(fields)
      let view = try await identity.saveView(input, of: list, for: request.requireViewer().account)
      return .redirect(to: back, flash: .success("The view “\(view.name)” is kept."))
    }
  }

  /// Forgets a view, and leads back to the list.
  func deleteView(_ request: Request) async throws -> Response {
    let list = try SavedViewRoutes.list(of: request)
    let back = request.nextPath ?? Paths.home
    let view = try await identity.deleteView(
      request.id("view", as: SavedViewID.self), of: list, for: request.requireViewer().account)
    let undo = Parameters([("name", view.name), ("query", view.query), ("next", back)])
    return .redirect(
      to: back,
      flash: .success("The view “\(view.name)” is deleted.", undoPath: undo.behind(Paths.listViews(list))))
  }

  /// Keeps which columns are seen, and leads back to the list.
  func keepColumns(_ request: Request) async throws -> Response {
    let list = try SavedViewRoutes.list(of: request)
    let back = request.nextPath ?? Paths.home
    let isUsual = request.formValues["usual"] == "true"
    return try await RefusedForm.redirect(to: back) {
      let input = isUsual ? nil : try ListColumnsInput.read(request.formValues)
      try await identity.showColumns(input, of: list, for: request.requireViewer().account)
      return .redirect(to: back, flash: .success("The columns are kept."))
    }
  }
}
