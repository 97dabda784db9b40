import Catalog
import Gateways
import Kernel
import Web

/// The mails that lie in the mail folder, readable in the browser; not mounted in production.
enum MailRoutes {
  static func routes(_ settings: Settings, _ catalog: Catalog) -> [Route] {
    let folder = MailFolder(folder: settings.mailFolder, sender: settings.mailSender, clock: .system)
    return [
      .page(.get, "/dev/mail", .anyone) { request in
        let site = try await catalog.site()
        return .html(MailPage(mails: try await folder.list(), open: nil, siteName: site.name).html)
      },
      .page(.get, "/dev/mail/{name}", .anyone) { request in
        guard let mail = try await folder.read(request.parameter("name")) else { throw Problem(.notFound) }
        let site = try await catalog.site()
        return .html(MailPage(mails: try await folder.list(), open: mail, siteName: site.name).html)
      },
    ]
  }
}

/// A mailbox of everybody, for trying the program without a mail server.
struct MailPage {
  let mails: [StoredMail]
  let open: StoredMail?
  let siteName: String

  var html: HTML {
    let head = DocumentHead(
      title: open.map { Words(verbatim: $0.subject) } ?? "Mail", siteName: siteName, isIndexable: false)
    return StorefrontPage.render(
      head: head, frame: StorefrontFrame(siteName: siteName), flash: nil, breadcrumbs: nil, content)
  }

  private var content: HTML {
    if let open { return letter(open) }
    if mails.isEmpty {
      return """
        \(StorefrontPage.title("Mail", lead: "What the program would have sent."))
        \(Notice.empty(.mail, "No mail yet", "Sign up, or order something: the mails appear here."))
        """
    }
    let rows = mails.map { mail -> TableRow in
      TableRow(
        id: mail.name, label: Words(verbatim: mail.subject), path: "/dev/mail/\(mail.name)",
        ["\(mail.subject)", "\(mail.to)", mail.date.dateTimeHTML])
    }
    return """
      \(StorefrontPage.title("Mail", lead: "What the program would have sent, newest first."))
      \(DataTable.show("Mails", [TableColumn("Subject", isMain: true), TableColumn("To"), TableColumn("Sent")], rows))
      """
  }

  private func letter(_ mail: StoredMail) -> HTML {
    """
    \(Navigation.breadcrumbs([("Mail", "/dev/mail"), (Words(verbatim: mail.subject), nil)]))
    \(StorefrontPage.title(Words(verbatim: mail.subject), lead: Words(verbatim: mail.to)))
    \(Card.show("Text", lines(mail.text)))
    """
  }

  /// The text with its own addresses as links.
  private func lines(_ text: String) -> HTML {
    HTML.joined(
      text.split(separator: "\n").map { line -> HTML in
        let plain = String(line).trimmed
        guard plain.hasPrefix("http://") || plain.hasPrefix("https://"), !plain.contains(" ") else {
          return "<p>\(plain)</p>"
        }
        return "<p><a href=\"\(plain)\">\(plain)</a></p>"
      })
  }
}
