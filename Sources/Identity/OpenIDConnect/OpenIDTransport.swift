import Gateways
import Kernel

/// How providers are reached.
package protocol OpenIDTransport: Sendable {
  /// Gets what is at an address. Throws what the way there throws.
  func get(_ url: String, _ fields: [HTTPClientField]) async throws -> HTTPClientAnswer
  /// Posts a form.
  func post(
    _ url: String, form: [(name: String, value: String)], _ fields: [HTTPClientField]
  ) async throws -> HTTPClientAnswer
}

extension HTTPClient: OpenIDTransport {}
