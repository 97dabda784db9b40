import Foundation
import Kernel
import Synchronization
import Testing

@testable import Gateways

/// How the store speaks to a bucket, and what it makes of answers that are none.
@Suite struct S3ObjectsTests {
  private static let secret = "a-secret-that-nobody-reads"
  private static let begun =
    "<InitiateMultipartUploadResult><UploadId>a&amp;b</UploadId></InitiateMultipartUploadResult>"

  private func objects(_ server: HTTPListener, tries: Int = 3) throws -> S3Objects {
    let place = try #require(
      S3Place(
        endpoint: "\(server.url)/", bucket: "souk", region: "eu-central-1", accessKey: "AKID",
        secretKey: Self.secret))
    return S3Objects(
      S3Connection(
        place, clock: Clock { Timestamp(milliseconds: 1_767_225_600_000) },
        patience: .init(tries: tries, firstPauseMilliseconds: 1, timeoutSeconds: 5)))
  }

  private static func error(_ code: String, status: String) -> String {
    HTTPListener.response(
      status, [], "<?xml version=\"1.0\"?><Error><Code>\(code)</Code><Message>No.</Message></Error>")
  }

  /// What `call` was refused with, as text.
  private func refusal(_ call: () async throws -> Void) async -> String? {
    do {
      try await call()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func putsGetsLooksAndDeletes() async throws {
    let server = try HTTPListener { request in
      if request.line.hasPrefix("DELETE") { return HTTPListener.response("204 No Content") }
      let body = request.line.hasPrefix("GET") ? "abc" : ""
      return HTTPListener.response("200 OK", ["Content-Type: text/html"], body)
    }
    defer { server.stop() }
    let objects = try objects(server)
    try await objects.put("a/b.png", Array("abc".utf8), contentType: "image/png")
    // The key says the type, so nobody makes a page of a picture.
    #expect(
      try await objects.get("a/b.png") == StoredObject(bytes: Array("abc".utf8), contentType: "image/png"))
    #expect(try await objects.exists("a/b.png"))
    try await objects.delete("a/b.png")
    let heard = server.requests
    #expect(
      heard.map(\.line)
        == ["PUT", "GET", "HEAD", "DELETE"].map { "\($0) /souk/a/b.png HTTP/1.1" })
    #expect(heard[0].body == "abc" && heard[0].field("Content-Type") == "image/png")
    #expect(heard[0].field("X-Amz-Content-Sha256") == SecureToken.contentHash(Array("abc".utf8)))
    #expect(heard[0].field("X-Amz-Date") == "20260101T000000Z")
    #expect(heard[0].field("Cache-Control")?.contains("immutable") == true)
    let scope = "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-central-1/s3/aws4_request, SignedHeaders="
    #expect(heard.allSatisfy { $0.field("Authorization")?.hasPrefix(scope) == true })
    #expect(objects.publicPath("a/b.png") == "/media/a/b.png")
    let address = try objects.presignedAddress(of: "a/b.png", seconds: 60)
    #expect(address.hasPrefix("\(server.url)/souk/a/b.png?X-Amz-"))
  }

  @Test func whatIsNotThereIsNothingAndAMissingBucketIsAnError() async throws {
    let server = try HTTPListener { request in
      if request.line.hasPrefix("HEAD") { return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" }
      let code = request.line.contains("bucketless") ? "NoSuchBucket" : "NoSuchKey"
      return Self.error(code, status: "404 Not Found")
    }
    defer { server.stop() }
    let objects = try objects(server)
    #expect(try await objects.get("a.png") == nil)
    #expect(try await !objects.exists("a.png"))
    try await objects.delete("a.png")
    let refused = await refusal { _ = try await objects.get("bucketless.png") }
    #expect(refused?.contains("S3_BUCKET") == true)
  }

  @Test func asksAgainWhileTheServiceIsBusy() async throws {
    let count = Mutex(0)
    let server = try HTTPListener { _ in
      let number = count.withLock { count in
        count += 1
        return count
      }
      return number < 3 ? Self.error("SlowDown", status: "503 Slow Down") : HTTPListener.response()
    }
    defer { server.stop() }
    try await objects(server).put("a.png", [1], contentType: "image/png")
    #expect(server.requests.count == 3)
  }

  @Test func givesUpOnAServiceThatStaysAway() async throws {
    let server = try HTTPListener { _ in Self.error("InternalError", status: "500 Oh") }
    defer { server.stop() }
    let refused = await refusal { try await objects(server, tries: 2).check() }
    #expect(refused?.hasPrefix("unavailable") == true)
    #expect(server.requests.count == 2)
    server.stop()
    let closed = try #require(
      S3Place(
        endpoint: "http://127.0.0.1:1", bucket: "souk", region: "x", accessKey: "k", secretKey: Self.secret))
    let nobody = S3Objects(
      S3Connection(closed, clock: .system, patience: .init(tries: 1, firstPauseMilliseconds: 1)))
    let away = await refusal { try await nobody.check() }
    #expect(away?.contains("S3_ENDPOINT") == true && away?.contains(Self.secret) == false)
  }

  @Test(arguments: [
    ("SignatureDoesNotMatch", "S3_SECRET_ACCESS_KEY"), ("InvalidAccessKeyId", "S3_ACCESS_KEY_ID"),
    ("RequestTimeTooSkewed", "clock"), ("AuthorizationHeaderMalformed", "S3_REGION"),
    ("AccessDenied", "needs to"),
  ])
  func saysWhatToDo(_ code: String, _ advice: String) async throws {
    let server = try HTTPListener { _ in Self.error(code, status: "403 Forbidden") }
    defer { server.stop() }
    let refused = await refusal { try await objects(server).put("a.png", [1], contentType: "image/png") }
    #expect(refused?.contains(advice) == true && refused?.contains(Self.secret) == false)
    #expect(server.requests.count == 1)
  }

  @Test func largeObjectsGoInParts() async throws {
    let server = try HTTPListener { request in
      if request.line.contains("?uploads") { return HTTPListener.response("200 OK", [], Self.begun) }
      if request.line.hasPrefix("PUT") {
        return HTTPListener.response("200 OK", ["ETag: \"e\(request.body.count)\""])
      }
      return HTTPListener.response("200 OK", [], "<CompleteMultipartUploadResult/>")
    }
    defer { server.stop() }
    let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: S3Objects.partBytes + 5)
    try await objects(server).put("a.zip", bytes, contentType: "application/zip")
    let heard = server.requests
    #expect(
      heard.map(\.line) == [
        "POST /souk/a.zip?uploads= HTTP/1.1", "PUT /souk/a.zip?partNumber=1&uploadId=a%26b HTTP/1.1",
        "PUT /souk/a.zip?partNumber=2&uploadId=a%26b HTTP/1.1", "POST /souk/a.zip?uploadId=a%26b HTTP/1.1",
      ])
    #expect(heard[0].field("Content-Type") == "application/zip")
    #expect(heard[1].body.count == S3Objects.partBytes && heard[2].body == "xxxxx")
    #expect(heard[3].body.contains("<PartNumber>2</PartNumber><ETag>&quot;e5&quot;</ETag>"))
  }

  @Test(arguments: [true, false]) func anUploadThatFailsIsGivenUp(_ isLate: Bool) async throws {
    let server = try HTTPListener { request in
      if request.line.contains("?uploads") { return HTTPListener.response("200 OK", [], Self.begun) }
      if request.line.hasPrefix("DELETE") { return HTTPListener.response("204 No Content") }
      if request.line.hasPrefix("PUT") && isLate { return HTTPListener.response("200 OK", ["ETag: \"e\""]) }
      // Behind a 200, as the service does when the parts are being put together.
      return Self.error("InvalidPart", status: isLate ? "200 OK" : "400 Bad Request")
    }
    defer { server.stop() }
    let bytes = [UInt8](repeating: 0, count: S3Objects.partBytes + 1)
    await #expect(throws: ObjectStoreError.self) {
      try await objects(server).put("a.zip", bytes, contentType: "application/zip")
    }
    #expect(server.requests.last?.line == "DELETE /souk/a.zip?uploadId=a%26b HTTP/1.1")
  }

  @Test func aFolderGoesPageByPage() async throws {
    let server = try HTTPListener { request in
      if request.line.hasPrefix("POST") { return HTTPListener.response("200 OK", [], "<DeleteResult/>") }
      let isLast = request.line.contains("continuation-token=next%2Fone")
      let next = isLast ? "" : "<NextContinuationToken>next/one</NextContinuationToken>"
      let more = "<IsTruncated>\(!isLast)</IsTruncated>\(next)"
      let rows = (isLast ? ["c"] : ["a", "b"]).map { "<Contents><Key>p/\($0).webp</Key></Contents>" }.joined()
      return HTTPListener.response(
        "200 OK", [], "<ListBucketResult>\(more)\(rows)</ListBucketResult>")
    }
    defer { server.stop() }
    try await objects(server).deletePrefix("p/")
    let deletes = server.requests.filter { $0.line.hasPrefix("POST /souk?delete= ") }
    #expect(deletes.count == 2)
    #expect(deletes[0].body.contains("<Key>p/b.webp</Key>"))
    #expect(deletes[1].body.contains("<Key>p/c.webp</Key>"))
    #expect(deletes.allSatisfy { $0.field("Content-MD5") != nil })
    await #expect(throws: ObjectStoreError.badKey("p")) { try await objects(server).deletePrefix("p") }
    await #expect(throws: ObjectStoreError.badKey("")) { try await objects(server).deletePrefix("/") }
  }

  @Test func whatWasBegunLongAgoIsCleared() async throws {
    let server = try HTTPListener { request in
      if request.line.hasPrefix("DELETE") { return HTTPListener.response("204 No Content") }
      let begun = [("a/old.zip", "2020-01-01T00:00:00.000Z"), ("a/new.zip", "2999-01-01T00:00:00.000Z")]
      let rows = begun.map {
        "<Upload><Key>\($0)</Key><UploadId>u</UploadId><Initiated>\($1)</Initiated></Upload>"
      }
      return HTTPListener.response(
        "200 OK", [], "<ListMultipartUploadsResult>\(rows.joined())</ListMultipartUploadsResult>")
    }
    defer { server.stop() }
    try await objects(server).removeDrafts(olderThanSeconds: 3600)
    #expect(server.requests.dropFirst().map(\.line) == ["DELETE /souk/a/old.zip?uploadId=u HTTP/1.1"])
  }

  @Test(arguments: ["", "/", "../secret", "a/../b", "a b", ".hidden", "a?x"])
  func refusesKeysThatAreNoPlainPath(_ key: String) async throws {
    let server = try HTTPListener { _ in HTTPListener.response() }
    defer { server.stop() }
    let objects = try objects(server)
    await #expect(throws: ObjectStoreError.badKey(key)) {
      try await objects.put(key, [1], contentType: "image/png")
    }
    await #expect(throws: ObjectStoreError.badKey(key)) { try await objects.delete(key) }
    #expect(try await objects.get(key) == nil)
    #expect(try await !objects.exists(key))
    #expect(server.requests.isEmpty)
  }

  @Test func theKeyIsInNoDescription() throws {
    let place = try #require(
      S3Place(
        endpoint: "https://a.example:443/x/", bucket: "b", region: "r", accessKey: "k",
        secretKey: Self.secret))
    #expect("\(place)" == "https://a.example:443/x/b")
    #expect(place.host == "a.example" && place.path == "/x/b" && place.origin == "https://a.example:443")
    #expect(S3Place(endpoint: "ftp://a", bucket: "b", region: "r", accessKey: "k", secretKey: "s") == nil)
  }
}
