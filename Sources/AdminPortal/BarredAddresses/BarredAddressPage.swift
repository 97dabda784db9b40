import Kernel
import Presentation
import Vendors
import Web

/// The address to look for. It stands in the body and not in the path, so that no log holds it.
private struct BarredAddressForm: Input {
  let email: EmailAddress

  init(from input: inout InputReader) throws {
    email = input.required("email", .email)
  }
}

/// Addresses that can't sign up any more.
struct BarredAddressPage {
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
    try await RefusedForm.answer(request) {
      let found = try await vendors.findBarredAddress(request.form(BarredAddressForm.self).email)
      let form = FormState(values: ["email": request.formValues["email"] ?? ""])
      let page = try await barredAddresses(
        request, form, found.map { BarredAddressPage.Answer.barred($0) } ?? .free)
      return .html(page.html(request))
    } again: { form, _ in
      try await barredAddresses(request, form).html(request)
    }
  }

  func liftBar(_ request: Request) async throws -> Response {
    try await vendors.liftBar(request.parameter("address"))
    return .redirect(to: AdminPaths.barredAddresses, flash: .success("The address can sign up again."))
  }
}
