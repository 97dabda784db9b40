import Foundation
import Gateways
import Testing

struct VaultTests {
  private let old = Vault.makeKey(named: "2025")
  private let new = Vault.makeKey(named: "2026")

  @Test func whatIsSealedOpensForItsOwnContextOnly() throws {
    let vault = try Vault(keys: new)
    let sealed = try vault.seal("DE89 3704 0044 0532 0130 00", context: "iban:1")
    #expect(try vault.text(sealed, context: "iban:1") == "DE89 3704 0044 0532 0130 00")
    #expect(throws: VaultError.damaged) { try vault.open(sealed, context: "iban:2") }
    #expect(!String(decoding: sealed, as: UTF8.self).contains("3704"))
  }

  @Test func everySealingIsDifferent() throws {
    let vault = try Vault(keys: new)
    #expect(try vault.seal("same", context: "c") != vault.seal("same", context: "c"))
  }

  @Test func anOlderKeyOpensAndTheFirstSeals() throws {
    let before = try Vault(keys: old)
    let sealed = try before.seal("secret", context: "c")
    let both = try Vault(keys: "\(new),\(old)")
    #expect(try both.text(sealed, context: "c") == "secret")
    #expect(!both.isCurrent(sealed))
    let again = try both.seal(both.open(sealed, context: "c"), context: "c")
    #expect(both.isCurrent(again))
    let after = try Vault(keys: new)
    #expect(try after.text(again, context: "c") == "secret")
    #expect(throws: VaultError.unknownKey("2025")) { try after.open(sealed, context: "c") }
  }

  @Test func anyChangedByteIsNoticed() throws {
    let vault = try Vault(keys: new)
    let sealed = try vault.seal("secret", context: "c")
    for index in sealed.indices {
      var altered = sealed
      altered[index] ^= 1
      #expect(throws: VaultError.self) { try vault.open(altered, context: "c") }
    }
    for length in 0..<sealed.count {
      #expect(throws: VaultError.self) { try vault.open(Array(sealed.prefix(length)), context: "c") }
    }
  }

  @Test(arguments: ["", "name", "name:", "name:c2hvcnQ=", ":\(String(repeating: "A", count: 43))="])
  func keysThatAreNoneAreRefused(text: String) {
    #expect(throws: VaultError.badKeys) { try Vault(keys: text) }
  }

  @Test func hashesAreTheSameOnEveryNodeAndOtherwiseNot() throws {
    let key = Vault.makeKey(named: "a")
    let hash = try Vault(keys: key).hashing(for: "c").of("x")
    #expect(try Vault(keys: "\(key),\(new)").hashing(for: "c").of("x") == hash)
    #expect(try Vault(keys: key).hashing(for: "d").of("x") != hash)
    #expect(try Vault(keys: new).hashing(for: "c").of("x") != hash)
  }

  @Test func twoKeysOfOneNameAreRefused() {
    let text = "\(Vault.makeKey(named: "a")),\(Vault.makeKey(named: "a"))"
    #expect(throws: VaultError.badKeys) { try Vault(keys: text) }
  }
}
