import Kernel
import Web

/// What a guest knows of an order, as it was typed.
package struct FindOrderInput: Input {
  package let number: String
  package let email: EmailAddress

  package init(from input: inout InputReader) throws {
    number = input.required("number", .text(1...60))
    email = input.required("email", .email)
  }

  /// What is known, from code.
  package init(number: String, email: EmailAddress) {
    self.number = number
    self.email = email
  }
}

extension Ordering {
  /// The order with this number that was placed with this address. Throws `.invalidInput`, which doesn't tell which of
  /// both is wrong.
  package func findOrder(_ input: FindOrderInput) async throws -> Order {
    let order: Order? =
      if let number = OrderNumber.read(input.number) {
        try await database.read { snapshot in try OrderStore.numbered(number, snapshot) }
      } else { nil }
    guard let order, order.email == input.email.text else {
      throw Problem.invalid(
        "number", "not_found", "There is no order with this number and this e-mail address.")
    }
    return order
  }
}
