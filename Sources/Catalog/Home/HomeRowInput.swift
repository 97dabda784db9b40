import Kernel
import Web

private let maximumTitle = 80

/// Tiles of categories as they are asked for.
struct HomeCategoriesInput: Input {
  let title: LocalText
  let chosen: [CategoryID]
  let count: Int

  init(from input: inout InputReader) throws {
    title = input.localText("title", maximumTitle)
    chosen = input.list("chosen", .id(CategoryID.self), max: HomeLimits.picks)
    count = input.optional("count", .integer(1...HomeLimits.picks), default: HomeCategories().count)
  }
}

/// A row of products as it is asked for.
struct HomeCollectionInput: Input {
  let title: LocalText
  let rule: HomeRuleInput?
  let products: [ProductID]
  let inStockOnly: Bool
  let count: Int
  let minimum: Int

  init(from input: inout InputReader) throws {
    let standard = HomeCollection()
    title = input.localText("title", maximumTitle)
    rule = input.optionalObject("rule", HomeRuleInput.self)
    products = input.list("products", .id(ProductID.self), max: HomeLimits.picks)
    inStockOnly = input.optional("inStockOnly", .boolean, default: false)
    count = input.optional("count", .integer(1...HomeLimits.picks), default: standard.count)
    minimum = input.optional("minimum", .integer(1...HomeLimits.picks), default: standard.minimum)
    if minimum > count {
      input.reject("minimum", "This must not be more than are shown.", code: "out_of_range")
    }
    if rule != nil, !products.isEmpty {
      input.reject("products", "A rule picks the products, or somebody does by hand.")
    }
  }
}

/// What picks products as it is asked for.
struct HomeRuleInput: Input {
  let rule: HomeRule

  init(from input: inout InputReader) throws {
    let price: Rule<Int64> = .integer(0...Money.largestAsked)
    let currency = input.optional("currency", .currency)
    let minimum = input.optional("minimumPrice", price)
    let maximum = input.optional("maximumPrice", price)
    if currency == nil, minimum != nil || maximum != nil {
      input.reject("currency", "Say which currency the prices are in.", code: "required")
    }
    if let minimum, let maximum, minimum > maximum {
      input.reject("maximumPrice", "This must not be lower than the lowest price.", code: "out_of_range")
    }
    rule = HomeRule(
      category: input.optional("category", .id(CategoryID.self)),
      tags: input.list("tags", .text(1...400), max: HomeLimits.picks),
      brands: input.list("brands", .text(1...120), max: HomeLimits.picks), currency: currency?.code,
      minimumPrice: minimum, maximumPrice: maximum,
      sort: input.optional("sort", .choice(HomeRule.Sort.self)) ?? .newest,
      reducedOnly: input.optional("reducedOnly", .boolean, default: false))
  }
}

/// A row of shops as it is asked for.
struct HomeShopsInput: Input {
  let title: LocalText
  let choice: HomeShops.Choice
  let shops: [ShopID]
  let count: Int

  init(from input: inout InputReader) throws {
    title = input.localText("title", maximumTitle)
    choice = input.optional("choice", .choice(HomeShops.Choice.self)) ?? .newest
    shops = input.list("shops", .id(ShopID.self), max: HomeLimits.picks)
    count = input.optional("count", .integer(1...HomeLimits.picks), default: HomeShops().count)
  }
}

/// Free text as it is asked for.
struct HomeTextInput: Input {
  let title: LocalText
  let text: LocalText

  init(from input: inout InputReader) throws {
    title = input.localText("title", maximumTitle)
    text = input.localText("text", LocalText.longestAllowed, multiline: true)
    if text.text.isEmpty, !input.isRejected("text") {
      input.reject("text.text", "Write what it says.", code: "required")
    }
  }
}
