import Crypto
import Foundation
import Kernel

/// A request as its signature sees it.
struct AWSRequest: Sendable {
  var method: String
  /// The name of the other side, with its port unless that is the usual one.
  var host: String
  /// The path as it is meant, not encoded.
  var path: String
  var query: [(name: String, value: String)] = []
  /// Fields that are signed besides the host.
  var fields: [HTTPClientField] = []
  /// SHA-256 of the content in hexadecimal digits.
  var contentHash: String

  /// The path with everything but letters, digits, `-._~` and slashes percent-encoded, once, as S3 wants it.
  var encodedPath: String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { FormCoding.encode(String($0)) }
      .joined(separator: "/")
  }

  /// The query in the order of its encoded names and values.
  var encodedQuery: String {
    query.map { (FormCoding.encode($0.name), FormCoding.encode($0.value)) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
      .map { "\($0.0)=\($0.1)" }.joined(separator: "&")
  }
}

/// Signs requests by AWS's Signature Version 4, which S3 and its compatibles take.
struct AWSSignature: Sendable {
  private static let algorithm = "AWS4-HMAC-SHA256"
  /// Stands for the hash of a content that is not signed, in addresses that anybody may use for a while.
  static let unsigned = "UNSIGNED-PAYLOAD"

  let accessKey: String
  let secretKey: String
  let region: String
  let service: String

  /// The value of the `Authorization` field. The request carries `X-Amz-Date` of the same moment, or `Date`.
  func authorization(of request: AWSRequest, at moment: Timestamp) -> String {
    let (names, _) = Self.canonicalFields(request)
    return Self.algorithm + " Credential=\(accessKey)/\(scope(moment)), SignedHeaders=\(names), "
      + "Signature=\(signature(of: request, at: moment))"
  }

  /// The query of an address that whoever has it may use for so many seconds, a week at most.
  func presignedQuery(of request: AWSRequest, at moment: Timestamp, seconds: Int) -> String {
    var signed = request
    signed.query += [
      ("X-Amz-Algorithm", Self.algorithm), ("X-Amz-Credential", "\(accessKey)/\(scope(moment))"),
      ("X-Amz-Date", Self.time(moment)), ("X-Amz-Expires", String(min(max(1, seconds), 604_800))),
      ("X-Amz-SignedHeaders", Self.canonicalFields(request).names),
    ]
    signed.contentHash = Self.unsigned
    return signed.encodedQuery + "&X-Amz-Signature=\(signature(of: signed, at: moment))"
  }

  /// The moment as `20130524T000000Z`.
  static func time(_ moment: Timestamp) -> String {
    String(moment.rfc3339.prefix(19)).replacing("-", with: "").replacing(":", with: "") + "Z"
  }

  private func scope(_ moment: Timestamp) -> String {
    "\(Self.time(moment).prefix(8))/\(region)/\(service)/aws4_request"
  }

  private func signature(of request: AWSRequest, at moment: Timestamp) -> String {
    let (names, lines) = Self.canonicalFields(request)
    let canonical = [
      request.method, request.encodedPath, request.encodedQuery, lines, names, request.contentHash,
    ].joined(separator: "\n")
    let text = [
      Self.algorithm, Self.time(moment), scope(moment), SecureToken.contentHash(Array(canonical.utf8)),
    ].joined(separator: "\n")
    var key = Array("AWS4\(secretKey)".utf8)
    for part in [String(Self.time(moment).prefix(8)), region, service, "aws4_request"] {
      key = Self.code(part, key)
    }
    return Self.digits(Self.code(text, key))
  }

  /// The names of all fields, and a line for each.
  private static func canonicalFields(_ request: AWSRequest) -> (names: String, lines: String) {
    let fields = ([HTTPClientField("host", request.host)] + request.fields)
      .map { (name: $0.name.lowercased(), value: $0.value.split(separator: " ").joined(separator: " ")) }
      .sorted { $0.name < $1.name }
    return (
      fields.map(\.name).joined(separator: ";"), fields.map { "\($0.name):\($0.value)\n" }.joined()
    )
  }

  private static func code(_ text: String, _ key: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
  }

  private static func digits(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
