import Catalog
import Kernel
import Presentation
import Web

// What a file would change that was only looked at.
extension ImportPage {
  /// How the file is understood, what it would make of products, and what can be done with it.
  func previewed(_ preview: ImportPreview) -> HTML {
    """
    \(Card.show("How the file is read", facts(preview)))\(columns(preview))\(products(preview))
    """
  }

  private func facts(_ preview: ImportPreview) -> HTML {
    Card.facts([
      ("Format", formatName),
      ("Encoding", "<span dir=\"ltr\" lang=\"en\">\(preview.encoding.rawValue)</span>"),
      ("Separator", "\(preview.separator)"),
      ("Currency", "<span dir=\"ltr\">\(preview.currency.code)</span>"),
    ])
  }

  private var formatName: HTML {
    file.format == .other
      ? HTML(file.format.title) : "<span dir=\"ltr\" lang=\"en\">\(file.format.title)</span>"
  }

  private func columns(_ preview: ImportPreview) -> HTML {
    let heads = [
      TableColumn("Column", isMain: true), TableColumn("First values"), TableColumn("Is read as"),
    ]
    let choices =
      [Choice("", "Not read")] + preview.fields.map { Choice($0.name, $0.label) }
    let form = FormState(
      id: "columns",
      values: Dictionary(
        preview.columns.enumerated().map { (Self.field($0), $1.isAsked ? $1.field ?? "" : "") }
      ) { first, _ in first })
    let rows = preview.columns.enumerated().map { place, column in
      TableRow(
        id: String(place), label: Words(verbatim: column.name),
        [
          written(column.name), samples(column.samples),
          column.isAsked
            ? FieldCell.select(Self.field(place), "What the column \(column.name) is", choices, in: form)
            : column.label.map { HTML($0) } ?? "<span class=\"muted\">\(say: "Not read")</span>",
        ])
    }
    return """
      <form class="stack" method="post" action="\(frame.paths.importStart(of: file.id))">\
      \(Card.show("Columns", DataTable.show("Columns", heads, rows)))\(actions(preview))</form>
      """
  }

  /// The name of the choice for a column, by its place in the header.
  static func field(_ place: Int) -> String { "field.\(place)" }

  private func samples(_ samples: [String]) -> HTML {
    "<span class=\"muted\">\(Words(lines: samples.map { Words(verbatim: $0) }))</span>"
  }

  private func actions(_ preview: ImportPreview) -> HTML {
    let check = frame.paths.importCheck(of: file.id)
    let again: HTML? =
      preview.columns.contains(where: \.isAsked)
      ? Button.submit("Look again with these columns", kind: .secondary, icon: .refresh, formAction: check)
      : nil
    let start: HTML? =
      preview.isUsable && file.status == .completed ? Button.submit("Import now", icon: .upload) : nil
    return FormLayout.actions(
      start ?? HTML(), again ?? HTML(),
      Button.submit(
        "Discard", kind: .quiet, icon: .trash, formAction: frame.paths.importDiscard(of: file.id)))
  }

  private func products(_ preview: ImportPreview) -> HTML {
    if preview.products.isEmpty { return HTML() }
    let heads = [
      TableColumn("Title", isMain: true), TableColumn("Result"), TableColumn("Price", .end),
      TableColumn("Variants", .end), TableColumn("State"), TableColumn("Category"), TableColumn("Remarks"),
    ]
    let rows = preview.products.enumerated().map { row($1, $0, preview.currency) }
    return Card.show(
      "The first products as they would become", DataTable.show("The first products", heads, rows))
  }

  private func row(_ product: ImportPreview.Product, _ place: Int, _ currency: Currency) -> TableRow {
    let title = product.draft?.title ?? product.handle
    var (price, variants, state) = (HTML(), HTML(), HTML())
    if let draft = product.draft {
      let lowest = Money(draft.variants.map(\.price).min() ?? 0, currency)
      price = "<span class=\"num\">\(lowest.display)</span>"
      variants = "<span class=\"num\">\(draft.variants.count.displayCount)</span>"
      state = draft.status.badge
    }
    return TableRow(
      id: String(place), label: Words(verbatim: title),
      [
        written(title), product.outcome.badge, price, variants, state, written(product.category ?? ""),
        HTML(Words(lines: product.remarks)),
      ])
  }

  /// What the look found out, above everything else.
  var previewState: HTML {
    switch file.status {
    case .queued, .running:
      return """
        \(ProgressBar.show("Percent looked at", Int(file.percentDone), of: 100))\
        <p class="muted">\(say: "Nothing is changed yet. You can leave this page; the look goes on.")</p>\
        <noscript><p>\(Button.link("Look again", to: frame.paths.imported(file.id), icon: .refresh))</p></noscript>
        """
    case .unmapped:
      return Notice.alert(
        .warning, "Say what the columns are",
        "The file is of no format that is known. Choose at least what names each product and its title.")
    case .failed, .discarded:
      return Notice.alert(.danger, "The file can't be read", file.failure ?? "Upload the file again.")
    case .completed:
      return Notice.alert(
        .info, "Nothing is changed yet",
        """
        \(count: file.products, one: "# product was", other: "# products were") looked at. This is what would become \
        of the rows. A file that waits is removed after a day.
        """)
    }
  }
}

extension FileFormat {
  /// Whose format it is.
  var title: Words {
    switch self {
    case .shopify: Words(verbatim: "Shopify")
    case .woocommerce: Words(verbatim: "WooCommerce")
    case .souk: Words(verbatim: "Souk")
    case .other: "Not known"
    }
  }
}
