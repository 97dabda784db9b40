import HTTPTypes
import Kernel

/// `/api/docs`: every operation with a form to try it. The page reads without script; `docs.js` sends the
/// forms.
enum DocumentationPage {
  static func html(_ document: OpenAPIDocument) -> HTML {
    var components = SchemaComponents()
    let sections = document.tags.map { section($0, document, &components) }
    return """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>API</title><meta name="color-scheme" content="light dark">
      <link rel="stylesheet" href="\(Assets.path("docs.css"))">
      <script type="module" src="\(Assets.path("docs.js"))"></script></head>
      <body>
      <header class="docs-header"><h1>API</h1>
      <p>JSON under <code>/api/v1</code>. The machine-readable description is
      <a href="/api/openapi.json">openapi.json</a>.</p>
      <label class="docs-field">Access token <input id="token" type="password" autocomplete="off"
      placeholder="Empty: the session of this browser"></label>
      <nav aria-label="Sections">\(document.tags.map(tagLink))<a href="#problems">Problems</a></nav></header>
      <main id="main">\(sections)\(problems)</main>
      </body></html>
      """
  }

  private static func tagLink(_ tag: String) -> HTML { "<a href=\"#\(anchor(tag))\">\(tag)</a> " }

  private static func anchor(_ tag: String) -> String {
    String(tag.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
  }

  private static func section(
    _ tag: String, _ document: OpenAPIDocument, _ components: inout SchemaComponents
  ) -> HTML {
    var operations: [HTML] = []
    for route in document.routes(tagged: tag) {
      guard let documentation = route.documentation else { continue }
      operations.append(operation(document.operation(route, documentation), &components))
    }
    return "<section id=\"\(anchor(tag))\"><h2>\(tag)</h2>\(operations)</section>"
  }

  private static func operation(_ operation: OpenAPIOperation, _ components: inout SchemaComponents) -> HTML {
    let route = operation.route
    let path = operation.pathNames.map { field($0, "path", isRequired: true) }
    let query = operation.queryFields.map { field($0.name, "query", isRequired: $0.isRequired) }
    let key = route.isIdempotent ? [field("Idempotency-Key", "header", isRequired: false)] : []
    let state = operation.takesState ? [field("If-Match", "header", isRequired: false)] : []
    let statuses = operation.responses(&components).keys.sorted().joined(separator: ", ")
    return """
      <details class="operation" id="\(operation.operationID)">
      <summary><span class="method">\(route.method.rawValue)</span> <code>\(route.path)</code>
      <span class="summary">\(operation.documentation.summary)</span></summary>
      <p class="facts">\(route.access.sentence) Answers \(statuses).</p>
      <form data-method="\(route.method.rawValue)" data-path="\(route.path)">
      \(path)\(query)\(key)\(state)\(body(operation, &components))
      <button type="submit">Send</button></form>
      <pre class="answer" hidden tabindex="0" aria-live="polite"></pre>
      </details>
      """
  }

  private static func field(_ name: String, _ place: String, isRequired: Bool) -> HTML {
    """
    <label class="docs-field">\(name) <span class="place">\(place)</span>
    <input name="\(name)" data-in="\(place)"\(attribute: "required", if: isRequired)></label>
    """
  }

  private static func body(_ operation: OpenAPIOperation, _ components: inout SchemaComponents) -> HTML {
    guard !operation.route.method.isSafe, let type = operation.route.bodyKind.contentTypes.first else {
      return ""
    }
    guard type == "application/json" else {
      return """
        <label class="docs-field">Content (\(type))
        <input type="file" data-in="file" data-type="\(type)"></label>
        """
    }
    var example = ""
    if let schema = operation.documentation.body?(&components) {
      example = SchemaExample.text(schema, components)
    }
    return """
      <label class="docs-field">Content (application/json)
      <textarea data-in="body" rows="8" spellcheck="false">\(example)</textarea></label>
      """
  }

  private static var problems: HTML {
    let rows = ProblemKind.allCases.map { kind -> HTML in
      """
      <tr id="\(kind.rawValue)"><td><code>\(kind.rawValue)</code></td><td>\(kind.status)</td>
      <td>\(kind.title)</td></tr>
      """
    }
    return """
      <section id="problems"><h2>Problems</h2>
      <p>Errors are <code>application/problem+json</code> (RFC 9457); <code>code</code> is one of these.</p>
      <table><thead><tr><th scope="col">Code</th><th scope="col">Status</th>
      <th scope="col">Meaning</th></tr></thead>
      <tbody>\(rows)</tbody></table></section>
      """
  }
}
