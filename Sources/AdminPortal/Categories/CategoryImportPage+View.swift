import Catalog
import Kernel
import Presentation
import Web

extension CategoryImportListPage {
  func html(_ request: Request) -> HTML {
    frame.page(
      .categories, request, title: "Import categories",
      lead: "Many categories at once, from a text file such as Google's product taxonomy.",
      breadcrumbs: Navigation.breadcrumbs([("Categories", AdminPaths.categories), ("Import", nil)]),
      "<div class=\"stack stack--loose\">\(Card.show("Bring categories in", upload))\(list)</div>")
  }

  private var upload: HTML {
    """
    <form class="stack" method="post" action="\(AdminPaths.categoryImports)" enctype="multipart/form-data">\
    \(form.summary)\
    \(Field.file(
      "file", "Text file", accept: ".txt,text/plain", in: form,
      hint: "On each line the names from the top, as “Home > Lamps”, with or without a number before them. Categories that are there already are kept; nothing is made twice."))\
    \(FormLayout.actions(Button.submit("Start the import", icon: .upload)))</form>
    """
  }

  private var list: HTML {
    if imports.items.isEmpty {
      return Notice.empty(.file, "No imports yet", "What became of your files is listed here.")
    }
    let columns = [
      TableColumn("File", isMain: true), TableColumn("State"), TableColumn("Started"),
      TableColumn("Made", .end), TableColumn("There already", .end), TableColumn("Skipped", .end),
    ]
    let rows = imports.items.map { file in
      TableRow(
        id: file.id.description, label: Words(verbatim: file.fileName),
        path: AdminPaths.categoryImport(file.id),
        [
          written(file.fileName), HTML(file.state), file.createdAt.dateTimeHTML,
          HTML(text: file.made.displayCount), HTML(text: file.matched.displayCount),
          HTML(text: file.skipped.displayCount),
        ])
    }
    let links = imports.links(AdminPaths.categoryImports, [], isFirst: isFirst)
    return "\(DataTable.show("Imports", columns, rows))\(links)"
  }
}

extension CategoryImport {
  /// Where it stands, as administrators read it.
  fileprivate var state: Words {
    switch status {
    case .queued: "Waits for its turn"
    case .running: "Under way"
    case .completed: "Done"
    case .failed, .unmapped, .discarded: "Stopped"
    }
  }
}

extension CategoryImportPage {
  private var isRunning: Bool { file.status == .queued || file.status == .running }

  func html(_ request: Request) -> HTML {
    // While it runs the element asks for itself again; the answer without the hook ends that.
    let hook: HTML = isRunning ? " data-module=\"refresh\" data-every=\"1500\"" : HTML()
    let numbers = Card.stats([
      Card.stat("Made", file.made.displayCount), Card.stat("There already", file.matched.displayCount),
      Card.stat("Skipped", file.skipped.displayCount),
    ])
    return frame.page(
      .categories, request, title: Words(verbatim: file.fileName),
      actions: Button.link("See the categories", to: AdminPaths.categories),
      breadcrumbs: Navigation.breadcrumbs([
        ("Categories", AdminPaths.categories), ("Import", AdminPaths.categoryImports),
        (Words(verbatim: file.fileName), nil),
      ]),
      "<div id=\"import\" class=\"stack stack--loose\" aria-live=\"polite\"\(hook)>\(state)\(numbers)</div>")
  }

  private var state: HTML {
    switch file.status {
    case .queued, .running:
      let again = Button.link("Look again", to: AdminPaths.categoryImport(file.id), icon: .refresh)
      return """
        \(ProgressBar.show("Lines of the file", Int(file.done), of: Int(file.lines)))\
        <p class="muted">\(say: "You can leave this page; the import goes on.")</p><noscript><p>\(again)</p></noscript>
        """
    case .failed, .unmapped, .discarded:
      return Notice.alert(
        .danger, "The import stopped", "What is done stays; upload the file again for the rest.")
    case .completed where file.skipped > 0:
      return Notice.alert(
        .warning, "Done, but not all lines could be taken",
        "Lines are skipped whose names are longer than 80 characters, or that lie too deep.")
    case .completed:
      return Notice.alert(.success, "Done", "Every line has its category.")
    }
  }
}
