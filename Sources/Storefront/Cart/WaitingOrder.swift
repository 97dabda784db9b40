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
        \(Button.post("Give the order up", to: Paths.cancel(checkout.id), kind: .secondary))</div>
        """)
    }
  }
}
