import Catalog
import Kernel
import Presentation
import Web

/// What the search was taught, and what nobody found.
struct SearchRulePage {
  let frame: AdminFrame
  let rules: [SearchRule]
  let missed: [MissedSearch]
  let form: FormState
}

extension AdminPortal {
  func searchRules(_ request: Request, _ form: FormState) async throws -> SearchRulePage {
    SearchRulePage(
      frame: try await frame(request), rules: try await catalog.searchRules(),
      missed: try await catalog.missedSearches(), form: form)
  }

  func addSearchRule(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      _ = try await catalog.addSearchRule(request.form(SearchRuleInput.self))
      return .redirect(to: AdminPaths.searchRules, flash: .success("The search knows it from now on."))
    } again: { form, _ in
      try await searchRules(request, form).html(request)
    }
  }

  func deleteSearchRule(_ request: Request) async throws -> Response {
    try await RefusedForm.answer(request) {
      try await catalog.deleteSearchRule(request.parameter("rule"))
      return .redirect(to: AdminPaths.searchRules, flash: .success("The search has forgotten it."))
    } again: { form, _ in
      try await searchRules(request, form).html(request)
    }
  }
}
