import Gateways
import Kernel
import Web

/// How long a browser waits for the person, in milliseconds.
private let ceremonyMilliseconds: Int64 = passkeyChallengeSeconds * 1000

// What browsers take, in the JSON that `PublicKeyCredential.parseCreationOptionsFromJSON` and
// `parseRequestOptionsFromJSON` read.
/// What a browser needs to make a passkey.
struct PasskeyCreationOutput: Output {
  let creation: PasskeyCreation

  static let fields: [OutputField<Self>] = [
    .init("rp") { PasskeyPartyOutput(id: $0.creation.site, name: $0.creation.siteName) },
    .init("user") {
      PasskeyUserOutput(id: $0.creation.userHandle, name: $0.creation.email, displayName: $0.creation.name)
    },
    .init("challenge") { $0.creation.challenge },
    .init("pubKeyCredParams") { _ in PasskeyPublicKey.algorithms.map { PasskeyAlgorithmOutput(number: $0) } },
    .init("timeout") { _ in ceremonyMilliseconds },
    .init("excludeCredentials") { $0.creation.known.map(PasskeyDescriptorOutput.init) },
    .init("authenticatorSelection") { _ in PasskeySelectionOutput() },
    .init("attestation") { _ in "none" },
  ]
}

/// What a browser needs to show a passkey.
struct PasskeyRequestOutput: Output {
  let wanted: PasskeyRequest

  static let fields: [OutputField<Self>] = [
    .init("rpId") { $0.wanted.site },
    .init("challenge") { $0.wanted.challenge },
    .init("timeout") { _ in ceremonyMilliseconds },
    .init("userVerification") { _ in "required" },
  ]
}

/// A passkey that the account has already.
struct PasskeyDescriptorOutput: Output {
  let known: KnownCredential

  static let fields: [OutputField<Self>] = [
    .init("type") { _ in "public-key" },
    .init("id") { Base64URL.encode($0.known.id) },
    .init("transports") { $0.known.transports },
  ]
}

/// The site.
struct PasskeyPartyOutput: Output {
  let id: String
  let name: String

  static let fields: [OutputField<Self>] = [.init("id") { $0.id }, .init("name") { $0.name }]
}

/// The person.
struct PasskeyUserOutput: Output {
  let id: [UInt8]
  let name: String
  let displayName: String

  static let fields: [OutputField<Self>] = [
    .init("id") { Base64URL.encode($0.id) }, .init("name") { $0.name },
    .init("displayName") { $0.displayName },
  ]
}

/// A way to sign, by COSE's number.
struct PasskeyAlgorithmOutput: Output {
  let number: Int64

  static let fields: [OutputField<Self>] = [
    .init("type") { _ in "public-key" }, .init("alg") { $0.number },
  ]
}

/// Which authenticators are asked: such that find the credential by themselves and verify their holder.
struct PasskeySelectionOutput: Output {
  static let fields: [OutputField<Self>] = [
    .init("residentKey") { _ in "required" },
    .init("requireResidentKey") { _ in true },
    .init("userVerification") { _ in "required" },
  ]
}
