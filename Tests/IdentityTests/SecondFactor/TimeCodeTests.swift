import Gateways
import Kernel
import Testing

@testable import Identity

struct TimeCodeTests {
  /// RFC 6238, appendix B, the rows of SHA-1.
  @Test(
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ] as [(Int64, String)])
  func standardVectors(_ seconds: Int64, _ code: String) {
    let secret = Array("12345678901234567890".utf8)
    let step = TimeCode.step(at: Timestamp(milliseconds: seconds * 1000))
    #expect(TimeCode.code(secret, step: step, digits: 8) == code)
    #expect(TimeCode.code(secret, step: step) == String(code.suffix(6)))
  }

  /// RFC 4648, section 10, without padding.
  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
    ("foobar", "MZXW6YTBOI"),
  ])
  func base32(_ plain: String, _ encoded: String) {
    #expect(Base32Text.encode(Array(plain.utf8)) == encoded)
  }

  @Test func onlyTheStepsAroundNowCount() {
    let secret = TimeCode.makeSecret()
    let now = Timestamp(milliseconds: 1_767_225_610_000)
    let step = TimeCode.step(at: now)
    for offset in Int64(-3)...3 {
      let code = TimeCode.code(secret, step: step + offset)
      let isNear = abs(offset) <= 1
      #expect((TimeCode.matchingStep(code, secret, at: now, after: -1) == step + offset) == isNear)
    }
    let code = TimeCode.code(secret, step: step)
    #expect(TimeCode.matchingStep(code, secret, at: now, after: step) == nil)
    #expect(TimeCode.matchingStep(code, secret, at: now, after: step - 1) == step)
  }

  @Test func theAddressForAppsNamesSiteAndAccount() throws {
    let secret = Array("12345678901234567890".utf8)
    let uri = TimeCode.uri(secret, account: "ada+1@example.org", issuer: "Ada & Söhne")
    #expect(uri.hasPrefix("otpauth://totp/Ada%20%26%20S%C3%B6hne:ada%2B1%40example.org?"))
    #expect(uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&"))
    #expect(uri.hasSuffix("&algorithm=SHA1&digits=6&period=30"))
    let code = try #require(QRCode(uri))
    #expect(code.modules.count == code.width * code.width)
    // The three corners of every QR code.
    for corner in [0, code.width - 7, (code.width - 7) * code.width] {
      #expect(code.modules[corner..<(corner + 7)].allSatisfy { $0 })
    }
    #expect(code.path.hasPrefix("M0 0h7v1h-7z"))
  }

  @Test func recoveryCodesDiffer() {
    let codes = RecoveryCodes.make().codes
    #expect(Set(codes).count == 10)
    for code in codes {
      #expect(code.wholeMatch(of: /[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){3}/) != nil)
    }
  }
}
