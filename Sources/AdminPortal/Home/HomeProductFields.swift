import Catalog
import Kernel
import Presentation
import Web

extension HomeSectionPage {
  /// The fields of products that a rule picks.
  var ruledProducts: HTML {
    """
    \(FormLayout.section(
      "Rule", "Products that meet all of it. Empty fields let everything in.",
      """
      \(Field.select("products.rule.category", "Category", categoryChoices, in: form, required: false))\
      \(FormLayout.row(
        Field.text(
          "products.rule.tags", "Tags", in: form, hint: "With commas between; one is enough.", required: false),
        Field.text(
          "products.rule.brands", "Brands", in: form, hint: "With commas between; one is enough.",
          required: false)))\
      \(FormLayout.row(
        Field.select("products.rule.currency", "Currency of the prices", currencies, in: form, required: false),
        price("products.rule.minimumPrice", "Price from"), price("products.rule.maximumPrice", "Price to")))\
      \(Field.radios("products.rule.sort", "Which come first", sorts, in: form))\
      \(Field.checkbox(
        "products.rule.reducedOnly", "Only reduced ones", in: form,
        hint: "Looked for among the first of the order."))
      """))\(row)
    """
  }

  /// The fields of products that are picked by hand.
  var pickedProducts: HTML { row }

  private var row: HTML {
    FormLayout.section(
      "Row", "What customers see of it.",
      """
      \(HomeTexts.line("products.title", "Title", 80, in: form, hint: "The usual one when empty."))\
      \(FormLayout.row(
        Field.number("products.count", "How many at most", in: form, minimum: 1, maximum: HomeLimits.picks),
        Field.number(
          "products.minimum", "Left out with fewer than", in: form, minimum: 1, maximum: HomeLimits.picks)))\
      \(Field.checkbox("products.inStockOnly", "Only what can be bought now", in: form))
      """)
  }

  private func price(_ name: String, _ label: Words) -> HTML {
    Field.input(
      "text", name, label, in: form, required: false,
      attributes: " inputmode=\"decimal\" autocomplete=\"off\"", width: .full)
  }

  private var sorts: [Choice] {
    [
      Choice(HomeRule.Sort.newest.rawValue, "The newest"),
      Choice(HomeRule.Sort.bestSelling.rawValue, "Best sellers"),
      Choice(HomeRule.Sort.rating.rawValue, "Best rated"),
    ]
  }

  private var currencies: [Choice] {
    [Choice("", "No prices")] + Currency.allCodes.map { Choice($0, Words(verbatim: $0)) }
  }

  /// All categories, by their ids.
  private var categoryChoices: [Choice] { [Choice("", "All categories")] + HomePicks.choices(tree) }
}
