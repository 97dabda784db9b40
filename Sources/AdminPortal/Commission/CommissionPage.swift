import Catalog
import Kernel
import Presentation
import Settlement
import Web

/// What the marketplace keeps of sales.
struct CommissionPage {
  let frame: AdminFrame
  let rules: [NamedCommissionRule]
  let categories: CategoryTree
  let form: FormState
}

extension AdminPortal {
  func commissionPage(_ request: Request, _ form: FormState) async throws -> CommissionPage {
    CommissionPage(
      frame: try await frame(request), rules: try await settlement.commissionRules(),
      categories: try await catalog.categories(), form: form)
  }

  func setCommission(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      _ = try await settlement.setCommission(request.form(CommissionRuleInput.self).draft)
      return .redirect(
        to: AdminPaths.commission, flash: .success("The commission holds for orders from now on."))
    } again: { form, _ in
      try await commissionPage(request, form).html(request)
    }
  }

  func deleteCommission(_ request: Request) async throws -> Response {
    let rule = try request.id("rule", as: CommissionRuleEntity.self)
    return try await RefusedForm.redirect(to: AdminPaths.commission) {
      try await settlement.deleteCommission(rule)
      return .redirect(
        to: AdminPaths.commission, flash: .success("The rule is gone; the next wider one holds."))
    }
  }
}
