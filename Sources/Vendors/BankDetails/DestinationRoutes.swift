import Kernel
import Web

/// Where shops are paid: their owners say it, administrators who pay read it.
package enum DestinationRoutes {
  private static let tag = "Payout destinations"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    listRoutes(vendors) + oneRoutes(vendors)
  }

  private static func listRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/payout-destinations", "List where one's shop is paid; numbers are masked",
        tag: tag,
        .shop(.ownership), answer: DestinationListOutput<PayoutDestinationOutput>.self
      ) { request in
        let all = try await vendors.destinations(of: request.requireShop())
        return DestinationListOutput(items: all.map(PayoutDestinationOutput.init))
      },
      .api(
        .post, "/shops/{shop}/payout-destinations", "Add a bank account or a PayPal account", tag: tag,
        .shop(.ownership), body: AddPayoutDestinationInput.self, answer: PayoutDestinationOutput.self,
        status: .created, idempotent: true, problems: [.notAllowedNow]
      ) { request, body in
        try await request.answer(with: PayoutDestinationOutput.init(destination:)) {
          try await vendors.addDestination(body, to: request.requireShop())
        }
      },
    ]
  }

  private static func oneRoutes(_ vendors: Vendors) -> [Route] {
    [
      .api(
        .get, "/shops/{shop}/payout-destinations/{destination}", "Show a destination; its number is masked",
        tag: tag, .shop(.ownership), answer: PayoutDestinationOutput.self
      ) { request in
        PayoutDestinationOutput(
          destination: try await vendors.destination(
            request.id("destination", as: PayoutDestinationEntity.self), of: request.requireShop()))
      },
      .api(
        .patch, "/shops/{shop}/payout-destinations/{destination}",
        "Change a destination, or make it the default",
        tag: tag, .shop(.ownership), body: EditPayoutDestinationInput.self,
        answer: PayoutDestinationOutput.self, problems: [.preconditionFailed]
      ) { request, body in
        PayoutDestinationOutput(
          destination: try await vendors.editDestination(
            request.id("destination", as: PayoutDestinationEntity.self),
            request.edit(body) { PayoutDestinationOutput(destination: $0) }, of: request.requireShop()))
      },
      .api(
        .delete, "/shops/{shop}/payout-destinations/{destination}", "Delete a destination", tag: tag,
        .shop(.ownership), answer: NoContent.self, problems: [.preconditionFailed]
      ) { request in
        try await vendors.deleteDestination(
          request.id("destination", as: PayoutDestinationEntity.self), of: request.requireShop(),
          when: request.condition { PayoutDestinationOutput(destination: $0) })
        return NoContent()
      },
      .api(
        .get, "/admin/shops/{shop}/payout-destinations",
        "Show in full where a shop is paid; the audit log notes it", tag: tag, .admin(.payouts),
        answer: DestinationListOutput<FullPayoutDestinationOutput>.self, problems: [.notFound]
      ) { request in
        let all = try await vendors.destinationsForPayout(of: vendors.subject(of: request))
        return DestinationListOutput(items: all.map(FullPayoutDestinationOutput.init))
      },
    ]
  }
}

/// A destination as everybody but a paying administrator sees it.
package struct PayoutDestinationOutput: Output {
  package let destination: PayoutDestination

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.destination.id },
    .init("kind") { $0.destination.kind },
    .init("isDefault") { $0.destination.isDefault },
    .init("label") { $0.destination.details.masked },
    .init("holder") { $0.destination.details.maskedHolder },
    .init("createdAt") { $0.destination.createdAt },
    .init("updatedAt") { $0.destination.updatedAt },
  ]
}

/// A destination with everything that a transfer needs, for the administrator who makes it.
package struct FullPayoutDestinationOutput: Output {
  package let destination: PayoutDestination

  package static let fields: [OutputField<Self>] = [
    .init("id") { $0.destination.id },
    .init("kind") { $0.destination.kind },
    .init("isDefault") { $0.destination.isDefault },
    .init("holder") { $0.destination.details.holder },
    .init("iban") { $0.destination.details.iban },
    .init("accountNumber") { $0.destination.details.accountNumber },
    .init("routingNumber") { $0.destination.details.routingNumber },
    .init("bic") { $0.destination.details.bic },
    .init("email") { $0.destination.details.email },
    .init("updatedAt") { $0.destination.updatedAt },
  ]
}

/// The destinations of a shop; there are few.
package struct DestinationListOutput<Item: Output>: Output {
  package static var schemaName: String { "\(Item.schemaName)List" }
  package static var fields: [OutputField<Self>] { [.init("items") { $0.items }] }

  package let items: [Item]
}
