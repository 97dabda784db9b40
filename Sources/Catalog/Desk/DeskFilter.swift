import Kernel
import Web

/// Which state products are in that administrators look at.
package enum DeskState: String, CaseIterable, Sendable {
  case draft, active, archived
  /// They wait for the moment when they go on sale.
  case scheduled
  /// Their vendors deleted them; they can be restored for a day.
  case deleted
}

/// How products are hidden that administrators look at.
package enum HiddenFilter: String, CaseIterable, Sendable {
  /// By administrators.
  case yes
  /// By administrators, and the vendor has answered.
  case answered
  case no
}

/// Which products of all shops administrators look at.
package struct DeskFilter: Input, Hashable {
  /// Words of the product, the last one as a beginning, an SKU, the beginning of words of its shop's name, or its id.
  package var text: String?
  package var state: DeskState?
  /// A shop's id or slug.
  package var shop: String?
  /// A category's id or slug; those below it count.
  package var category: String?
  package var hidden: HiddenFilter?

  package init(from input: inout InputReader) throws {
    text = input.optional("q", .text(0...200)).flatMap { $0.isEmpty ? nil : $0 }
    state = input.optional("state", .choice(DeskState.self))
    shop = input.optional("shop", .text(1...100))
    category = input.optional("category", .text(1...100))
    hidden = input.optional("hidden", .choice(HiddenFilter.self))
  }

  /// A filter from code.
  package init(
    text: String? = nil, state: DeskState? = nil, shop: String? = nil, category: String? = nil,
    hidden: HiddenFilter? = nil
  ) {
    self.text = text
    self.state = state
    self.shop = shop
    self.category = category
    self.hidden = hidden
  }

  /// The filter as parameters of an address.
  package var parameters: [(name: String, value: String?)] {
    [
      ("q", text), ("state", state?.rawValue), ("shop", shop), ("category", category),
      ("hidden", hidden?.rawValue),
    ]
  }
}
