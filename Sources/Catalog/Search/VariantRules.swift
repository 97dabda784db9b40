import Persistence

/// What one variant of a product has to meet all at once: the red shirt in M that is there for this price, not a red
/// one and another in M.
struct VariantRules {
  /// Folded.
  let colors: [String]
  /// Folded.
  let sizes: [String]
  /// Minor units.
  let minimumPrice: Int64?
  /// Minor units.
  let maximumPrice: Int64?
  let inStockOnly: Bool
  let engine: Engine

  var isEmpty: Bool { !hasValues && !hasPrice && !inStockOnly }
  /// Whether colours or sizes are among them.
  var hasValues: Bool { !colors.isEmpty || !sizes.isEmpty }
  var hasPrice: Bool { minimumPrice != nil || maximumPrice != nil }

  /// Colours and sizes alone.
  var values: VariantRules {
    VariantRules(
      colors: colors, sizes: sizes, minimumPrice: nil, maximumPrice: nil, inStockOnly: false,
      engine: engine)
  }

  /// The conditions on products `p`. What a product's own columns can't tell is looked up among its variants.
  var conditions: [SQL] {
    if !hasValues { return bounds + ofUnevenPrices }
    if !hasPrice && !inStockOnly && (colors.isEmpty || sizes.isEmpty) {
      return [colors.isEmpty ? VariantRules.has(.size, sizes) : VariantRules.has(.color, colors)]
    }
    let name: ProductFacet.Name = colors.isEmpty ? .size : .color
    let rules: [SQL] =
      ["f.name = \(name)", "f.value_key IN \(list: colors.isEmpty ? sizes : colors)"]
      + conditions(product: "f.product_id", variant: "f.variant_id", besides: name)
    return bounds + [
      "p.id IN (SELECT f.product_id FROM variant_facets f WHERE \(fragment: SQL.join(rules, " AND ")))"
    ]
  }

  /// The conditions on the variant that these two columns name, without those on `besides`.
  func conditions(product: SQL, variant: SQL, besides name: ProductFacet.Name? = nil) -> [SQL] {
    var rules: [SQL] = []
    for (facet, values) in [(ProductFacet.Name.color, colors), (.size, sizes)]
    where !values.isEmpty && facet != name {
      let isSame = isSame("g.product_id", product, "g.variant_id", variant)
      rules.append(
        """
        EXISTS (SELECT 1 FROM variant_facets g WHERE \(fragment: isSame)
          AND g.name = \(facet) AND g.value_key IN \(list: values))
        """)
    }
    if hasPrice || inStockOnly {
      // The plus sign has SQLite take the index that holds everything asked here, not that of the key.
      let isSame = isSame("v.product_id", product, engine == .sqlite ? "+v.id" : "v.id", variant)
      rules.append(
        """
        EXISTS (SELECT 1 FROM variants v WHERE \(fragment: isSame)
          AND \(fragment: SQL.join(ownConditions, " AND ")))
        """)
    }
    return rules
  }

  /// A variant tells its product. SQLite finds it by both; PostgreSQL would take both to be twice as rare as one, and
  /// go through products one by one.
  private func isSame(_ product: SQL, _ wanted: SQL, _ key: SQL, _ variant: SQL) -> SQL {
    let isVariant: SQL = "\(fragment: key) = \(fragment: variant)"
    if engine == .postgres { return isVariant }
    return "\(fragment: product) = \(fragment: wanted) AND \(fragment: isVariant)"
  }

  /// The conditions on a variant `v` that its own row tells.
  var ownConditions: [SQL] {
    var rules: [SQL] = ["v.deleted_at IS NULL"]
    if let minimumPrice { rules.append("v.price >= \(minimumPrice)") }
    if let maximumPrice { rules.append("v.price <= \(maximumPrice)") }
    if inStockOnly { rules.append("\(fragment: StockStore.available) > 0") }
    return rules
  }

  /// What a product's own columns must say, so that it can have such a variant.
  var bounds: [SQL] {
    var rules: [SQL] = []
    if let minimumPrice { rules.append("p.price_max >= \(minimumPrice)") }
    if let maximumPrice { rules.append("p.price <= \(maximumPrice)") }
    if inStockOnly { rules.append("p.in_stock = TRUE") }
    return rules
  }

  /// A product with one price is told by its bounds. Of others the cheapest or the dearest variant may do, unless it
  /// has to be in stock, too; else the variants are looked at.
  private var ofUnevenPrices: [SQL] {
    guard hasPrice, inStockOnly || (minimumPrice != nil && maximumPrice != nil) else { return [] }
    var ways: [SQL] = ["p.price = p.price_max"]
    if !inStockOnly, let minimumPrice, let maximumPrice {
      ways = ["p.price >= \(minimumPrice)", "p.price_max <= \(maximumPrice)"]
    }
    ways.append(
      """
      EXISTS (SELECT 1 FROM variants v
        WHERE v.product_id = p.id AND \(fragment: SQL.join(ownConditions, " AND ")))
      """)
    return ["(\(fragment: SQL.join(ways, " OR ")))"]
  }

  /// The condition that a product `p` has one of the values.
  static func has(_ name: ProductFacet.Name, _ keys: [String]) -> SQL {
    """
    p.id IN (SELECT f.product_id FROM product_facets f
      WHERE f.name = \(name) AND f.value_key IN \(list: keys))
    """
  }
}
