import Foundation
import Kernel
import Testing
import Web

@Suite("Components")
struct ComponentTests {
  @Test("Money reads as people write it")
  func displaysMoney() {
    #expect(Money(4397, .eur).display == "€43.97")
    #expect(Money(123_456_789, .eur).display == "€1,234,567.89")
    #expect(Money(-1000, .eur).display == "-€10.00")
    #expect(Money(5, .usd).displaySigned == "+US$0.05")
    #expect(Money(-5, .usd).displaySigned == "-US$0.05")
    #expect(Money(0, .usd).displaySigned == "US$0.00")
    #expect(Currency("JPY").map { Money(1500, $0).display } == "JP¥1,500")
    #expect(Money(.min, .eur).display == "-€92,233,720,368,547,758.08")
    #expect(MoneyTotal(27_000_000_000_000_000_000, .eur).display == "€270,000,000,000,000,000.00")
  }

  @Test("Dates and counts read as people write them")
  func displaysDatesAndCounts() {
    #expect(Timestamp(milliseconds: 0).displayDateTime == "1\u{A0}Jan\u{A0}1970 at 00:00")
    #expect(19406.displayCount == "19,406")
    #expect(Timestamp(milliseconds: 0).displayDate == "1\u{A0}Jan\u{A0}1970")
    #expect((-1_234_567).displayCount == "-1,234,567")
  }

  @Test("A former price is struck only when it was higher")
  func strikesPrices() {
    let now = Money(1500, .eur)
    #expect(Price.show(now, was: Money(2000, .eur)).string.contains("-25%"))
    #expect(!Price.show(now, was: now).string.contains("<s "))
    #expect(!Price.show(now, was: Money(1000, .eur)).string.contains("<s "))
    #expect(!Price.show(now, was: Money(2000, .usd)).string.contains("<s "))
  }

  @Test("A refused form shows what was typed and what is wrong, at the field and at the top")
  func showsErrors() {
    let error = FieldError(field: "address.city", code: "required", message: "Name the <city>.")
    let form = FormState(
      values: ["address.city": ["\"><script>"]], problem: Problem(.invalidInput, fields: [error]))
    let field = Field.text("address.city", "City", in: form).string
    #expect(field.contains("value=\"&quot;&gt;&lt;script&gt;\""))
    #expect(field.contains("aria-invalid=\"true\""))
    #expect(field.contains("aria-describedby=\"f-address-city-error\""))
    #expect(field.contains("Name the &lt;city&gt;."))
    #expect(form.summary.string.contains("href=\"#f-address-city\""))
    #expect(FormState.empty.summary.isEmpty)
  }

  @Test("The summary calls a field what stands above it, not what the program calls it")
  func namesFields() {
    for (field, title) in [("iban", "IBAN"), ("address.line1", "Street and number"), ("host", "Domain")] {
      let error = FieldError(field: field, code: "required", message: "This is required.")
      let summary = FormState(Parameters(), problem: Problem(.invalidInput, fields: [error])).summary.string
      #expect(summary.contains(">\(title): This is required.<"), "\(field)")
    }
  }

  @Test("A password is never sent back")
  func hidesPasswords() {
    let form = FormState(values: ["password": "hunter2secret"])
    #expect(!Field.password(in: form).string.contains("hunter2secret"))
  }

