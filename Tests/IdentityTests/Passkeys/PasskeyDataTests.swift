import Crypto
import Foundation
import Gateways
import TestSupport
import Testing

@testable import Identity

struct PasskeyDataTests {
  @Test func readsBothKindsOfKeys() throws {
    let p256 = SoftAuthenticator()
    let ed25519 = SoftAuthenticator(key: .ed25519(Curve25519.Signing.PrivateKey()))
    for device in [p256, ed25519] {
      let key = try PasskeyPublicKey(bytes: CBORWriter.write(device.cose))
      let data = Array("what is signed".utf8)
      let signature = try device.sign(data)
      #expect(key.isSigned(data, by: signature))
      #expect(!key.isSigned(data + [1], by: signature))
      #expect(!key.isSigned(data, by: []))
      #expect(!key.isSigned(data, by: Array(signature.dropLast())))
      var bent = signature
      bent[bent.count - 1] ^= 1
      #expect(!key.isSigned(data, by: bent))
    }
  }

  @Test func refusesOtherKeys() throws {
    guard case .map(let good) = SoftAuthenticator().cose else { return }
    let changes: [(CBOR, CBOR?)] = [
      (.integer(1), .integer(3)), (.integer(1), nil), (.integer(3), .integer(-257)),
      (.integer(3), .integer(-8)),
      (.integer(3), nil), (.integer(-1), .integer(2)), (.integer(-1), nil), (.integer(-2), nil),
      (.integer(-2), .bytes([UInt8](repeating: 0, count: 31))),
      (.integer(-2), .bytes([UInt8](repeating: 1, count: 32))), (.integer(-3), .boolean(true)),
      (.integer(-3), .bytes([UInt8](repeating: 7, count: 32))), (.integer(-3), nil),
      // The private part, and others that don't belong there.
      (.integer(-4), .bytes([UInt8](repeating: 1, count: 32))), (.integer(4), .array([.integer(1)])),
    ]
    for (name, value) in changes {
      var members = good
      members[name] = value
      #expect(throws: PasskeyError.badKey) { try PasskeyPublicKey(.map(members)) }
    }
    #expect(throws: PasskeyError.badKey) { try PasskeyPublicKey(.array([])) }
    #expect(throws: PasskeyError.badKey) { try PasskeyPublicKey(bytes: [0xA0, 0]) }
  }

  @Test func authenticatorDataIsReadWhole() throws {
    let device = SoftAuthenticator(flags: 0x1D, signCount: 0x0102_0304)
    let bytes = device.authenticatorData(withCredential: true)
    let data = try AuthenticatorData(bytes)
    #expect(data.signCount == 0x0102_0304)
    #expect(data.mayBeBackedUp && data.isBackedUp && data.isPresent && data.isVerified)
    #expect(data.credential?.id == device.credentialID)
    #expect(data.credential?.keyBytes == CBORWriter.write(device.cose))
    for count in 0..<bytes.count {
      #expect(throws: PasskeyError.self) { try AuthenticatorData(Array(bytes[..<count])) }
    }
    #expect(throws: PasskeyError.badAuthenticatorData) { try AuthenticatorData(bytes + [0]) }
    // Backed up, but not able to be.
    let odd = SoftAuthenticator(flags: 0x15).authenticatorData(withCredential: false)
    #expect(throws: PasskeyError.badAuthenticatorData) { try AuthenticatorData(odd) }
    // Extensions that are announced must be there, and a map.
    let announced = SoftAuthenticator(flags: 0x85).authenticatorData(withCredential: false)
    #expect(throws: PasskeyError.badAuthenticatorData) { try AuthenticatorData(announced) }
    #expect(throws: PasskeyError.badAuthenticatorData) { try AuthenticatorData(announced + [0x80]) }
    #expect(try AuthenticatorData(announced + [0xA0]).credential == nil)
  }

  @Test func attestationsAreOfTheTwoKinds() throws {
    let client = Array("{}".utf8)
    let hash = Array(SHA256.hash(data: client))
    for device in [
      SoftAuthenticator(format: "none"), SoftAuthenticator(format: "packed"),
      SoftAuthenticator(key: .ed25519(Curve25519.Signing.PrivateKey()), format: "packed"),
    ] {
      let object = try device.attestation(client)
      #expect(try Attestation.read(object, clientDataHash: hash).credential?.id == device.credentialID)
      #expect(throws: PasskeyError.self) { try Attestation.read(object + [0], clientDataHash: hash) }
      #expect(throws: PasskeyError.self) {
        try Attestation.read(Array(object.dropLast()), clientDataHash: hash)
      }
    }
    let forged = try SoftAuthenticator(format: "packed", isForged: true).attestation(client)
    #expect(throws: PasskeyError.badSignature) { try Attestation.read(forged, clientDataHash: hash) }
    let unknown = try SoftAuthenticator(format: "tpm").attestation(client)
    #expect(throws: PasskeyError.badAttestation) { try Attestation.read(unknown, clientDataHash: hash) }
  }

  /// Bent in any place, an attestation is refused or read, and never breaks anything.
  @Test func bentAttestationsDoNoHarm() throws {
    var generator = SeededGenerator(seed: 7)
    let device = SoftAuthenticator(format: "packed")
    let client = Array("{}".utf8)
    let hash = Array(SHA256.hash(data: client))
    let object = try device.attestation(client)
    for _ in 0..<4_000 {
      var bent = object
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bent.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bent[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bent.remove(at: place)
        default: bent.insert(UInt8.random(in: .min ... .max, using: &generator), at: place)
        }
      }
      // The key signs all of it, so nothing that was bent is taken for good.
      if bent != object { #expect((try? Attestation.read(bent, clientDataHash: hash)) == nil) }
    }
  }

  @Test(arguments: [
    ("https://Souk.Example", "souk.example", "https://souk.example"),
    ("https://souk.example:443", "souk.example", "https://souk.example"),
    ("http://localhost:8080", "localhost", "http://localhost:8080"),
    ("https://souk.example:8443", "souk.example", "https://souk.example:8443"),
  ])
  func sitesHaveNames(_ address: String, _ id: String, _ origin: String) throws {
    let site = try #require(PasskeySite(publicURL: address))
    #expect(site.id == id)
    #expect(site.origin == origin)
  }

  @Test(arguments: ["http://127.0.0.1:8080", "http://[::1]:8080", "", "souk", "ftp://souk.example"])
  func numbersAreNoNames(_ address: String) {
    #expect(PasskeySite(publicURL: address) == nil)
  }

  @Test func base64URLIsStrict() {
    for count in 0..<40 {
      let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max) }
      #expect(Base64URL.decode(Base64URL.encode(bytes).utf8) == bytes)
    }
    for wrong in ["a", "ab=", "a+bc", "a/bc", "ab c", "äb"] { #expect(Base64URL.decode(wrong.utf8) == nil) }
  }
}
