import Catalog
import Kernel
import Presentation
import Web

private let mostProductsAtOnce = 100

/// What can be done with several products at once.
private enum BulkAction: String {
  case active, draft, archived, delete, restore

  /// What is told when it was done with so many.
  func message(_ done: Int) -> Words {
    switch self {
    case .active: "\(count: done, one: "# product", other: "# products") now for sale."
    case .draft:
      """
      \(count: done, one: "# product now a draft; customers don't see it.",
        other: "# products now drafts; customers don't see them.")
      """
    case .archived: "\(count: done, one: "# product", other: "# products") archived."
    case .delete:
      """
      \(count: done, one: "# product deleted. It can be restored for a day.",
        other: "# products deleted. They can be restored for a day.")
      """
    case .restore: "\(count: done, one: "# product", other: "# products") restored."
    }
  }
}

extension SellerPortal {
  /// Does the chosen thing with every selected product.
  func changeProducts(_ request: Request) async throws -> Response {
    let list = listBefore(request, at: try await paths(request).products)
    let ids = request.formValues.all("ids").prefix(mostProductsAtOnce)
    guard let action = request.formValues["action"].flatMap({ BulkAction(rawValue: $0) }), !ids.isEmpty else {
      return .redirect(to: list, flash: .error("Select the products first."))
    }
    let shop = try request.requireShop()
    var outcome = BulkOutcome()
    for id in ids { try await outcome.attempt { try await change(id, action, of: shop) } }
    return .redirect(to: list, flash: outcome.flash(action.message(outcome.done)))
  }

  private func change(_ product: String, _ action: BulkAction, of shop: ShopID) async throws {
    switch action {
    case .active, .draft, .archived:
      if action == .active, let hiding = try await catalog.product(product, of: shop).hiding {
        throw Problem(.notAllowedNow, "The marketplace hides it from customers: \(hiding.reason)")
      }
      // What is said now holds now, and not until a moment that was chosen before.
      let changes = try ProductChangesInput.read(
        Parameters([("status", action.rawValue), ("publishAt", "")]))
      _ = try await catalog.editProduct(product, of: shop) { _ in changes }
    case .delete: try await catalog.deleteProduct(product, of: shop)
    case .restore: _ = try await catalog.restoreProduct(product, of: shop)
    }
  }
}
