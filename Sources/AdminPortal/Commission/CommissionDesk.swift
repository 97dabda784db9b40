import Catalog
import Kernel
import Settlement
import Web

enum CommissionDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, "/admin/commission", .admin(.commission)) { request in
        .html(try await portal.commissionPage(request, .empty).html(request))
      },
      .page(.post, "/admin/commission", .admin(.commission)) { request in
        do {
          _ = try await portal.settlement.setCommission(request.form(CommissionRuleInput.self).draft)
          return .redirect(
            to: "/admin/commission", flash: .success("The commission holds for orders from now on."))
        } catch let problem as Problem {
          let form = FormState(request.formValues, problem: problem)
          return .html(
            try await portal.commissionPage(request, form).html(request), status: .unprocessableContent)
        }
      },
      .page(.post, "/admin/commission/{rule}/delete", .admin(.commission)) { request in
        try await portal.settlement.deleteCommission(request.id("rule", as: CommissionRuleEntity.self))
        return .redirect(
          to: "/admin/commission", flash: .success("The rule is gone; the next wider one holds."))
      },
    ]
  }
}

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
}
