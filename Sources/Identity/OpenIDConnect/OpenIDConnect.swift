import Gateways
import Kernel

/// The sites whose accounts people may log in with.
package struct OpenIDConnect: Sendable {
  private let clients: [OpenIDClient]

  /// These sites, reached by `transport`.
  package init(_ providers: [OpenIDProvider], transport: any OpenIDTransport, clock: Clock) {
    clients = providers.map { OpenIDClient($0, transport: transport, clock: clock) }
  }

  private init() { clients = [] }

  /// No sites.
  package static let none = OpenIDConnect()

  /// The sites in the order of the settings.
  package var providers: [OpenIDProvider] { clients.map(\.provider) }

  /// The site with this name. Throws `OpenIDError.unknownProvider`.
  func client(_ name: String) throws(OpenIDError) -> OpenIDClient {
    guard let client = clients.first(where: { $0.provider.name == name }) else { throw .unknownProvider }
    return client
  }
}
