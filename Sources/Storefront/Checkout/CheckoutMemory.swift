import Foundation
import Identity
import Kernel
import Ordering
import Web

private let contactCookie = "souk_delivery"
private let shippingCookie = "souk_shipping"
/// Nobody takes longer to check out; then somebody else may sit there.
private let cookieSeconds = 60 * 60
/// No field takes more characters.
private let longestField = 254
/// Browsers refuse larger cookies. A longest address takes less; of many shops' deliveries those that fit are kept.
private let mostCharacters = 3_600

/// What was typed into the steps before. The browser keeps it, so that every step has an address that can be reloaded and
/// gone back to, and nothing is stored here before the order is placed.
struct CheckoutMemory {
  var contact: [String: String] = [:]
  var options: [ShopID: String] = [:]

  /// What the browser remembers of the same person; nothing that was typed before somebody logged in or out.
  init(_ request: Request) {
    let viewer = CheckoutMemory.name(of: request)
    func lines(_ name: String) -> [String] {
      let lines = request.cookie(name).flatMap(CheckoutMemory.text)?.components(separatedBy: "\n") ?? []
      return lines.first == viewer ? Array(lines.dropFirst()) : []
    }
    let values = lines(contactCookie)
    if values.count == CheckoutForm.contactFields.count {
      contact = Dictionary(uniqueKeysWithValues: zip(CheckoutForm.contactFields, values))
    }
    for line in lines(shippingCookie) {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      if parts.count == 2, let shop = ShopID(parts[0]) { options[shop] = parts[1] }
    }
  }

  /// Everything by the names of the form's fields.
  var values: [String: String] {
    let chosen = options.map { (CheckoutForm.optionField($0), $1) }
    return contact.merging(chosen) { $1 }
  }

  /// Lets the browser keep the first step, also while it is not complete yet.
  static func contact(_ form: Parameters, _ request: Request) -> Cookie {
    let lines = CheckoutForm.contactFields.map { name in
      String((form[name] ?? "").trimmed.replacing("\n", with: " ").prefix(longestField))
    }
    return cookie(contactCookie, [name(of: request)] + lines)
  }

  /// Lets the browser keep the second step.
  static func options(_ form: Parameters, of shops: [ShopID], _ request: Request) -> Cookie {
    var lines = [name(of: request)]
    for shop in shops {
      guard let option = form[CheckoutForm.optionField(shop)]?.replacing("\n", with: " "), !option.isEmpty
      else { continue }
      let more = lines + ["\(shop) \(option)"]
      if encoded(more).count <= mostCharacters { lines = more }
    }
    return cookie(shippingCookie, lines)
  }

  /// Lets the browser forget it.
  static var noCookies: [Cookie] { [.removing(contactCookie), .removing(shippingCookie)] }

  private static func name(of request: Request) -> String { request.viewer?.account.description ?? "guest" }

  private static func cookie(_ name: String, _ lines: [String]) -> Cookie {
    Cookie(name, encoded(lines), maximumAgeSeconds: cookieSeconds)
  }

  /// In base64url, which is shorter than percent-encoding in most languages.
  private static func encoded(_ lines: [String]) -> String {
    Data(lines.joined(separator: "\n").utf8).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  private static func text(_ value: String) -> String? {
    var base64 = value.replacing("-", with: "+").replacing("_", with: "/")
    base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
    return Data(base64Encoded: base64).flatMap { String(validating: $0, as: UTF8.self) }
  }
}