  @Test("Numbered pages show the ends, the neighbours and gaps")
  func numbersPages() {
    let html = Navigation.pages(current: 10, last: 40) { "?page=\($0)" }.string
    for number in [1, 8, 9, 10, 11, 12, 40] { #expect(html.contains("href=\"?page=\(number)\"")) }
    for number in [2, 7, 13, 39] { #expect(!html.contains("href=\"?page=\(number)\"")) }
    #expect(Navigation.pages(current: 1, last: 1) { "\($0)" }.isEmpty)
  }

  @Test("Charts have a table behind them and survive odd numbers")
  func drawsCharts() {
    for values in [
      [], [0], [0, 0, 0], [1, 5, 3], [-4, 9_000_000_000_000_000_000, 2],
      [1, .max, .min, 27_000_000_000_000_000_000],
    ] as [[Int128]] {
      let points = values.map { ChartPoint("day", $0, "\($0)") }
      let bars = Chart.bars("Sales", points, tick: { value, _ in "\(value)" }).string
      let line = Chart.line("Sales", points, tick: { value, _ in "\(value)" }).string
      #expect(bars.contains("<caption>Sales</caption>") && line.contains("<caption>Sales</caption>"))
      #expect(!bars.contains("nan") && !line.contains("inf"))
    }
  }

  @Test("A chart has a cell below each point, and labels in some that are evenly far from each other")
  func labelsPoints() {
    for (count, labelled) in [
      (1, [0]), (6, [0, 1, 2, 3, 4, 5]), (7, [0, 2, 4, 6]), (12, [0, 2, 4, 6, 8, 10]),
      (28, [2, 7, 12, 17, 22, 27]), (30, [2, 7, 12, 17, 22, 27]),
    ] {
      let points = (0..<count).map { ChartPoint("day \($0)", $0, "\($0)") }
      let html = Chart.bars("Sales", points, tick: { value, _ in "\(value)" }).string
      #expect(html.components(separatedBy: "chart__hit").count - 1 == count)
      let found = html.matches(
        of: /<span><\/span>|<span class="chart__label[^"]*"><span>(day \d+)<\/span><\/span>/)
      #expect(found.count == count)
      let places = found.enumerated().filter { $0.element.output.1 != nil }
      #expect(places.map(\.offset) == labelled)
      #expect(places.map { $0.element.output.1.map(String.init) } == labelled.map { "day \($0)" })
    }
  }

  @Test("A time is there for readers with and without script, so that nothing moves when script turns it")
  func timesKeepTheirWidth() {
    let time = Timestamp(milliseconds: 0)
    let html = time.dateTimeHTML.string
    #expect(html.contains("<span class=\"needs-script\">\(time.displayDateTime)</span>"))
    #expect(html.contains("<span class=\"no-script\">\(time.displayDateTime) UTC</span>"))
  }

  @Test("The question about cookies comes after all that it lies over")
  func asksLast() throws {
    var frame = StorefrontFrame()
    frame.consentReturnPath = "/"
    let page = StorefrontPage.render(head: DocumentHead(title: "Vase"), frame: frame, "x").string
    let question = try #require(page.range(of: "class=\"consent\"")).lowerBound
    #expect(try #require(page.range(of: "<footer")).lowerBound < question)
  }

  @Test("The bar of a product's button says what is paid")
  func buyBarTellsThePrice() throws {
    let variant = VariantChoice(id: "v", values: [], price: Money(4397, .eur), available: 3)
    let form = VariantPicker.form(path: "/cart", options: [], variants: [variant], chosen: nil).string
    let bar = form[try #require(form.range(of: "class=\"buy__bar\"")).upperBound...]
    #expect(bar.contains("data-price") && bar.contains("€43.97") && bar.contains("data-buy"))
    #expect(!bar.contains("name=\"quantity\""))
  }

  @Test("No component writes inline style or script")
  func staysWithinContentPolicy() {
    let card = ProductCardData(
      path: "/p", title: "Vase", picture: nil, shopName: "Shop", rating: 4.3, reviewCount: 2,
      price: Money(1, .eur))
    let page = StorefrontPage.render(
      head: DocumentHead(title: "Vase"), frame: StorefrontFrame(),
      "\(ProductGrid.show([card]))\(Quantity.field(maximum: 3))\(Stars.histogram([1, 2, 3, 4, 5]))"
    ).string
    #expect(!page.contains(" style="))
    #expect(page.firstMatch(of: /\son[a-z]+="/) == nil)
    #expect(page.firstMatch(of: /<script(?![^>]*src=)(?![^>]*json)/) == nil)
  }

  @Test("Private pages are not indexed")
  func hidesPrivatePages() {
    let page = PortalPage.render(
      head: DocumentHead(title: "Orders"),
      frame: PortalFrame(title: "Shop", homePath: "/", groups: [], current: "/", personName: "Amira"),
      title: "Orders", "x")
    #expect(page.string.contains("<meta name=\"robots\" content=\"noindex\">"))
  }
}
