import Foundation

/// Where a bucket is and who may use it.
package struct S3Place: Sendable, CustomStringConvertible {
  /// The service's address without a slash at its end, as `https://s3.eu-central-1.amazonaws.com`.
  package let endpoint: String
  package let bucket: String
  package let region: String
  package let accessKey: String
  let secretKey: String

  /// A bucket at an http or https address; `nil` when the address is none.
  package init?(endpoint: String, bucket: String, region: String, accessKey: String, secretKey: String) {
    guard let url = URL(string: endpoint), ["http", "https"].contains(url.scheme), url.host() != nil,
      url.query() == nil
    else { return nil }
    var text = endpoint
    while text.hasSuffix("/") { text.removeLast() }
    self.endpoint = text
    self.bucket = bucket
    self.region = region
    self.accessKey = accessKey
    self.secretKey = secretKey
  }

  /// Without the keys, so that no log has them.
  package var description: String { "\(endpoint)/\(bucket)" }

  /// What the `Host` field says.
  var host: String {
    let url = URL(string: endpoint)
    let name = url?.host(percentEncoded: false) ?? ""
    let shown = name.contains(":") ? "[\(name)]" : name
    guard let port = url?.port, port != (url?.scheme == "https" ? 443 : 80) else { return shown }
    return "\(shown):\(port)"
  }

  /// The bucket's path; a key follows behind a slash. Buckets are named in the path, which every service takes.
  var path: String { "\(URL(string: endpoint)?.path() ?? "")/\(bucket)" }

  /// The address without its path.
  var origin: String {
    guard let slashes = endpoint.range(of: "://"),
      let slash = endpoint[slashes.upperBound...].firstIndex(of: "/")
    else { return endpoint }
    return String(endpoint[..<slash])
  }

  var signature: AWSSignature {
    AWSSignature(accessKey: accessKey, secretKey: secretKey, region: region, service: "s3")
  }
}
