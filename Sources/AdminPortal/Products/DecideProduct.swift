import Catalog
import Kernel
import Presentation
import Web

extension AdminPortal {
  func hideProduct(_ request: Request) async throws -> Response {
    let product = try await catalog.productForDesk(request.parameter("product"))
    let path = AdminPaths.product(product.id)
    return try await RefusedForm.redirect(to: path) {
      try await RefusedForm.answer(request, form: "hide") {
        let hidden = try await catalog.hideProduct(
          product.id.description, request.form(HideProductInput.self))
        return .redirect(
          to: path,
          flash: .success(
            "\(hidden.title) is hidden. The vendor gets a mail.",
            undoPath: AdminPaths.unhideProduct(product.id)))
      } again: { form, problem in
        // Somebody else was faster: show what is now.
        guard problem.kind == .invalidInput else { throw problem }
        return try await productPage(request, form).html(request)
      }
    }
  }

  func unhideProduct(_ request: Request) async throws -> Response {
    let product = try await catalog.productForDesk(request.parameter("product"))
    let path = AdminPaths.product(product.id)
    return try await RefusedForm.redirect(to: path) {
      // Who takes a hiding back a moment later names no version.
      let form = try request.form(UnhideProductInput.self)
      let shown = try await catalog.unhideProduct(product.id.description, version: form.version)
      let done: Words =
        shown.isListed
        ? "\(shown.title) is shown to customers again."
        : "\(shown.title) is hidden no longer. Customers see it when it is for sale."
      return .redirect(to: path, flash: .success(done))
    }
  }
}
