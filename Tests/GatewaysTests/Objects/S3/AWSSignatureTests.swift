import Foundation
import Kernel
import Testing

@testable import Gateways

/// The examples that AWS publishes for Signature Version 4.
@Suite struct AWSSignatureTests {
  private static let empty = SecureToken.contentHash([])
  /// "Authenticating Requests: Using the Authorization Header" and "Using Query Parameters" of S3's API reference.
  private static let bucket = AWSSignature(
    accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    region: "us-east-1", service: "s3")
  private static let dated = HTTPClientField("x-amz-date", "20130524T000000Z")
  /// The test suite of Signature Version 4.
  private static let suite = AWSSignature(
    accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", region: "us-east-1",
    service: "service")

  private func moment(_ text: String) throws -> Timestamp { try #require(Timestamp(rfc3339: text)) }

  private func bucketRequest(_ method: String, _ path: String, hash: String = empty) -> AWSRequest {
    AWSRequest(
      method: method, host: "examplebucket.s3.amazonaws.com", path: path,
      fields: [HTTPClientField("x-amz-content-sha256", hash), Self.dated], contentHash: hash)
  }

  @Test func getsAnObject() throws {
    var request = bucketRequest("GET", "/test.txt")
    request.fields.append(HTTPClientField("Range", "bytes=0-9"))
    let signed = Self.bucket.authorization(of: request, at: try moment("2013-05-24T00:00:00Z"))
    #expect(
      signed
        == """
        AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, \
        SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, \
        Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41
        """)
  }

  @Test func putsAnObject() throws {
    let hash = SecureToken.contentHash(Array("Welcome to Amazon S3.".utf8))
    var request = bucketRequest("PUT", "/test$file.text", hash: hash)
    request.fields += [
      HTTPClientField("Date", "Fri, 24 May 2013 00:00:00 GMT"),
      HTTPClientField("x-amz-storage-class", "REDUCED_REDUNDANCY"),
    ]
    let signed = Self.bucket.authorization(of: request, at: try moment("2013-05-24T00:00:00Z"))
    #expect(
      signed.hasSuffix("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"))
  }

  @Test func asksAboutABucket() throws {
    let now = try moment("2013-05-24T00:00:00Z")
    var lifecycle = bucketRequest("GET", "/")
    lifecycle.query = [(name: "lifecycle", value: "")]
    #expect(
      Self.bucket.authorization(of: lifecycle, at: now)
        .hasSuffix("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"))
    var list = bucketRequest("GET", "/")
    list.query = [(name: "prefix", value: "J"), (name: "max-keys", value: "2")]
    #expect(
      Self.bucket.authorization(of: list, at: now)
        .hasSuffix("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"))
  }

  @Test func signsAnAddress() throws {
    let request = AWSRequest(
      method: "GET", host: "examplebucket.s3.amazonaws.com", path: "/test.txt", contentHash: "")
    let query = Self.bucket.presignedQuery(
      of: request, at: try moment("2013-05-24T00:00:00Z"), seconds: 86_400)
    #expect(
      query
        == """
        X-Amz-Algorithm=AWS4-HMAC-SHA256\
        &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request\
        &X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
        &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404
        """)
  }

  @Test func agreesWithTheTestSuite() throws {
    let now = try moment("2015-08-30T12:36:00Z")
    let dated = [HTTPClientField("X-Amz-Date", "20150830T123600Z")]
    var vanilla = AWSRequest(
      method: "GET", host: "example.amazonaws.com", path: "/", fields: dated, contentHash: Self.empty)
    #expect(
      Self.suite.authorization(of: vanilla, at: now)
        .hasSuffix("Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"))
    vanilla.query = [(name: "Param2", value: "value2"), (name: "Param1", value: "value1")]
    #expect(
      Self.suite.authorization(of: vanilla, at: now)
        .hasSuffix("Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"))
  }
}
