import Kernel
import Web

/// Which state an order shall reach, in any of the spellings that clients use.
private let statusRule = Rule<OrderStatus>(
  schema: .object([
    "type": "string",
    "description": .string("One of: \(OrderStatus.allCases.map(\.rawValue).joined(separator: ", "))."),
  ]),
  placeholder: .processing
) { value in
  guard let status = OrderStatus(spelling: try value.string()) else {
    let names = OrderStatus.allCases.map(\.rawValue).joined(separator: ", ")
    throw InputFailure("not_a_choice", "This must be one of: \(names).")
  }
  return status
}

private let noteLength = 1...500

/// A vendor's step.
package struct OrderTransitionInput: Input {
  package let target: OrderStatus
  package let carrier: String?
  package let trackingNumber: String?
  package let note: String?

  package init(from input: inout InputReader) throws {
    target = input.required("to", statusRule)
    carrier = input.optional("carrier", .text(1...60))
    trackingNumber = input.optional("trackingNumber", .text(1...80))
    note = input.optional("note", .text(noteLength, multiline: true))
  }

  /// The step as somebody's move.
  package func move(by actor: OrderActor) -> OrderMove {
    OrderMove(to: target, by: actor, carrier: carrier, trackingNumber: trackingNumber, note: note)
  }
}

/// Why a buyer cancels; may be left out.
package struct CancelOrderInput: Input {
  package let reason: String?

  package init(from input: inout InputReader) throws {
    reason = input.optional("reason", .text(noteLength, multiline: true))
  }
}

/// Why a buyer wants the money back.
package struct RefundRequestInput: Input {
  package let reason: String

  package init(from input: inout InputReader) throws {
    reason = input.required("reason", .text(noteLength, multiline: true))
  }
}

/// The key that opens a guest's order.
package struct OrderKeyQuery: Input {
  package let key: String?

  package init(from input: inout InputReader) throws {
    key = input.optional("key", .text(1...64))
  }
}

/// What narrows a list of orders, and its order.
package struct OrderListQuery: Input {
  package let status: OrderStatus?
  package let text: String?
  package let payment: PaymentStatus?
  package let currency: Currency?
  package let placedFrom: Timestamp?
  package let placedBefore: Timestamp?
  package let order: OrderListOrder

  package init(from input: inout InputReader) throws {
    status = input.optional("status", statusRule)
    text = input.optional("q", .text(1...100))
    payment = input.optional("paymentStatus", .choice(PaymentStatus.self))
    currency = input.optional("currency", .currency)
    placedFrom = input.optional("placedFrom", .timestamp)
    placedBefore = input.optional("placedBefore", .timestamp)
    order = input.optional("sort", .choice(OrderListOrder.self)) ?? .newest
  }

  /// The filter that it stands for, of a shop's or an account's orders or of all.
  package func filter(shop: ShopID? = nil, account: AccountID? = nil) -> OrderFilter {
    OrderFilter(
      shop: shop, account: account, status: status, text: text, payment: payment, currency: currency,
      placedFrom: placedFrom, placedBefore: placedBefore)
  }
}
