import Catalog
import Kernel
import Web

/// What happens when nothing of a product is left, as its form asks for it.
enum SellingRule: String, CaseIterable {
  case counted, sellsOn, uncounted

  /// The rule of all variants; `nil` when they differ.
  init?(_ product: Product) {
    let rules = Set(product.variants.map(SellingRule.init))
    guard rules.count == 1, let rule = rules.first else { return nil }
    self = rule
  }

  private init(_ variant: Variant) {
    self = !variant.tracksStock ? .uncounted : variant.sellsOn ? .sellsOn : .counted
  }

  var label: Words {
    switch self {
    case .counted: "It is sold out"
    case .sellsOn: "It is sold on, to be delivered later"
    case .uncounted: "Nobody counts: there is always more"
    }
  }
}

extension ProductPage {
  var selling: HTML {
    let rules = SellingRule.allCases.map { Choice($0.rawValue, $0.label) }
    let differs = product.map { SellingRule($0) == nil } ?? false
    return Field.select(
      "selling", "When none is left", (differs ? [Choice("", "As it is for each variant")] : []) + rules,
      in: form, required: false)
  }
}
