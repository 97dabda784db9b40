import Kernel

/// How ways to pay are called wherever people read of them.
package enum PaymentMethod {
  /// The built-in gateway, which moves no money.
  package static let test = "test"

  /// Other companies' services, by the words that checkouts name them with; their names are the same everywhere.
  private static let services = ["stripe": "Stripe", "paypal": "PayPal", "razorpay": "Razorpay"]

  /// The name of one of `Ordering.paymentMethods`.
  package static func title(of method: String) -> Words {
    switch method {
    case Ordering.cashOnDelivery: "Cash on delivery"
    case test: "Test payment"
    default: services[method].map { Words(verbatim: $0) } ?? "Online"
    }
  }
}
