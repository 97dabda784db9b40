import Kernel
import Web

/// What the chooser sends; nothing for the shops' own prices.
private struct MarketForm: Input {
  let code: String?

  init(from input: inout InputReader) throws {
    code = input.optional("market", .text(0...100)).flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Storefront {
  /// Keeps the choice in the browser; leads back to where it was made. Throws `.notFound` for a market that nobody can be
  /// in.
  func chooseMarket(_ request: Request) async throws -> Response {
    guard let code = try request.form(MarketForm.self).code else {
      return .redirect(to: pageBefore(request, without: "market")).setting(RequestMarket.noCookie)
    }
    guard let market = try await catalog.activeMarkets().first(where: { $0.code == code }) else {
      throw Problem(.notFound)
    }
    return .redirect(to: pageBefore(request, without: "market")).setting(RequestMarket.cookie(market))
  }
}
