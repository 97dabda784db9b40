import Kernel
import Ordering
import Testing
import Web

@testable import Catalog
@testable import Storefront

@Suite struct ProductPageTests {
  @Test func hostileTitleStaysText() {
    let page = Samples.productPage(Samples.product(title: Samples.hostile, text: Samples.hostile)).text
    #expect(!page.contains("<script>alert"))
    #expect(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; Söhne"))
    #expect(page.contains("\\u003cscript\\u003ealert"), "structured data is escaped as well")
  }

  @Test func showsThePriceOfTheCheapestThatCanBeBought() {
    let options = [ProductOption(name: "Size", values: ["S", "M", "L"])]
    let variants = [
      Samples.variant("S", price: 1000, stock: 0), Samples.variant("M", price: 2000),
      Samples.variant("L", price: 3000),
    ]
    let page = Samples.productPage(Samples.product(options: options, variants: variants)).text
    let price = page.firstRange(of: "data-price>").map { page[$0.upperBound...].prefix(200) } ?? ""
    #expect(price.contains("€20.00"))
    #expect(page.contains("\"lowPrice\":\"10.00\""))
  }

  @Test func soldOutCanNotBeBought() {
    let page = Samples.productPage(Samples.product(variants: [Samples.variant(stock: 0)])).text
    #expect(page.contains("Sold out"))
    #expect(page.contains("schema.org/OutOfStock"))
  }

  @Test func saysWhatDeliveryCosts() {
    let paid = ShippingOption(
      id: "post", name: "Post", price: Money(490, .eur), freeFrom: Money(5000, .eur), minimumDays: 2,
      maximumDays: 4)
    let page = Samples.productPage(Samples.product(), delivery: [paid]).text
    #expect(page.contains("delivery from €4.90"))
    #expect(page.contains("Post: 2–\u{2060}4 days, €4.90, free from €50.00."))
    #expect(Samples.productPage(Samples.product()).text.contains("delivery is free"))
  }

  @Test func unlistedProductIsAPreview() {
    let page = Samples.productPage(Samples.product(isListed: false)).text
    #expect(page.contains("Only you can see this"))
    #expect(page.contains("noindex"))
  }

  @Test func searchEnginesReadTextsOfTheirOwn() {
    var product = Samples.product(title: "Mug", text: "Thrown by hand.")
    let usual = Samples.productPage(product).text
    #expect(usual.contains("<title>Mug · Souk</title>") && usual.contains("content=\"Thrown by hand.\""))
    product.pageText = PageText(title: "Mugs & \"more\"", description: "Fired <twice>.")
    let page = Samples.productPage(product).text
    #expect(page.contains("<title>Mugs &amp; &quot;more&quot; · Souk</title>"))
    #expect(page.contains("property=\"og:title\" content=\"Mugs &amp; &quot;more&quot;\""))
    #expect(page.contains("name=\"description\" content=\"Fired &lt;twice&gt;.\""))
    #expect(page.contains("property=\"og:description\" content=\"Fired &lt;twice&gt;.\""))
    #expect(!page.contains("content=\"Thrown by hand.\""))
  }

  @Test func knowsColours() {
    #expect(ColorSwatches.hex("Dark Blue") == ColorSwatches.hex("navy"))
    #expect(ColorSwatches.hex("Sea green") == ColorSwatches.hex("green"))
    #expect(ColorSwatches.hex("WEISS") == ColorSwatches.hex("Weiß"))
    #expect(ColorSwatches.hex("Türkis") == ColorSwatches.hex("turquoise"))
    #expect(ColorSwatches.hex("Fjord") == nil)
    #expect(ColorSwatches.isColor(optionName: "Shirt colour"))
    #expect(!ColorSwatches.isColor(optionName: "Size"))
  }
}
