import Kernel
import Presentation
import Vendors
import Web

enum DestinationsPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    let path = "/sell/{shop}/application/payouts"
    return [
      .page(.get, path, .shop(.ownership)) { request in
        .html(try await portal.destinationsPage(request, nil).html(request))
      },
      .page(.post, path, .shop(.ownership)) { request in try await portal.addDestination(request) },
      .page(.get, "\(path)/{destination}", .shop(.ownership)) { request in
        .html(try await portal.destinationPage(request, nil).html(request))
      },
      .page(.post, "\(path)/{destination}", .shop(.ownership)) { request in
        try await portal.editDestination(request)
      },
      .page(.post, "\(path)/{destination}/delete", .shop(.ownership)) { request in
        try await portal.vendors.deleteDestination(
          request.id("destination", as: PayoutDestinationEntity.self), of: request.requireShop())
        return .redirect(
          to: try await portal.destinationsPath(request), flash: .success("The destination is deleted."))
      },
    ]
  }
}

/// Where a shop wants its money.
struct DestinationsPage {
  let frame: SellerFrame
  let destinations: [PayoutDestination]
  /// The form that was refused, if one was.
  let refused: (kind: DestinationKind, form: FormState)?
}

/// One destination, to be changed.
struct DestinationPage {
  let frame: SellerFrame
  let destination: PayoutDestination
  let form: FormState
}

extension SellerPortal {
  func destinationsPath(_ request: Request) async throws -> String {
    "\(try await path(request, .application))/payouts"
  }

  func destinationsPage(_ request: Request, _ problem: Problem?) async throws -> DestinationsPage {
    let kind = DestinationKind(rawValue: request.formValues["kind"] ?? "") ?? .bank
    return DestinationsPage(
      frame: try await frame(request),
      destinations: try await vendors.destinations(of: request.requireShop()),
      refused: problem.map { (kind, FormState(id: kind.rawValue, request.formValues, problem: $0)) })
  }

  func addDestination(_ request: Request) async throws -> Response {
    do {
      let added = try await vendors.addDestination(
        request.form(AddPayoutDestinationInput.self), to: request.requireShop())
      return .redirect(
        to: try await destinationsPath(request),
        flash: .success("\(added.details.masked) is stored. You get a mail about it."))
    } catch let problem as Problem where problem.kind != .notFound {
      return .html(try await destinationsPage(request, problem).html(request), status: problem.pageStatus)
    }
  }

  func destinationPage(_ request: Request, _ problem: Problem?) async throws -> DestinationPage {
    let id = try request.id("destination", as: PayoutDestinationEntity.self)
    let found = try await vendors.destinations(of: request.requireShop()).first { $0.id == id }
    guard let found else { throw Problem(.notFound) }
    return DestinationPage(
      frame: try await frame(request), destination: found,
      form: problem.map { FormState(request.formValues, problem: $0) } ?? .empty)
  }

  func editDestination(_ request: Request) async throws -> Response {
    do {
      let changed = try await vendors.editDestination(
        request.id("destination", as: PayoutDestinationEntity.self),
        request.form(EditPayoutDestinationInput.self),
        of: request.requireShop())
      return .redirect(
        to: try await destinationsPath(request),
        flash: .success("\(changed.details.masked) is saved. You get a mail about it."))
    } catch let problem as Problem where problem.kind != .notFound {
      return .html(try await destinationPage(request, problem).html(request), status: problem.pageStatus)
    }
  }
}
