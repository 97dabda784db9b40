import Foundation
import Gateways
import Kernel

/// Where pictures and other files for everybody lie, and where browsers get them.
struct ObjectSettings: Sendable {
  /// `nil` keeps them in a folder.
  let bucket: S3Place?
  /// The base of their addresses without a slash at its end; `nil` when the program itself serves them.
  let publicRoot: String?

  /// What pages may load pictures from besides the marketplace itself.
  var imageSources: [String] {
    guard let publicRoot, let slashes = publicRoot.range(of: "://") else { return [] }
    let end = publicRoot[slashes.upperBound...].firstIndex(of: "/") ?? publicRoot.endIndex
    return [String(publicRoot[..<end])]
  }
}

extension Settings {
  /// What is set about files for everybody.
  static func objects(_ reader: inout SettingsReader, publicURL: String) -> ObjectSettings {
    let endpoint = reader.optional(
      "S3_ENDPOINT",
      "Address of the service that has the bucket, as `https://storage.example`. Without it: AWS, in `S3_REGION`."
    )
    let bucket = reader.optional(
      "S3_BUCKET",
      "Bucket of the marketplace's own, in S3 or a service that speaks as it does, for pictures. Without it they are"
        + " files under `DATA_DIR/media`.")
    let region = reader.text("S3_REGION", default: "us-east-1", "Region of the bucket.")
    let accessKey = reader.optional("S3_ACCESS_KEY_ID", "Name of the key that may use the bucket.")
    let secretKey = reader.optional("S3_SECRET_ACCESS_KEY", "That key, a secret.")
    let root = publicRoot(&reader, publicURL)
    guard let bucket else {
      if endpoint != nil { reader.reject("S3_BUCKET", "must be set when S3_ENDPOINT is") }
      return ObjectSettings(bucket: nil, publicRoot: root)
    }
    if accessKey == nil { reader.reject("S3_ACCESS_KEY_ID", "must be set when S3_BUCKET is") }
    if secretKey == nil { reader.reject("S3_SECRET_ACCESS_KEY", "must be set when S3_BUCKET is") }
    if bucket.wholeMatch(of: /[a-z0-9][a-z0-9.\-]{1,61}[a-z0-9]/) == nil {
      reader.reject("S3_BUCKET", "must have 3 to 63 small letters, digits, points and hyphens")
    }
    let place = S3Place(
      endpoint: endpoint ?? "https://s3.\(region).amazonaws.com", bucket: bucket, region: region,
      accessKey: accessKey ?? "", secretKey: secretKey ?? "")
    if place == nil { reader.reject("S3_ENDPOINT", "must be an http or https address") }
    return ObjectSettings(bucket: place, publicRoot: root)
  }

  private static func publicRoot(_ reader: inout SettingsReader, _ publicURL: String) -> String? {
    let text = reader.optional(
      "CDN_URL",
      "Base of pictures' addresses, as `https://cdn.example/media`; `/products/…` below it must lead to the bucket's"
        + " objects, or to `PUBLIC_URL/media/products/…`. Without it the marketplace serves them itself.")
    guard var text else { return nil }
    while text.hasSuffix("/") { text.removeLast() }
    guard text.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-]+(:[0-9]+)?(\/[A-Za-z0-9._~\/\-]*)?/) != nil else {
      reader.reject("CDN_URL", "must be an http or https address without a query")
      return nil
    }
    if publicURL.hasPrefix("https://"), !text.hasPrefix("https://") {
      reader.reject("CDN_URL", "must begin with https:// when PUBLIC_URL does")
    }
    return text
  }

  /// The store of files for everybody.
  func mediaStore(_ clock: Clock) -> any ObjectStore {
    let root = objects.publicRoot ?? "/media"
    guard let bucket = objects.bucket else {
      return LocalObjects(folder: folder("media"), publicRoot: root)
    }
    return S3Objects(bucket, publicRoot: root, clock: clock)
  }
}
