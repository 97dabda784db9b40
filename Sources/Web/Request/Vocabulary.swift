import HTTPTypes

/// The method of a request, as `.get`.
package typealias HTTPMethod = HTTPRequest.Method
/// The status of a response, as `.created`.
package typealias HTTPStatus = HTTPResponse.Status
/// The fields of a request's or a response's head.
package typealias HTTPHeaders = HTTPFields

extension HTTPField.Name {
  static let idempotencyKey = known("Idempotency-Key")
  static let requestID = known("X-Request-Id")
  static let forwardedFor = known("X-Forwarded-For")
  static let secFetchSite = known("Sec-Fetch-Site")
  static let rateLimitLimit = known("RateLimit-Limit")
  static let rateLimitRemaining = known("RateLimit-Remaining")
  static let rateLimitReset = known("RateLimit-Reset")
  static let referrerPolicy = known("Referrer-Policy")
  static let permissionsPolicy = known("Permissions-Policy")
  static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")
  static let link = known("Link")
  static let idempotentReplay = known("Idempotent-Replayed")

  /// A name that the source spells and is therefore a valid token.
  private static func known(_ name: String) -> HTTPField.Name {
    HTTPField.Name(name) ?? .location
  }
}
