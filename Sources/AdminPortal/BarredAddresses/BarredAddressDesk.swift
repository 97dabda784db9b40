import Kernel
import Vendors
import Web

enum BarredAddressDeskRoutes {
  static func routes(_ portal: AdminPortal) -> [Route] {
    [
      .page(.get, BarredAddressPage.path, .admin(.bans)) { request in
        .html(try await portal.barredAddresses(request).html(request))
      },
      .page(.post, "\(BarredAddressPage.path)/searches", .admin(.bans)) { request in
        try await portal.searchBarredAddress(request)
      },
      .page(.post, "\(BarredAddressPage.path)/{address}/lift", .admin(.bans)) { request in
        try await portal.liftBar(request)
      },
    ]
  }
}

/// The address to look for. It stands in the body and not in the path, so that no log holds it.
private struct AddressQuestion: Input {
  let email: EmailAddress

  init(from input: inout InputReader) throws {
    email = input.required("email", .email)
  }
}

/// Addresses that can't sign up any more.
struct BarredAddressPage {
  static let path = "/admin/barred-addresses"

  /// What a search found.
  enum Answer {
    case none
    case barred(BarredAddress)
    case free
  }

  let frame: AdminFrame
  let addresses: Page<BarredAddress>
  let shops: [ShopID: Shop]
  let form: FormState
  let answer: Answer
  let isFirst: Bool
}

extension AdminPortal {
  func barredAddresses(
    _ request: Request, _ form: FormState = .empty, _ answer: BarredAddressPage.Answer = .none
  ) async throws -> BarredAddressPage {
    let page = try request.page()
    let addresses = try await vendors.barredAddresses(page)
    return BarredAddressPage(
      frame: try await frame(request), addresses: addresses,
      shops: try await vendors.shops(Set(addresses.items.map(\.shop))), form: form, answer: answer,
      isFirst: page.cursor == nil)
  }

  /// Answers in the page itself: a redirect would carry the address.
  func searchBarredAddress(_ request: Request) async throws -> Response {
    let form = FormState(values: ["email": request.formValues["email"] ?? ""])
    do {
      let found = try await vendors.barredAddress(request.form(AddressQuestion.self).email)
      return .html(try await barredAddresses(request, form, .barred(found)).html(request))
    } catch let problem as Problem where problem.kind == .notFound {
      return .html(try await barredAddresses(request, form, .free).html(request))
    } catch let problem as Problem where problem.kind == .invalidInput {
      let page = try await barredAddresses(request, FormState(request.formValues, problem: problem))
      return .html(page.html(request), status: .unprocessableContent)
    }
  }

  func liftBar(_ request: Request) async throws -> Response {
    try await vendors.liftBar(request.parameter("address"))
    return .redirect(to: BarredAddressPage.path, flash: .success("The address can sign up again."))
  }
}
