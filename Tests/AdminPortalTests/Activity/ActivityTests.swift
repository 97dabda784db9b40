import Foundation
import Kernel
import Testing

@testable import Identity
@testable import Presentation
@testable import Web

@Suite("What was done, in words")
struct ActivityTests {
  @Test("Every action that the program records has words")
  func namesActions() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    let walker = try #require(FileManager.default.enumerator(atPath: sources.path))
    let recorded = /record\(\s*(?:[^"()]*\? )?"([a-z_A-Z]+\.[a-z_A-Z-]+)"(?: : "([a-z_A-Z]+\.[a-z_A-Z-]+)")?/
    var actions: Set<String> = []
    for case let path as String in walker where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
      for match in text.matches(of: recorded) {
        actions.insert(String(match.1))
        if let other = match.2 { actions.insert(String(other)) }
      }
    }
    #expect(actions.count > 50)
    for action in actions.sorted() {
      #expect(AuditEntry.title(of: action) != Words(verbatim: action), "\(action)")
    }
  }

  @Test("Codes, amounts and lists are words")
  func saysValues() {
    let order = ActivityText(of: "order.moved", for: .marketplace)
    expect(order, "status", .string("shipped"), "State", "Shipped")
    expect(order, "payment", .string("succeeded"), "Payment", "Paid")
    expect(order, "carrier", .null, "Carrier", nil)
    expect(order, "trackingNumber", .string("changed"), "Tracking number", "changed")
    expect(
      ActivityText(of: "payout.failed", for: .vendor), "status", .string("failed"), "State", "Came back")
    expect(
      ActivityText(of: "commission.set", for: .marketplace), "basisPoints", .integer(850),
      "Share of the price", "8.5%")
    expect(
      ActivityText(of: "commission.set", for: .marketplace), "flat",
      .object(["amount": .integer(50), "currency": .string("EUR")]), "Flat amount", "€0.50")
    let staff = ActivityText(of: "staff.changed", for: .vendor)
    expect(
      staff, "permissions", .array([.string("orders"), .string("reports")]), "Permissions",
      "Orders and Reports")
    let shop = ActivityText(of: "shop.edited", for: .vendor)
    expect(
      shop, "openingHours", .array([.string("monday 09:00–12:00")]), "Opening hours", "Monday: 09:00–12:00")
    expect(shop, "country", .string("DE"), "Country", "Germany")
    expect(
      ActivityText(of: "audit.verified", for: .marketplace), "fault", .words("Row \(2) was altered."),
      "What is wrong", "Row 2 was altered.")
  }

  @Test("Parts are named by what they are called")
  func saysParts() {
    let price = JSONValue.object(["amount": .integer(1500), "currency": .string("EUR")])
    expect(
      ActivityText(of: "product.edited", for: .vendor), "variant Standard",
      .object(["price": price, "stock": .integer(1234), "sku": .null]), "Variant Standard",
      "Price: €15.00 · Stock: 1,234")
    expect(
      ActivityText(of: "shipping_options.replaced", for: .vendor), "express",
      .object(["name": .string("Express"), "price": price]), "Express", "Name: Express · Price: €15.00")
  }

  private func expect(
    _ text: ActivityText, _ field: String, _ value: JSONValue, _ title: String, _ shown: String?,
    at place: SourceLocation = #_sourceLocation
  ) {
    let change = text.change(AuditChange(field: field, before: nil, after: value))
    #expect(change.field.description == title, sourceLocation: place)
    #expect(change.after?.description == shown, sourceLocation: place)
  }
}
