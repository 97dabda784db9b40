import Kernel
import Web

/// Carts over the API.
package enum CartRoutes {
  /// The routes of carts.
  package static func routes(_ ordering: Ordering) -> [Route] { cartRoutes(ordering) + itemRoutes(ordering) }

  private static func cartRoutes(_ ordering: Ordering) -> [Route] {
    [
      .api(
        .post, "/carts", "Open a cart", tag: "Carts", .anyone, answer: CartOutput.self, status: .created,
        idempotent: true
      ) { request in
        try await request.answer(with: { CartOutput($0, ordering.imageURL) }) {
          try await ordering.openCart(for: request.viewer?.account)
        }
      },
      .api(
        .get, "/carts/{cart}", "Show a cart", tag: "Carts", .anyone, answer: CartOutput.self
      ) { request in
        let id: CartID = try request.id("cart")
        return CartOutput(try await ordering.cart(id, viewer: request.viewer?.account), ordering.imageURL)
      },
      .api(
        .post, "/carts/{cart}/claim", "Make a guest's cart one's own after signing in", tag: "Carts",
        .signedIn, answer: CartOutput.self, idempotent: true
      ) { request in
        try await request.answer(with: { CartOutput($0.cart, ordering.imageURL) }) {
          try await ordering.mergeCart(guest: request.id("cart"), into: request.requireViewer().account)
        }
      },
      .api(
        .get, "/me/cart", "Show one's own open cart", tag: "Carts", .signedIn, answer: CartOutput.self,
        problems: [.notFound]
      ) { request in
        let viewer = try request.requireViewer()
        guard let cart = try await ordering.presentCart(held: nil, viewer: viewer.account) else {
          throw Problem(.notFound, "There is no open cart.")
        }
        return CartOutput(cart, ordering.imageURL)
      },
    ]
  }

  private static func itemRoutes(_ ordering: Ordering) -> [Route] {
    [
      .api(
        .put, "/carts/{cart}/items/{variant}", "Set how many pieces of a variant are in a cart", tag: "Carts",
        .anyone, body: CartItemInput.self, answer: CartOutput.self,
        problems: [
          .outOfStock, .productUnavailable, .currencyMismatch, .orderTooLarge, .cartClosed, .notAllowedNow,
        ]
      ) { request, body in
        let cart = try await ordering.putItem(
          request.id("variant"), quantity: body.quantity, in: request.id("cart"),
          viewer: request.viewer?.account)
        return CartOutput(cart, ordering.imageURL)
      },
      .api(
        .delete, "/carts/{cart}/items/{variant}", "Take a line out of a cart", tag: "Carts", .anyone,
        answer: CartOutput.self, problems: [.cartClosed]
      ) { request in
        let cart = try await ordering.removeItem(
          request.id("variant"), from: request.id("cart"), viewer: request.viewer?.account)
        return CartOutput(cart, ordering.imageURL)
      },
    ]
  }
}

/// How many pieces; 0 takes the line out.
package struct CartItemInput: Input {
  package let quantity: Int64

  package init(from input: inout InputReader) throws {
    quantity = input.required("quantity", .integer(0...Cart.quantityRange.upperBound))
  }
}
