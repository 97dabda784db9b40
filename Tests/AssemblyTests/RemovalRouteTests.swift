import Assembly
import Kernel
import MarketSupport
import Testing

@testable import Web

/// Whoever names the state that they saw has it compared under the lock of what is removed.
struct RemovalRouteTests {
  /// Those that don't, and why.
  private static let exceptions: [String: String] = [
    "/me/sessions": "what it shows is when each device was used last, as by this request",
    "/me/second-factor":
      "its code or password is asked for instead, and a recovery code changes what is shown",
  ]

  @Test func everyRemovalOfWhatIsShownComparesTheState() async throws {
    try await withMarket(.sqlite) { market in
      let routes = market.assembly.routes().filter { $0.kind == .api }
      let shown = Set(routes.filter { $0.method == .get }.map(\.path))
      let removals = routes.filter { $0.method == .delete && shown.contains($0.path) }
      let without = removals.filter { !$0.comparesState }.map {
        String($0.path.dropFirst(Route.apiPrefix.count))
      }
      #expect(Set(without) == Set(Self.exceptions.keys))
      #expect(removals.count > 10)
    }
  }
}
