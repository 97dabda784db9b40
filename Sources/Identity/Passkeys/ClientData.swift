import Crypto
import Foundation
import Gateways
import Kernel
import Web

/// What the browser says of a ceremony (WebAuthn, section 5.8.1). The authenticator signs its hash.
struct ClientData: Sendable {
  enum Ceremony: String, Sendable {
    case create = "webauthn.create"
    case get = "webauthn.get"
  }

  /// The challenge as the browser got it.
  let challenge: String
  let hash: [UInt8]

  /// Reads and checks everything but the challenge, which the database knows. Throws `PasskeyError`.
  init(_ bytes: [UInt8], _ ceremony: Ceremony, origin: String) throws(PasskeyError) {
    guard let json = try? JSONParser.parse(bytes), case .string(let type)? = json["type"],
      case .string(let challenge)? = json["challenge"], case .string(let from)? = json["origin"]
    else { throw .badClientData }
    guard type == ceremony.rawValue else { throw .wrongType }
    guard from == origin, json["topOrigin"] == nil else { throw .wrongOrigin }
    switch json["crossOrigin"] {
    case nil, .boolean(false): break
    default: throw .wrongOrigin
    }
    self.challenge = challenge
    hash = Array(SHA256.hash(data: bytes))
  }
}

/// The site that passkeys are for.
struct PasskeySite: Hashable, Sendable {
  /// Scheme, host and port, as browsers write them.
  let origin: String
  /// The host, which credentials are bound to.
  let id: String

  /// The site with this address; `nil` for one that has no name, as browsers make passkeys only for names.
  init?(publicURL: String) {
    guard let parts = URLComponents(string: publicURL.lowercased()), let scheme = parts.scheme,
      let host = parts.host, !host.isEmpty, !host.contains(":"), !host.hasPrefix("["),
      host.contains(where: \.isLetter), scheme == "https" || scheme == "http"
    else { return nil }
    let usual = scheme == "https" ? 443 : 80
    id = host
    let port = parts.port.map { $0 == usual ? "" : ":\($0)" } ?? ""
    origin = "\(scheme)://\(host)\(port)"
  }
}
