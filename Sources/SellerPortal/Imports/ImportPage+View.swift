import Catalog
import Kernel
import Presentation
import Web

extension ImportListPage {
  func html(_ request: Request) -> HTML {
    let content: HTML =
      "<div class=\"stack stack--loose\">\(Card.show("Bring products in", upload))\(list)</div>"
    return frame.page(
      .imports, request, title: "Imports",
      lead: "Many products at once, from a CSV file as Shopify, WooCommerce or Souk write it.",
      actions: """
        \(Button.link("Export products", to: frame.paths.productFile, icon: .download))\
        \(Button.link(
          "Export in Souk's own format", to: frame.paths.ownProductFile, kind: .quiet, icon: .download))
        """,
      content)
  }

  private var upload: HTML {
    """
    <form class="stack" method="post" action="\(frame.paths.imports)" enctype="multipart/form-data">\
    \(form.summary)\
    \(Field.file(
      "file", "CSV file", accept: ".csv,text/csv", in: form,
      hint: """
        You see what the file would change before anything is changed. Products that you have already are brought up to \
        date by their handle; nothing is made twice.
        """))\
    \(stockHint.map { "<p class=\"muted\">\($0)</p>" } as HTML?)\
    \(FormLayout.actions(
      Button.submit("Look at the file", icon: .upload),
      Button.link(
        "Download a template", to: frame.paths.importTemplate, kind: .quiet,
        icon: .download)))</form>
    """
  }

  private var list: HTML {
    if imports.items.isEmpty {
      return Notice.empty(
        .file, "No imports yet",
        "Upload an export of your present shop, or fill in the template. You see the result of every row.")
    }
    let columns = [
      TableColumn("File", isMain: true), TableColumn("State"), TableColumn("Started"),
      TableColumn("Products", .end),
      TableColumn("Created", .end), TableColumn("Updated", .end), TableColumn("Rejected", .end),
    ]
    let rows = imports.items.map { file in
      TableRow(
        id: file.id.description, label: Words(verbatim: file.fileName),
        path: frame.paths.imported(file.id),
        [
          written(file.fileName), file.badge,
          file.createdAt.dateTimeHTML,
          number(file.products), number(file.rows.created), number(file.rows.updated),
          number(file.rows.rejected),
        ])
    }
    let links = imports.links(frame.paths.imports, [], isFirst: isFirst)
    return "\(DataTable.show("Imports", columns, rows))\(links)"
  }

  private func number(_ value: Int64) -> HTML { "<span class=\"num\">\(value.displayCount)</span>" }
}

extension ImportPage {
  private var path: String { frame.paths.imported(file.id) }

  private func path(showing outcome: RowOutcome) -> String {
    frame.paths.imported(file.id, outcome: outcome.rawValue)
  }

  private var isRunning: Bool { file.status == .queued || file.status == .running }

  func html(_ request: Request) -> HTML {
    // While it runs the element asks for itself again; the answer without the hook ends that.
    let hook: HTML = isRunning ? " data-module=\"refresh\" data-every=\"1500\"" : HTML()
    let content: HTML = """
      <div id="import" class="stack stack--loose" aria-live="polite"\(hook)>\
      \(file.isDryRun ? previewState : state)\(file.note.map { Notice.alert(.info, "About the file", $0) })\
      \(file.status == .unmapped ? HTML() : numbers)\(preview.map(previewed))\(pictures)\
      \(file.status == .unmapped ? HTML() : results)</div>
      """
    return frame.page(
      .imports, request, title: Words(verbatim: file.fileName),
      actions: Button.link("Import another", to: frame.paths.imports),
      breadcrumbs: Navigation.breadcrumbs([
        ("Imports", frame.paths.imports), (Words(verbatim: file.fileName), nil),
      ]), content)
  }

