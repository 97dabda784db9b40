import Foundation
import Kernel
import Testing

@testable import Gateways

@Suite struct PasswordHasherTests {
  /// From the test vectors of OpenBSD's bcrypt, as jBCrypt ships them.
  @Test(
    arguments: [
      ("a", "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe"),
      ("abc", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"),
      ("abcdefghijklmnopqrstuvwxyz", "$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC"),
      ("~!@#$%^&*()      ~!@#$%^&*()PNBFRD", "$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO"),
    ])
  func knowsTheVectors(password: String, hash: String) async throws {
    let hasher = try PasswordHasher(cost: 4)
    #expect(try await hasher.verify(password, hash))
    #expect(try await !hasher.verify(password + "x", hash))
  }

  @Test func verifiesItsOwn() async throws {
    let hasher = try PasswordHasher(cost: 4)
    let hash = try await hasher.hash("correct horse")
    let again = try await hasher.hash("correct horse")
    #expect(hash.hasPrefix("$2b$04$") && hash.count == 60)
    #expect(hash != again)
    #expect(try await hasher.verify("correct horse", hash))
    #expect(try await !hasher.verify("Correct horse", hash))
    #expect(try await !hasher.verify("", hash))
    #expect(try await !hasher.verify("correct horse", nil))
  }

  @Test func countsEveryCharacterOfALongPassword() async throws {
    let hasher = try PasswordHasher(cost: 4)
    let long = String(repeating: "x", count: 80)
    let hash = try await hasher.hash(long + "a")
    #expect(try await hasher.verify(long + "a", hash))
    #expect(try await !hasher.verify(long + "b", hash))
    let zero = try await hasher.hash("ab\0c")
    #expect(try await hasher.verify("ab\0c", zero))
    #expect(try await !hasher.verify("ab\0d", zero))
    #expect(try await !hasher.verify("ab", zero))
    #expect(PasswordHasher.phrase(String(repeating: "x", count: 72)).count == 72)
    #expect(PasswordHasher.phrase(String(repeating: "x", count: 73)).count == 44)
  }

  @Test func takesTheSameLetterInEitherForm() async throws {
    let hasher = try PasswordHasher(cost: 4)
    let hash = try await hasher.hash("caf\u{E9}")
    #expect(try await hasher.verify("cafe\u{301}", hash))
  }

  @Test(arguments: [
    "", "x", "$2b$04$short", "*0", "$1$abc$def", "$2b$99$" + String(repeating: "a", count: 53),
  ])
  func matchesNothingWithABrokenHash(hash: String) async throws {
    let hasher = try PasswordHasher(cost: 4)
    #expect(try await !hasher.verify("x", hash))
  }

  @Test func saysWhenToHashAgain() async throws {
    let cheap = try PasswordHasher(cost: 4)
    let dear = try PasswordHasher(cost: 5)
    let hash = try await cheap.hash("x")
    #expect(!cheap.needsRehash(hash))
    #expect(dear.needsRehash(hash))
    #expect(cheap.needsRehash("plain"))
  }

  @Test func makesTokens() {
    let tokens = Set((0..<1000).map { _ in SecureToken.make() })
    #expect(tokens.count == 1000)
    #expect(
      tokens.allSatisfy {
        $0.count == 43 && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
      })
    #expect(SecureToken.makeCode(digits: 6).wholeMatch(of: #/\d{6}/#) != nil)
    #expect(SecureToken.hash("x").count == 32)
    #expect(
      SecureToken.contentHash(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SecureToken.isEqual([1, 2], [1, 2]) && !SecureToken.isEqual([1, 2], [1, 3])
        && !SecureToken.isEqual([1], []))
  }
}
