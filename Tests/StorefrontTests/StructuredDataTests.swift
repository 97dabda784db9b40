import Kernel
import Testing

@testable import Catalog
@testable import Storefront

/// What search engines are told in the words of schema.org.
@Suite struct StructuredDataTests {
  @Test(arguments: [
    ("4006381333931", true), ("96385074", true), ("036000291452", true), ("14006381333938", true),
    ("4006381333932", false), ("400638133393", false), ("400638133393x", false), ("", false), ("0", false),
  ])
  func tradeNumbersAddUp(_ barcode: String, _ isOne: Bool) {
    #expect((StructuredData.tradeNumber(barcode) != nil) == isOne)
  }

  @Test func aProductWithOneVariantIsAnOffer() {
    let page = Samples.productPage(Samples.product(variants: [Self.variant("Standard", 2400)])).text
    #expect(page.contains("\"gtin\":\"4006381333931\"") && page.contains("\"sku\":\"M-1\""))
    #expect(page.contains("\"@type\":\"Offer\"") && !page.contains("AggregateOffer"))
    #expect(page.contains("\"@type\":\"BreadcrumbList\""))
  }

  @Test func everyVariantHasAnOfferOfItsOwn() {
    let variants = [Self.variant("S", 1000), Self.variant("M", 2000, stock: 0)]
    let options = [ProductOption(name: "Size", values: ["S", "M"])]
    let page = Samples.productPage(Samples.product(options: options, variants: variants)).text
    #expect(page.contains("\"lowPrice\":\"10.00\"") && page.contains("\"highPrice\":\"20.00\""))
    for variant in variants {
      #expect(page.contains("https://souk.example/products/mug?variant=\(variant.id)"))
    }
    #expect(page.contains("\"price\":\"20.00\"") && page.contains("schema.org/OutOfStock"))
  }

  @Test func aCategoryTellsItsPlaceAndWhatItIs() {
    var category = Category(id: CategoryID(), parent: nil, slug: "mugs", name: "Mugs", position: 0)
    category.description = "Thrown <by hand>."
    let page = Samples.listing(.category(path: [category], below: []), total: 1, path: "/categories/mugs")
    #expect(page.text.contains("Thrown &lt;by hand&gt;."))
    #expect(page.crumbs?.count == 3)
  }

  private static func variant(_ title: String, _ price: Int64, stock: Int64 = 3) -> Variant {
    Variant(
      id: VariantID(), title: title, options: title == "Standard" ? [] : [title], sku: "M-1",
      price: Money(price, .eur), compareAtPrice: nil, onHand: stock, reserved: 0, allocated: 0, sold: 0,
      barcode: "4006381333931", weightGrams: nil, image: nil, tracksStock: true, sellsOn: false, owed: 0,
      lowStockThreshold: nil)
  }
}
