import Gateways
import Kernel
import Web

/// How long a browser waits for the person, in milliseconds.
private let ceremonyMilliseconds: Int64 = passkeyChallengeSeconds * 1000

// What browsers take, in the JSON that `PublicKeyCredential.parseCreationOptionsFromJSON` and
// `parseRequestOptionsFromJSON` read.
extension PasskeyCreation: Output {
  package static let fields: [OutputField<Self>] = [
    .init("rp") { PasskeyParty(id: $0.site, name: $0.siteName) },
    .init("user") { PasskeyUser(id: $0.userHandle, name: $0.email, displayName: $0.name) },
    .init("challenge") { $0.challenge },
    .init("pubKeyCredParams") { _ in PasskeyPublicKey.algorithms.map { PasskeyAlgorithm(number: $0) } },
    .init("timeout") { _ in ceremonyMilliseconds },
    .init("excludeCredentials") { $0.known },
    .init("authenticatorSelection") { _ in PasskeySelection() },
    .init("attestation") { _ in "none" },
  ]
}

extension PasskeyRequest: Output {
  package static let fields: [OutputField<Self>] = [
    .init("rpId") { $0.site },
    .init("challenge") { $0.challenge },
    .init("timeout") { _ in ceremonyMilliseconds },
    .init("userVerification") { _ in "required" },
  ]
}

extension KnownCredential: Output {
  static let schemaName = "PasskeyDescriptor"
  static let fields: [OutputField<Self>] = [
    .init("type") { _ in "public-key" },
    .init("id") { Base64URL.encode($0.id) },
    .init("transports") { $0.transports },
  ]
}

/// The site.
struct PasskeyParty: Output {
  let id: String
  let name: String

  static let fields: [OutputField<Self>] = [.init("id") { $0.id }, .init("name") { $0.name }]
}

/// The person.
struct PasskeyUser: Output {
  let id: [UInt8]
  let name: String
  let displayName: String

  static let fields: [OutputField<Self>] = [
    .init("id") { Base64URL.encode($0.id) }, .init("name") { $0.name },
    .init("displayName") { $0.displayName },
  ]
}

/// A way to sign, by COSE's number.
struct PasskeyAlgorithm: Output {
  let number: Int64

  static let fields: [OutputField<Self>] = [
    .init("type") { _ in "public-key" }, .init("alg") { $0.number },
  ]
}

/// Which authenticators are asked: such that find the credential by themselves and verify their holder.
struct PasskeySelection: Output {
  static let fields: [OutputField<Self>] = [
    .init("residentKey") { _ in "required" },
    .init("requireResidentKey") { _ in true },
    .init("userVerification") { _ in "required" },
  ]
}
