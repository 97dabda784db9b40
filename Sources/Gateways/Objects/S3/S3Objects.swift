import Crypto
import Foundation
import Kernel

/// Objects in a bucket of S3 or a service that speaks as it does. The bucket is the program's own: what was begun and
/// never ended in it is cleared away.
package struct S3Objects: ObjectStore {
  /// Keys that one request deletes or lists.
  private static let keysPerRequest = 1_000
  /// Keys hold a hash of the content, so browsers and CDNs keep what is under them.
  private static let caching = HTTPClientField("Cache-Control", "public, max-age=31536000, immutable")

  let connection: S3Connection
  private let publicRoot: String

  /// Objects of this bucket. Browsers get them below `publicRoot`, which a CDN or the program itself serves.
  package init(_ place: S3Place, publicRoot: String = "/media", clock: Clock) {
    self.init(S3Connection(place, clock: clock), publicRoot: publicRoot)
  }

  init(_ connection: S3Connection, publicRoot: String = "/media") {
    self.connection = connection
    self.publicRoot = publicRoot
  }

  /// Stores the object, in parts when it is large. Throws `ObjectStoreError`.
  package func put(_ key: String, _ bytes: [UInt8], contentType: String) async throws {
    try Self.check(key)
    let fields = [HTTPClientField("Content-Type", contentType), Self.caching]
    if bytes.count > Self.partBytes { return try await putParts(key, bytes, fields) }
    try await connection.success(S3Request(method: "PUT", key: key, fields: fields, content: bytes))
  }

  /// Reads the object; `nil` for a key that there can't be. The end of its key says its type, not the bucket. Throws
  /// `ObjectStoreError`.
  package func get(_ key: String) async throws -> StoredObject? {
    guard ObjectKey.isValid(key) else { return nil }
    let answer = try await connection.answer(S3Request(method: "GET", key: key))
    if answer.isSuccess {
      return StoredObject(bytes: answer.body, contentType: MediaType.of(fileName: key))
    }
    let failure = S3Failure(answer)
    if failure.isMissingObject { return nil }
    throw failure.error(at: connection.place)
  }

  /// Whether the object is there. Throws `ObjectStoreError`.
  package func exists(_ key: String) async throws -> Bool {
    guard ObjectKey.isValid(key) else { return false }
    let answer = try await connection.answer(S3Request(method: "HEAD", key: key))
    if answer.isSuccess { return true }
    let failure = S3Failure(answer)
    if failure.isMissingObject { return false }
    throw failure.error(at: connection.place)
  }

  /// Removes the object. Throws `ObjectStoreError`.
  package func delete(_ key: String) async throws {
    try Self.check(key)
    let answer = try await connection.answer(S3Request(method: "DELETE", key: key, content: []))
    let failure = S3Failure(answer)
    guard answer.isSuccess || failure.isMissingObject else { throw failure.error(at: connection.place) }
  }

  /// Removes all objects whose keys begin so, a thousand in a request. Throws `ObjectStoreError`.
  package func deletePrefix(_ prefix: String) async throws {
    guard prefix.hasSuffix("/") else { throw ObjectStoreError.badKey(prefix) }
    try Self.check(String(prefix.dropLast()))
    var token: String?
    repeat {
      var query = [
        (name: "list-type", value: "2"), (name: "prefix", value: prefix),
        (name: "max-keys", value: String(Self.keysPerRequest)),
      ]
      if let token { query.append((name: "continuation-token", value: token)) }
      let answer = try await connection.success(S3Request(method: "GET", query: query))
      let list = S3Document(answer.body)
      try await delete(list.all("Contents").compactMap { $0.first("Key") })
      token = list.first("IsTruncated") == "true" ? list.first("NextContinuationToken") : nil
    } while token != nil
  }

  /// Removes many objects at once, a thousand at most. Throws `ObjectStoreError` when any of them stays.
  package func delete(_ keys: [String]) async throws {
    guard !keys.isEmpty else { return }
    let rows = keys.map { "<Object><Key>\(S3Document.escaped($0))</Key></Object>" }.joined()
    let body = Array("<Delete><Quiet>true</Quiet>\(rows)</Delete>".utf8)
    let sum = Data(Insecure.MD5.hash(data: body)).base64EncodedString()
    let answer = try await connection.success(
      S3Request(
        method: "POST", query: [(name: "delete", value: "")],
        fields: [.init("Content-MD5", sum), .init("Content-Type", "application/xml")], content: body))
    guard let refusal = S3Document(answer.body).all("Error").first else { return }
    throw ObjectStoreError.failed(
      "\(connection.place) kept \(refusal.first("Key") ?? "an object"): \(refusal.first("Code") ?? "")")
  }

  /// Asks for the bucket. Throws `ObjectStoreError` that says what to do.
  package func check() async throws {
    try await connection.success(
      S3Request(method: "GET", query: [(name: "list-type", value: "2"), (name: "max-keys", value: "1")]))
  }

  /// The key below the public root.
  package func publicPath(_ key: String) -> String { "\(publicRoot)/\(key)" }

  /// An address by which anybody gets the object for so many seconds, a week at most. Throws
  /// `ObjectStoreError.badKey`.
  package func presignedAddress(of key: String, seconds: Int) throws -> String {
    try Self.check(key)
    return connection.presigned(key, seconds: seconds)
  }

  private static func check(_ key: String) throws {
    guard ObjectKey.isValid(key) else { throw ObjectStoreError.badKey(key) }
  }
}
