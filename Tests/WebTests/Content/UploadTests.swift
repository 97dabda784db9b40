import Foundation
import HTTPTypes
import Kernel
import Testing

@testable import Web

private let megabyte = 1024 * 1024

@Suite(.timeLimit(.minutes(2)))
struct UploadTests {
  private let folder = SpoolFolder()

  private func harness(memoryMegabytes: Int = 256, diskMegabytes: Int = 2048) -> WebHarness {
    WebHarness([
      .api(
        .post, "/imports", "Import", tag: "T", .signedIn, answer: Echo.self, idempotent: true,
        limit: .upload, bodyKind: [.csv, .multipart]
      ) { request in
        if request.query.has("fail") { throw Problem(.fileUnreadable) }
        let content =
          try request.contentType == "text/csv" ? request.content : request.uploads("file")[0].content
        return Echo(text: "\(content.count) \(BodyHash.text(try content.bytes()))")
      },
      .page(.post, "/note", .anyone) { request in .text(request.formValues["text"] ?? "none") },
    ]) {
      $0.spoolFolder = folder.url
      $0.contentMemoryBytes = memoryMegabytes * megabyte
      $0.contentDiskBytes = diskMegabytes * megabyte
    }
  }

  private func post(
    _ web: WebHarness, _ body: [UInt8], at path: String = "/api/v1/imports", type: String = "text/csv",
    headers: HTTPFields = WebHarness.bearer, peer: String = "127.0.0.1"
  ) async -> Web.Response {
    var headers = headers
    headers[.contentType] = type
    return await web.application.respond(
      to: IncomingRequest(.post, path, headers: headers, body: body, peer: peer))
  }

  private func isIdle(_ web: WebHarness) -> Bool {
    web.application.contents.memory.usedBytes == 0 && web.application.contents.disk.usedBytes == 0
      && folder.openCount == 0 && folder.names.isEmpty
  }

  @Test func largeFilesComeRawAndInForms() async throws {
    let web = harness()
    let bytes = patterned(3 * megabyte + 7)
    let expected = JSONValue.string("\(bytes.count) \(BodyHash.text(bytes))")
    #expect(await post(web, bytes).json["text"] == expected)
    let form =
      Array("--B\r\nContent-Disposition: form-data; name=file; filename=x.csv\r\n\r\n".utf8) + bytes
      + Array("\r\n--B--\r\n".utf8)
    #expect(
      await post(web, form, type: "multipart/form-data; boundary=B").json["text"] == expected)
    try await until { isIdle(web) }
  }

  @Test func nothingStaysAfterAnError() async throws {
    let web = harness()
    #expect(await post(web, patterned(megabyte), at: "/api/v1/imports?fail=1").status.code == 422)
    #expect(await post(web, patterned(megabyte), type: "multipart/form-data; boundary=B").status.code == 400)
    #expect(await post(web, [UInt8](repeating: 1, count: 65 * megabyte)).status.code == 413)
    try await until { isIdle(web) }
  }

  @Test func aKeyStandsForEveryByteOfALargeContent() async throws {
    let web = harness()
    var headers = WebHarness.bearer
    headers[.idempotencyKey] = "k"
    var bytes = patterned(200_000)
    let first = await post(web, bytes, headers: headers)
    #expect(first.status.code == 200)
    #expect(await post(web, bytes, headers: headers).headers[.idempotentReplay] == "true")
    bytes[150_000] ^= 1
    #expect(await post(web, bytes, headers: headers).code == "idempotency-mismatch")
  }

  @Test func whoIsRefusedIsNotReadFrom() async throws {
    let web = harness()
    let reads = Calls()
    func send(_ path: String, _ headers: HTTPFields, _ count: Int = 62 * megabyte) async -> Int {
      var headers = headers
      headers[.contentLength] = String(count)
      headers[.contentType] = headers[.contentType] ?? "text/csv"
      let incoming = IncomingRequest(
        method: .post, target: path, headers: headers, host: "127.0.0.1:8080", peer: "127.0.0.1"
      ) { _ in reads.next() }
      return await web.application.respond(to: incoming).status.code
    }
    #expect(await send("/api/v1/imports", [.secFetchSite: "same-origin"]) == 401)
    #expect(await send("/api/v1/imports", [.authorization: "Bearer bad"]) == 401)
    #expect(await send("/api/v1/nothing", WebHarness.bearer) == 404)
    #expect(await send("/api/v1/imports", [.secFetchSite: "cross-site"]) == 403)
    #expect(await send("/api/v1/imports", WebHarness.bearer, 65 * megabyte) == 413)
    var yaml = WebHarness.bearer
    yaml[.contentType] = "application/yaml"
    #expect(await send("/api/v1/imports", yaml) == 415)
    // A form that takes no uploads takes no more than its fields, from anybody.
    #expect(await send("/note", [.contentType: "multipart/form-data; boundary=B"]) == 413)
    #expect(reads.count == 0)
    _ = await send("/api/v1/imports", WebHarness.bearer)
    #expect(reads.count == 1)
  }

  @Test func whatIsCutOffIsNotTakenForTheWhole() async throws {
    let web = harness()
    var headers = WebHarness.bearer
    headers[.contentLength] = String(2 * megabyte)
    let answer = await post(web, patterned(megabyte), headers: headers)
    #expect(answer.status.code == 400 && answer.code == "malformed-request")
    try await until { isIdle(web) }
  }

  @Test func whatDoesNotFitIsRefusedWithATimeToComeBack() async throws {
    let web = harness(diskMegabytes: 66)
    let store = web.application.contents
    let held = ByteShare(store.disk, client: "10.0.0.1")
    try held.take(64 * megabyte)
    let own = await post(web, patterned(megabyte), peer: "10.0.0.1")
    #expect(own.code == "too-many-requests" && own.headers[.retryAfter] != nil)
    let others = await post(web, patterned(3 * megabyte), peer: "10.0.0.2")
    #expect(others.code == "unavailable" && others.headers[.retryAfter] != nil)
    #expect(await post(web, patterned(megabyte), peer: "10.0.0.2").status.code == 200)
    #expect(store.disk.refusals.current == 2)
    held.giveBackAll()
    try await until { isIdle(web) }
  }

  @Test func aDiskThatRefusesIsNoInternalError() async throws {
    try Data().write(to: folder.url)
    let web = harness()
    let answer = await post(web, patterned(megabyte))
    #expect(answer.code == "unavailable" && answer.headers[.retryAfter] == "30")
    #expect(await post(web, patterned(1000)).status.code == 200)
  }

  @Test func fieldsOfFormsAreBounded() async throws {
    let web = harness()
    func form(_ count: Int) -> [UInt8] {
      Array("--B\r\nContent-Disposition: form-data; name=text\r\n\r\n".utf8)
        + [UInt8](repeating: 120, count: count) + Array("\r\n--B--\r\n".utf8)
    }
    let fields = { try MultipartParser.parse(Content(form($0)), boundary: "B").fields["text"]?.utf8.count }
    #expect(try fields(megabyte) == megabyte)
    let problem = #expect(throws: Problem.self) { _ = try fields(megabyte + 1) }
    #expect(problem?.kind == .tooLarge)
    let long = Array("text=".utf8) + [UInt8](repeating: 120, count: megabyte)
    #expect(
      await post(web, long, at: "/note", type: "application/x-www-form-urlencoded", headers: [:]).status.code
        == 413)
  }
}
