import HTTPTypes

/// Names of requests in logs and answers.
enum RequestID {
  private static let maximumBytes = 64
  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// What the client (or a proxy) chose, when it is a plain word; otherwise a new one.
  static func of(_ headers: HTTPHeaders) -> String {
    if let given = headers[.requestID], isPlain(given) { return given }
    return make()
  }

  /// 13 random letters and digits: few enough bytes to need no allocation.
  static func make() -> String {
    let bits = UInt64.random(in: .min ... .max)
    return String(unsafeUninitializedCapacity: 13) { buffer in
      for index in 0..<13 { buffer[index] = digits[Int(truncatingIfNeeded: bits >> UInt64(index * 5) & 31)] }
      return 13
    }
  }

  static func isPlain(_ text: String) -> Bool {
    (1...maximumBytes).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
          || $0 == 46
      }
  }
}
