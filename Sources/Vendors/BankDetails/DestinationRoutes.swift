import Kernel
import Web

/// Where shops are paid: their owners say it, administrators who pay read it.
package enum DestinationRoutes {
  private static let tag = "Payout destinations"

  /// Every route of the noun.
  package static func routes(_ vendors: Vendors) -> [Route] {
    let path = "/shops/{shop}/payout-destinations"
    return [
      .api(
        .get, path, "List where one's shop is paid; numbers are masked", tag: tag, .shop(.ownership),
        answer: DestinationList<MaskedDestination>.self
      ) { request in
        let all = try await vendors.destinations(of: request.requireShop())
        return DestinationList(items: all.map(MaskedDestination.init))
      },
      .api(
        .post, path, "Add a bank account or a PayPal account", tag: tag, .shop(.ownership),
        body: AddDestination.self, answer: MaskedDestination.self, status: .created,
        problems: [.notAllowedNow]
      ) { request, body in
        MaskedDestination(destination: try await vendors.addDestination(body, to: request.requireShop()))
      },
      .api(
        .patch, "\(path)/{destination}", "Change a destination, or make it the default", tag: tag,
        .shop(.ownership), body: EditDestination.self, answer: MaskedDestination.self
      ) { request, body in
        MaskedDestination(
          destination: try await vendors.editDestination(
            request.id("destination", as: PayoutDestinationEntity.self), body, of: request.requireShop()))
      },
      .api(
        .delete, "\(path)/{destination}", "Delete a destination", tag: tag, .shop(.ownership),
        answer: NoContent.self
      ) { request in
        try await vendors.deleteDestination(
          request.id("destination", as: PayoutDestinationEntity.self), of: request.requireShop())
        return NoContent()
      },
      .api(
        .get, "/admin/shops/{shop}/payout-destinations",
        "Show in full where a shop is paid; the audit log notes it", tag: tag, .admin(.payouts),
        answer: DestinationList<FullDestination>.self, problems: [.notFound]
      ) { request in
        let all = try await vendors.destinationsForPayout(of: vendors.subject(of: request))
        return DestinationList(items: all.map(FullDestination.init))
      },
    ]
  }
}
