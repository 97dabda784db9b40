import Catalog
import Kernel
import Presentation
import Web

/// What there is of one variant, what moved of it, and the forms that change it.
struct VariantStockPage {
  let frame: SellerFrame
  let level: StockLevel
  /// What of it lies where; nothing in a shop without locations.
  let places: [LocationStock]
  /// Pieces that go from one location to another.
  let onTheWay: Int64
  let movements: Page<StockMovement>
  let isFirst: Bool
  let adjustment: FormState
  let threshold: FormState
}

extension SellerPortal {
  /// `refused` is a form that was sent and not taken; its id tells which one.
  func variantStock(_ request: Request, _ refused: FormState?) async throws -> VariantStockPage {
    let shop = try request.requireShop()
    let level = try await catalog.stockLevel(request.id("variant", as: VariantID.self), of: shop)
    var filter = StockMovementFilter()
    filter.variant = level.variant
    let page = try request.page()
    let movements = try await catalog.stockMovements(of: shop, filter, page)
    return VariantStockPage(
      frame: try await frame(request), level: level,
      places: try await catalog.places(of: level.variant, in: shop),
      onTheWay: try await catalog.onTheWay(level.variant, of: shop), movements: movements,
      isFirst: page.cursor == nil,
      adjustment: refused.flatMap { $0.id == VariantStockPage.adjustmentID ? $0 : nil }
        ?? FormState(id: VariantStockPage.adjustmentID),
      threshold: refused.flatMap { $0.id == VariantStockPage.thresholdID ? $0 : nil } ?? FormState(level))
  }

  func adjustStock(_ request: Request) async throws -> Response {
    let variant = try request.id("variant", as: VariantID.self)
    let shop = try request.requireShop()
    return try await RefusedForm.answer(
      request, form: VariantStockPage.adjustmentID, missing: VariantStockPage.missing,
      beside: [.stockHeld: "delta"]
    ) {
      let input = try StockAdjustmentInput.read(VariantStockPage.signed(request.formValues))
      let movement = try await catalog.adjustStock(
        variant, of: shop, input, seen: request.formValues["seen"].flatMap { Int64($0) },
        last: request.formValues["last"].flatMap { Int64($0) })
      return .redirect(
        to: try await paths(request).stock(of: variant),
        flash: .success("Now \(movement.balance) of \(movement.productTitle) lie in the shop."))
    } again: { form, _ in
      try await variantStock(request, form).html(request)
    }
  }

  func setThreshold(_ request: Request) async throws -> Response {
    let variant = try request.id("variant", as: VariantID.self)
    return try await RefusedForm.answer(request, form: VariantStockPage.thresholdID) {
      let edit = request.edit(over: { (present: StockLevel) in FormState(present) }) {
        try StockThresholdInput.read($0)
      }
      let level = try await catalog.setStockThreshold(of: variant, in: request.requireShop(), edit)
      return .redirect(
        to: try await paths(request).stock(of: variant),
        flash: .success("You are told when \(level.threshold) or fewer are left."))
    } again: { form, _ in
      try await variantStock(request, form).html(request)
    }
  }
}

extension VariantStockPage {
  static let adjustmentID = "adjust"
  static let thresholdID = "threshold"
  static let missing: [String: Words] = [
    "delta": "Say how many pieces.", "reason": "Say why the number changes.",
  ]

  /// Pieces that are damaged or lost go, however their number is typed.
  static func signed(_ form: Parameters) -> Parameters {
    let goes = [StockReason.damaged, .lost].map(\.rawValue).contains(form["reason"] ?? "")
    guard goes, let typed = Int64((form["delta"] ?? "").trimmed), typed > 0 else { return form }
    return form.setting("delta", String(-typed))
  }
}

extension FormState {
  /// From where on a variant runs low; empty for the shop's threshold.
  fileprivate init(_ level: StockLevel) {
    self.init(
      id: VariantStockPage.thresholdID,
      values: ["lowStockThreshold": level.ownThreshold.map { String($0) } ?? ""])
    self = ofStored
  }
}
