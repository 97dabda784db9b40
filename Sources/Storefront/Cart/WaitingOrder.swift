import Kernel
import Ordering
import Presentation
import Web

/// An order that waits for its payment, with what leads back to it and out of it.
enum WaitingOrder {
  /// Cards of such orders, with these pictures of their goods.
  static func card(_ pictures: [VariantID: Picture]) -> (Checkout) -> HTML {
    { checkout in
      let items = OrderLine.list(checkout.parts.flatMap(\.items), pictures: pictures, for: .buyer) {
        Paths.product($0.productSlug)
      }
      let end: HTML? = checkout.expiresAt.map {
        "<p>\(say: "Its goods are held for you until \(part: 1).", $0.dateTimeHTML)</p>"
      }
      return Card.show(
        "This order is not paid yet", aside: nil,
        """
        \(end)\(items)\
        <div class="cluster">\
        \(Button.link("Pay \(checkout.total)", to: Paths.payment(of: checkout.id), kind: .primary))\
        \(Button.dialog("Give the order up …", opens: dialog(checkout)))</div>\(confirmation(checkout))
        """)
    }
  }

  /// The id of the dialog that asks before such an order is given up.
  static func dialog(_ checkout: Checkout) -> String { "give-up-\(checkout.id)" }

  /// Asks before it is given up: what it holds, others may buy.
  static func confirmation(_ checkout: Checkout) -> HTML {
    Dialog.confirm(
      id: dialog(checkout), title: "Give the order up?",
      text: "Its goods go back into your cart and are no longer held for you, so somebody else may buy them.",
      label: "Give the order up", to: Paths.cancel(checkout.id), keepLabel: "Keep it")
  }
}
