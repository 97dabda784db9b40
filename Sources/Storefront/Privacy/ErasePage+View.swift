import Areas
import Identity
import Kernel
import Presentation
import Web

extension ErasePage {
  func html(_ flash: Flash?) -> HTML {
    StorefrontPage.renderForm(
      head: DocumentHead(title: "Erase your account", siteName: frame.siteName, isIndexable: false),
      frame: frame, flash: flash, title: "Erase your account",
      intro: "This can't be taken back. \(email) is free for a new account afterwards.",
      obstacles.isEmpty ? confirmation : refusal, below: Self.explanation)
  }

  private var refusal: HTML {
    let lines = obstacles.map { text -> HTML in "<li>\(text)</li>" }
    return """
      <div class="stack">\(Notice.alert(.warning, "Not yet", "Something must be settled first."))\
      <ul class="prose">\(lines)</ul>\
      <div>\(Button.link("Back to your data", to: Paths.privacy, icon: .arrowLeft))</div></div>
      """
  }

  private var confirmation: HTML {
    """
    <form class="stack" method="post" action="\(Paths.erasure)">\(form.summary)\
    \(when: hasPassword, Field.password("password", "Your password", in: form))\
    \(Field.text(
      "confirm", "Type the word “\(Self.word)” to confirm", in: form, maximumLength: 40, autocomplete: "off"))\
    \(Button.submit("Erase my account for good", kind: .danger, icon: .trash, size: .wide))\
    \(Button.link("Keep my account", to: Paths.privacy, kind: .quiet, size: .wide))</form>
    """
  }

  private static var explanation: HTML {
    let copy: HTML = "<a href=\"\(Paths.privacy)\">\(say: "Take your data with you")</a>"
    return """
      <div class="prose"><h2>\(say: "What happens")</h2><ul>\
      <li>\(say: "You are logged out everywhere at once.")</li>\
      <li>\(say: "Deleted: profile, picture, addresses, carts, sessions, log-in secrets, files, mails that wait to be sent, and everything else with your name in it.")</li>\
      <li>\(say: "Kept without your name, your addresses and your telephone number: what was ordered, when, for how much and into which country, as the law asks for it.")</li>\
      <li>\(say: "A report shows what was done with what. The last mail that you get links to it.")</li></ul>\
      <p>\(say: "Want a copy first? \(part: 1).", copy)</p></div>
      """
  }
}

extension ErasureReportPage {
  func html(_ flash: Flash?) -> HTML {
    StorefrontPage.render(
      head: DocumentHead(title: "What was erased", siteName: frame.siteName, isIndexable: false),
      frame: frame, flash: flash,
      """
      \(StorefrontPage.title("What was erased", lead: lead, aside: download))<div class="report">\(progress)\
      \(DataTable.show("What was erased", Self.columns, erasure.entries.map(row)))</div>
      """)
  }

  private static let columns = [
    TableColumn("What", isMain: true), TableColumn("Done"), TableColumn("Number", .end), TableColumn("Why"),
  ]

  private var lead: Words {
    "The report names nobody. Keep its address if you want to see it again."
  }

  private var download: HTML {
    Button.link("Download", to: Parameters([("format", "json")]).behind(path), icon: .download)
  }

  private var progress: HTML {
    let closed = erasure.requestedAt.dateHTML
    guard let finished = erasure.finishedAt else {
      let rest: Words =
        "Queues and files are looked through a last time within the hour; then this report is complete."
      return Notice.alert(.info, title: "\(say: "Closed on \(part: 1)", closed)", text: "\(rest)")
    }
    let ends: Words = "The account was closed on \(part: 1), and the last look was on \(part: 2)."
    return Notice.alert(
      .success, title: "\(say: "All done")", text: "\(say: ends, closed, finished.dateHTML)")
  }

  private func row(_ entry: ErasureEntry) -> TableRow {
    TableRow(
      id: entry.what.description, label: entry.what,
      [
        "\(entry.what)", entry.action.badge, "<span class=\"num\">\(entry.count.displayCount)</span>",
        "\(entry.why)",
      ])
  }
}
