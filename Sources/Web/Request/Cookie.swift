/// A cookie to set. Always `HttpOnly`, `SameSite=Lax`, `Path=/`, and where the site is served by https `Secure`.
/// There Souk's own go by names with `__Host-` before them: browsers take such a cookie only from the very host
/// that gets it back, so no other host below the same domain can plant one.
package struct Cookie: Hashable, Sendable {
  /// The cookie that holds a page visitor's session.
  package static let sessionName = "souk_session"
  /// Every cookie of Souk begins so.
  static let prefix = "souk_"
  private static let hostPrefix = "__Host-"

  package let name: String
  package let value: String
  /// Seconds until the browser forgets it; `nil` when it closes.
  package let maximumAgeSeconds: Int?

  /// A cookie of this site; the value is percent-encoded on the way.
  package init(_ name: String, _ value: String, maximumAgeSeconds: Int? = nil) {
    self.name = name
    self.value = value
    self.maximumAgeSeconds = maximumAgeSeconds
  }

  /// Makes the browser forget the cookie.
  package static func removing(_ name: String) -> Cookie { Cookie(name, "", maximumAgeSeconds: 0) }

  /// The value of `Set-Cookie`.
  func header(isSecure: Bool) -> String {
    let fullName = isSecure && name.hasPrefix(Cookie.prefix) ? Cookie.hostPrefix + name : name
    var text = "\(fullName)=\(PercentCoding.encode(value)); Path=/; HttpOnly; SameSite=Lax"
    if let maximumAgeSeconds { text += "; Max-Age=\(maximumAgeSeconds)" }
    if isSecure { text += "; Secure" }
    return text
  }

  /// The decoded value of the cookie `name` in a `Cookie` header.
  static func value(of name: String, in header: String) -> String? {
    for piece in header.utf8.split(separator: UInt8(ascii: ";")) {
      let trimmed = piece.drop { $0 == 32 || $0 == 9 }
      guard let equals = trimmed.firstIndex(of: UInt8(ascii: "=")),
        trimmed[..<equals].elementsEqual(name.utf8)
      else { continue }
      var value = trimmed[trimmed.index(after: equals)...]
      while let last = value.last, last == 32 || last == 9 { value = value.dropLast() }
      if value.count >= 2, value.first == 34, value.last == 34 { value = value.dropFirst().dropLast() }
      return PercentCoding.decode(value)
    }
    return nil
  }

  /// A `Cookie` header of a site that is served by https, with Souk's cookies under their plain names and without
  /// those that came under them.
  static func hostOnly(_ header: String) -> String {
    let kept = header.split(separator: ";").compactMap { piece -> Substring? in
      let pair = Substring(piece.trimmingSpaces)
      if pair.hasPrefix(hostPrefix + prefix) { return pair.dropFirst(hostPrefix.count) }
      return pair.hasPrefix(prefix) ? nil : pair
    }
    return kept.joined(separator: "; ")
  }

  /// Whether a `Cookie` header holds any cookie of Souk, without allocating.
  static func hasOwn(in header: String) -> Bool {
    var atStart = true
    var matched = 0
    let wanted = prefix.utf8
    for byte in header.utf8 {
      if atStart && (byte == 32 || byte == 9) { continue }
      if byte == UInt8(ascii: ";") {
        atStart = true
        matched = 0
        continue
      }
      atStart = false
      guard matched >= 0 else { continue }
      guard byte == wanted[wanted.index(wanted.startIndex, offsetBy: matched)] else {
        matched = -1
        continue
      }
      matched += 1
      if matched == wanted.count { return true }
    }
    return false
  }
}
