import Catalog
import Kernel
import Presentation
import Settlement
import Vendors
import Web

/// What the marketplace keeps of sales.
struct CommissionPage {
  let frame: AdminFrame
  let rules: [NamedCommissionRule]
  let categories: CategoryTree
  let form: FormState
  /// Shops that what was typed can mean, to choose from; empty while nothing was searched for.
  let shops: [Shop]
}

/// How many shops are offered to choose from.
private let mostShopsOffered = 20

extension AdminPortal {
  func commissionPage(
    _ request: Request, _ form: FormState, among shops: [Shop] = []
  ) async throws -> CommissionPage {
    CommissionPage(
      frame: try await frame(request), rules: try await settlement.commissionRules(),
      categories: try await catalog.categories(), form: form, shops: shops)
  }

  /// The shops that somebody means by what they typed: the one with this address, else those with it in their name or
  /// in their vendor's.
  private func shops(meantBy text: String) async throws -> [Shop] {
    guard !text.isEmpty else { return [] }
    do {
      return [try await vendors.shopForReview(text).shop]
    } catch let problem as Problem where problem.kind == .notFound {
      let page = PageRequest(limit: mostShopsOffered)
      return try await vendors.shopsForReview(ShopFilter(text: text, sort: .name), page).items.map(\.shop)
    }
  }

  func setCommission(_ request: Request) async throws -> Response {
    var meant: [Shop] = []
    if let text = request.formValues["shop"]?.trimmed {
      meant = try await shops(meantBy: text)
      // One shop is meant, whether by its address or by its name.
      if let only = meant.first, meant.count == 1 {
        return try await setCommission(request, request.formValues.setting("shop", only.slug), of: only)
      }
    }
    return try await setCommission(request, request.formValues, among: meant)
  }

  private func setCommission(
    _ request: Request, _ form: Parameters, of shop: Shop? = nil, among shops: [Shop] = []
  ) async throws -> Response {
    try await RefusedForm.answer(request, missing: ["percent": "Say a share, a flat amount or both."]) {
      let missing = Self.missing(form)
      guard missing.isEmpty else { throw Problem(.invalidInput, fields: missing) }
      if form.has("shop"), let text = form["shop"], !text.isEmpty, shops.count > 1 {
        throw Problem.invalid("shop", "ambiguous", "Several shops can be meant. Choose one of them.")
      }
      try await store(form, request)
      // Who typed a part of a name sees which shop it was.
      let done: Words =
        if let shop {
          "The commission of \(shop.name) holds for orders from now on."
        } else {
          "The commission holds for orders from now on."
        }
      return .redirect(to: AdminPaths.commission, flash: .success(done))
    } again: { form, _ in
      try await commissionPage(request, form, among: shops).html(request)
    }
  }

  /// Of the forms only the one of the default shows what holds.
  private func store(_ form: Parameters, _ request: Request) async throws {
    guard form["scope"] == CommissionScope.default.rawValue else {
      _ = try await settlement.setCommission(AdminPortal.draft(form))
      return
    }
    let edit = request.edit(over: CommissionPage.defaultState) { try AdminPortal.draft($0) }
    _ = try await settlement.setDefaultCommission(edit)
  }

  /// The rule that was typed. The API has two names for its share, the form has one.
  private static func draft(_ form: Parameters) throws -> CommissionRuleDraft {
    do {
      return try CommissionRuleInput.read(form).draft
    } catch let problem as Problem {
      let fields = problem.fields.map { error in
        error.field == "basisPoints"
          ? FieldError(field: "percent", code: error.code, message: error.message) : error
      }
      throw Problem(problem.kind, problem.detail, fields: fields)
    }
  }

  /// What a form needs, in its own words: those of the API name fields that are not here.
  private static func missing(_ form: Parameters) -> [FieldError] {
    func isEmpty(_ name: String) -> Bool { (form[name] ?? "").trimmed.isEmpty }
    var errors: [FieldError] = []
    func need(_ field: String, _ message: Words) {
      errors.append(FieldError(field: field, code: "required", message: message))
    }
    if form["scope"] == "category" && isEmpty("category") { need("category", "Choose a category.") }
    if form["scope"] == "shop" && isEmpty("shop") { need("shop", "Say which shop it is for.") }
    return errors
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
