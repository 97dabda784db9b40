import HTTPTypes
import Kernel
import Testing

@testable import Web

/// Parts of stored files (RFC 9110, 14).
struct RangeTests {
  private static let content = Array("0123456789".utf8)
  private let web = WebHarness([
    .page(.get, "/file", .anyone) { _ in
      Response.bytes(content, contentType: "text/csv").inParts().immutable()
    },
    .page(.get, "/empty", .anyone) { _ in Response.bytes([], contentType: "text/plain").inParts() },
    .page(.get, "/page", .anyone) { _ in .text("0123456789") },
  ])

  private func get(_ range: String?, ifRange: String? = nil, _ path: String = "/file") async -> Web.Response {
    var headers: HTTPFields = [.acceptEncoding: "gzip"]
    headers[.range] = range
    headers[.ifRange] = ifRange
    return await web.get(path, headers)
  }

  @Test(arguments: [
    ("bytes=0-0", 0..<1), ("bytes=2-5", 2..<6), ("bytes=5-", 5..<10), ("bytes=-3", 7..<10),
    ("bytes=0-", 0..<10),
    ("bytes=8-99", 8..<10), ("bytes=-99", 0..<10), ("Bytes=1-1", 1..<2),
    ("bytes=0-99999999999999999999999", 0..<10), ("bytes= 2-5 ", 2..<6),
  ]) func aPartIsSent(_ range: String, _ expected: Range<Int>) async {
    let answer = await get(range)
    #expect(answer.status.code == 206)
    #expect(answer.bodyBytes == Array(Self.content[expected]))
    #expect(answer.headers[.contentRange] == "bytes \(expected.lowerBound)-\(expected.upperBound - 1)/10")
    #expect(answer.headers[.contentLength] == "\(expected.count)")
    #expect(answer.headers[.contentType] == "text/csv" && answer.headers[.contentEncoding] == nil)
    #expect(answer.headers[.eTag]?.hasPrefix("\"") == true)
    #expect(answer.headers[.cacheControl]?.contains("immutable") == true)
  }

  @Test(arguments: ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999999-"])
  func thereIsNothingThere(_ range: String) async {
    let answer = await get(range)
    #expect(answer.status.code == 416 && answer.headers[.contentRange] == "bytes */10")
    #expect(answer.bodyBytes.isEmpty && answer.headers[.contentLength] == "0")
    #expect(answer.headers[.cacheControl] == "no-store" && answer.headers[.eTag] == nil)
  }

  @Test(arguments: [
    "bytes=5-2", "bytes=", "bytes=-", "bytes=a-b", "bytes=1-2-3", "bytes=1", "lines=1-2", "bytes 1-2",
    "bytes=0-1,3-4", "bytes=+1-2", "bytes=١-٢", "",
  ]) func whatIsNoSingleRangeGetsTheWhole(_ range: String) async {
    let answer = await get(range)
    #expect(answer.status.code == 200 && answer.bodyBytes == Self.content)
    #expect(answer.headers[.acceptRanges] == "bytes" && answer.headers[.contentRange] == nil)
  }

  @Test func ifRangeWantsTheVerySame() async throws {
    let tag = try #require(await get(nil).headers[.eTag])
    #expect(await get("bytes=2-5", ifRange: tag).status.code == 206)
    for other in ["\"other\"", "W/\(tag)", "Mon, 30 Nov 2026 17:00:00 GMT", "*"] {
      let answer = await get("bytes=2-5", ifRange: other)
      #expect(answer.status.code == 200 && answer.bodyBytes == Self.content, "\(other)")
    }
    // Who has it already is told so first.
    let known = await web.get("/file", [.range: "bytes=2-5", .ifNoneMatch: tag])
    #expect(known.status.code == 304 && known.headers[.contentRange] == nil)
  }

  @Test func onlyGETOfStoredFilesHasParts() async {
    let head = await web.application.respond(
      to: IncomingRequest(.head, "/file", headers: [.range: "bytes=2-5"]))
    #expect(head.status.code == 200 && head.headers[.acceptRanges] == "bytes")
    #expect(head.headers[.contentLength] == "10" && head.headers[.contentRange] == nil)
    #expect(await get("bytes=2-5", "/page").status.code == 200)
    #expect(await get("bytes=0-", "/empty").status.code == 416)
  }

  private func get(_ range: String, _ path: String) async -> Web.Response {
    await get(range, ifRange: nil, path)
  }
}
