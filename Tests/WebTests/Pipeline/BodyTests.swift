import HTTPTypes
import Kernel
import Testing

@testable import Web

private struct Note: Input {
  let text: String
  init(from input: inout InputReader) throws { text = input.required("text", .text(1...5000)) }
}

struct BodyTests {
  private let web = WebHarness([
    .api(
      .post, "/notes", "Note", tag: "T", .anyone, body: Note.self, answer: Echo.self, maximumBodyBytes: 100
    ) { _, note in Echo(text: note.text) },
    .api(
      .post, "/imports", "Import", tag: "T", .anyone, answer: Echo.self, bodyKind: [.csv, .multipart]
    ) { request in
      let files = request.contentType == "text/csv" ? [] : try request.uploads("file")
      return Echo(
        text: try files.first?.filename ?? String(decoding: request.body, as: UTF8.self))
    },
    .page(.post, "/notes", .anyone) { request in
      do {
        return .text(try request.form(Note.self).text)
      } catch let problem as Problem {
        return .text(
          "\(problem.message(for: "text") ?? "") \(request.formValues["text"] ?? "")",
          status: .unprocessableContent)
      }
    },
  ])

  @Test func contentsAreLimited() async {
    let long = #"{"text":"\#(String(repeating: "x", count: 100))"}"#
    let response = await web.send(.post, "/api/v1/notes", json: long)
    #expect(response.status.code == 413 && response.code == "too-large")
    let declared = await web.send(.post, "/api/v1/notes", [.contentLength: "20000000"], json: "{}")
    #expect(declared.status.code == 413)
  }

  @Test func contentTypesAreChecked() async {
    #expect(await web.send(.post, "/api/v1/notes", json: #"{"text":"a"}"#).json["text"] == "a")
    #expect(await web.send(.post, "/api/v1/notes", form: "text=a").status.code == 415)
    let none = await web.application.respond(to: IncomingRequest(.post, "/api/v1/notes", body: [1]))
    #expect(none.status.code == 415)
    #expect(await web.send(.post, "/api/v1/notes", json: "{").code == "malformed-request")
    let invalid = await web.send(.post, "/api/v1/notes", json: #"{"text":5,"more":1}"#)
    #expect(invalid.status.code == 422)
    #expect(invalid.json["errors"]?.count == 2)
  }

  @Test("What is packed is refused instead of being read as if it were plain")
  func packedContentsAreRefused() async {
    let json = #"{"text":"a"}"#
    for coding in ["gzip", "br", "identity, gzip", "GZIP"] {
      let refused = await web.send(.post, "/api/v1/notes", [.contentEncoding: coding], json: json)
      #expect(refused.status.code == 415 && refused.code == "unsupported-media-type", "\(coding)")
    }
    #expect(await web.send(.post, "/notes", [.contentEncoding: "gzip"], form: "text=a").status.code == 415)
    #expect(
      await web.send(.post, "/api/v1/notes", [.contentEncoding: "Identity"], json: json).json["text"] == "a")
    let packed = await web.send(.post, "/api/v1/notes", [.transferEncoding: "gzip, chunked"], json: json)
    #expect(packed.status.code == 400 && packed.code == "malformed-request")
    #expect(
      await web.send(.post, "/api/v1/notes", [.transferEncoding: "Chunked"], json: json).json["text"] == "a")
  }

  @Test func filesComeRawOrInForms() async {
    let raw = await web.application.respond(
      to: IncomingRequest(
        .post, "/api/v1/imports", headers: [.contentType: "text/csv"], body: Array("a,b".utf8)))
    #expect(raw.json["text"] == "a,b")
    let form = "--B\r\nContent-Disposition: form-data; name=file; filename=x.csv\r\n\r\na\r\n--B--"
    let multipart = await web.application.respond(
      to: IncomingRequest(
        .post, "/api/v1/imports", headers: [.contentType: "multipart/form-data; boundary=B"],
        body: Array(form.utf8)))
    #expect(multipart.json["text"] == "x.csv")
    #expect(await web.send(.post, "/api/v1/imports", json: "{}").status.code == 415)
  }

  @Test func formsComeBackWithTheirErrors() async {
    #expect(await web.send(.post, "/notes", form: "text=hello+you").text == "hello you")
    let refused = await web.send(.post, "/notes", form: "text=a%00b")
    #expect(refused.status.code == 422 && refused.text.hasPrefix("This holds characters"))
    #expect(await web.send(.post, "/notes", form: "text=%FF").status.code == 422)
  }

  @Test func slowHandlersAreNotWaitedFor() async {
    let web = WebHarness([
      .api(.get, "/slow", "Slow", tag: "T", .anyone, answer: Echo.self) { _ in
        try await Task.sleep(for: .seconds(60))
        return Echo(text: "late")
      }
    ]) { $0.requestTimeoutSeconds = 1 }
    // Only the deadline answers with this status.
    #expect(await web.get("/api/v1/slow").status.code == 503)
  }
}

extension JSONValue {
  fileprivate var count: Int { if case .array(let items) = self { items.count } else { 0 } }
}