  private var state: HTML {
    switch file.status {
    case .queued:
      return """
        \(ProgressBar.show("Waits for its turn", 0, of: 100))\
        <noscript><p>\(Button.link("Look again", to: path, icon: .refresh))</p></noscript>
        """
    case .running:
      return """
        \(ProgressBar.show("Percent of the file", Int(file.percentDone), of: 100))\
        <p class="muted">\(say: "You can leave this page; the import goes on.")</p>\
        <noscript><p>\(Button.link("Look again", to: path, icon: .refresh))</p></noscript>
        """
    case .failed, .unmapped, .discarded:
      return Notice.alert(.danger, "The import stopped", file.failure ?? "Upload the file again.")
    case .completed where file.rows.rejected > 0:
      return Notice.alert(
        .warning, "Done, but not all rows could be taken",
        """
        \(count: file.rows.rejected, one: "# row", other: "# rows") did not fit. Correct them and import \
        the file again; the rest stays as it is.
        """,
        actions: Button.link("Show them", to: path(showing: .rejected), size: .small))
    case .completed:
      return Notice.alert(
        .success, "Done",
        """
        \(count: file.products, one: "# product", other: "# products") gone through. Pictures follow in the \
        background.
        """,
        actions: Button.link("See the products", to: frame.paths.products, size: .small))
    }
  }

  private var results: HTML { "\(rejectedRows)\(tabs)\(list)" }

  private var rejectedRows: HTML {
    guard hasRejectedRows, !isRunning else { return HTML() }
    return """
      <p>\(Button.link("Download the rejected rows with reasons", to: frame.paths.rejectedRows(of: file.id), icon: .download))</p>\
      <p class="muted">\(say: "Mend them in a spreadsheet and upload that file; the column with the reasons is not read.")</p>
      """
  }

  private var numbers: HTML {
    if file.isDryRun {
      return Card.stats([
        Card.stat("Products", file.products.displayCount),
        Card.stat("Rows to create", file.rows.created.displayCount),
        Card.stat("Rows to change", file.rows.updated.displayCount),
        Card.stat("Unchanged", file.rows.unchanged.displayCount),
        Card.stat("Rejected", file.rows.rejected.displayCount),
      ])
    }
    return Card.stats([
      Card.stat("Products", file.products.displayCount),
      Card.stat("Rows created", file.rows.created.displayCount),
      Card.stat("Rows updated", file.rows.updated.displayCount),
      Card.stat("Unchanged", file.rows.unchanged.displayCount),
      Card.stat("Rejected", file.rows.rejected.displayCount),
    ])
  }

  private var tabs: HTML {
    let all: (label: Words, path: String, count: Int?) = ("All rows", path, Int(file.rows.total))
    let outcomes = RowOutcome.allCases.map { outcome in
      (
        label: outcome.title, path: path(showing: outcome),
        count: Optional(Int(file.rows.count(of: outcome)))
      )
    }
    let current = outcome.map(path(showing:)) ?? path
    return Navigation.tabs("Rows by result", [all] + outcomes, current: current)
  }

  private var list: HTML {
    if rows.items.isEmpty {
      return Notice.empty(
        .list, "No rows here", isRunning ? "Results appear as the file is read." : "Look at another tab.")
    }
    let columns = [
      TableColumn("Row", .end), TableColumn("Handle", isMain: true), TableColumn("Result"),
      TableColumn("Why"),
    ]
    let table = rows.items.map { row in
      TableRow(
        id: String(row.number), label: "row \(row.number)",
        [
          "<span class=\"num\">\(row.number.displayCount)</span>", written(row.handle),
          row.outcome.badge, row.reason.map { HTML($0) } ?? HTML(),
        ])
    }
    let links = rows.links(path, [("outcome", outcome?.rawValue)], isFirst: isFirst)
    return "\(DataTable.show("Rows", columns, table))\(links)"
  }
}

extension ImportCounts {
  /// How many rows had this result.
  func count(of outcome: RowOutcome) -> Int64 {
    switch outcome {
    case .created: created
    case .updated: updated
    case .unchanged: unchanged
    case .rejected: rejected
    }
  }
}
