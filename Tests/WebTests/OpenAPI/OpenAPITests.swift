import HTTPTypes
import Kernel
import Testing

@testable import Web

private struct Filter: Input {
  let text: String?
  let color: [String]
  init(from input: inout InputReader) throws {
    text = input.optional("q", .text(1...80))
    color = input.list("color", .text(1...40), max: 10)
  }
}

private struct Payment: Input {
  let token: String
  init(from input: inout InputReader) throws { token = input.required("token", .text(1...80)) }
}

struct OpenAPITests {
  private let document: JSONValue

  init() {
    let routes: [Route] = [
      .api(
        .get, "/products", "List products", tag: "Products", .anyone, query: Filter.self,
        answer: Page<Echo>.self,
        cache: .catalogue
      ) { _, _ in Page(items: []) },
      .api(
        .post, "/shops/{shop}/payouts", "Ask for a payout", tag: "Payouts", .shop(.payouts),
        body: Payment.self,
        answer: Echo.self, status: .created, idempotent: true, problems: [.balanceTooLow]
      ) { _, _ in Echo(text: "") },
      .api(.delete, "/me", "Leave", tag: "Me", .signedIn, answer: NoContent.self) { _ in NoContent() },
      .api(.post, "/imports", "Import", tag: "Imports", .admin(.catalogue), answer: Echo.self, bodyKind: .csv)
      { _ in
        Echo(text: "")
      },
      .download(
        .get, "/export.csv", "Export", tag: "Imports", .admin(.catalogue),
        contentType: "text/csv; charset=utf-8"
      ) { _ in
        .text("")
      },
      .page(.get, "/hidden", .anyone) { _ in .text("") },
    ]
    document = OpenAPIDocument(routes: routes, configuration: WebConfiguration()).json()
  }

  private func operation(_ path: String, _ method: String) -> JSONValue? {
    document["paths"]?["/api/v1" + path]?[method]
  }

  private func statuses(_ operation: JSONValue?) -> Set<String> {
    if case .object(let responses)? = operation?["responses"] { Set(responses.keys) } else { [] }
  }

  @Test func hasEveryDocumentedRouteAndNoPage() {
    #expect(document["openapi"] == "3.1.0")
    guard case .object(let paths)? = document["paths"] else {
      Issue.record("no paths")
      return
    }
    #expect(paths.count == 5 && paths["/hidden"] == nil)
    #expect(document["components"]?["schemas"]?["Problem"] != nil)
  }

  @Test func listsTakeLimitAndCursor() {
    let list = operation("/products", "get")
    guard case .array(let parameters)? = list?["parameters"] else {
      Issue.record("no parameters")
      return
    }
    #expect(parameters.map { $0["name"] } == ["q", "color", "limit", "cursor"])
    #expect(list?["security"] == [])
    #expect(statuses(list) == ["200", "304", "400", "422", "429", "503"])
    let answer = list?["responses"]?["200"]?["content"]?["application/json"]?["schema"]?["$ref"]
    #expect(answer == "#/components/schemas/EchoPage")
  }

  @Test func guardedWritesSayWhatTheyRefuse() {
    let payout = operation("/shops/{shop}/payouts", "post")
    #expect(
      statuses(payout)
        == ["201", "400", "401", "403", "404", "408", "409", "413", "415", "422", "429", "503"])
    #expect(payout?["responses"]?["409"]?["content"]?["application/problem+json"] != nil)
    guard case .string(let reasons)? = payout?["responses"]?["409"]?["description"],
      case .array(let parameters)? = payout?["parameters"]
    else {
      Issue.record("no description")
      return
    }
    #expect(reasons.contains("balance-too-low") && reasons.contains("idempotency-in-progress"))
    #expect(parameters.map { $0["in"] } == ["path", "header"])
    #expect(payout?["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"] != nil)
  }

  @Test func emptyAndForeignContents() {
    let leave = operation("/me", "delete")
    #expect(leave?["responses"]?["204"]?["content"] == nil && leave?["requestBody"] == nil)
    #expect(operation("/imports", "post")?["requestBody"]?["content"]?["text/csv"] != nil)
    #expect(operation("/export.csv", "get")?["responses"]?["200"]?["content"]?["text/csv"] != nil)
  }

  @Test func operationNamesAreUnique() {
    var names: [JSONValue] = []
    if case .object(let paths)? = document["paths"] {
      for path in paths.values {
        if case .object(let operations) = path { names += operations.values.compactMap { $0["operationId"] } }
      }
    }
    #expect(Set(names).count == names.count && names.count == 5)
  }

  @Test func isServedWithItsPage() async {
    let web = WebHarness([
      .api(.post, "/things", "Make a <thing>", tag: "Things", .anyone, body: Payment.self, answer: Echo.self)
      { _, _ in
        Echo(text: "")
      }
    ])
    let json = await web.get("/api/openapi.json")
    #expect(json.headers[.contentType] == "application/json" && json.json["openapi"] == "3.1.0")
    let page = await web.get("/api/docs")
    #expect(page.text.contains("Make a &lt;thing&gt;") && page.text.contains("/assets/docs."))
    #expect(page.text.contains("id=\"out-of-stock\""))
    #expect(page.headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true)
  }
}
