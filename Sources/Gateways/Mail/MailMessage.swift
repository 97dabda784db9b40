/// One mail to one person. The text is always there; the HTML is for readers that can show it.
package struct MailMessage: Codable, Hashable, Sendable {
  /// The address, as `ada@example.org`.
  package let to: String
  /// The person's name, for the To line; may be empty.
  package let toName: String
  /// Whom it is from where the sender has no name of their own; may be empty.
  package let fromName: String
  /// One line. Line breaks in it become spaces.
  package let subject: String
  /// The plain text body, with `\n` line ends.
  package let text: String
  /// The HTML body, if there is one.
  package let html: String?

  /// A mail to `to`.
  package init(
    to: String, toName: String = "", fromName: String = "", subject: String, text: String, html: String? = nil
  ) {
    self.to = to
    self.toName = toName
    self.fromName = fromName
    self.subject = subject
    self.text = text
    self.html = html
  }
}

/// Who the marketplace's mails come from.
package struct MailSender: Hashable, Sendable {
  /// The address, as `shop@example.org`.
  package let address: String
  /// The name that readers see; `nil` for the one that each mail brings.
  package let name: String?

  /// A sender with this address, and a name if every mail is to have the same.
  package init(address: String, name: String? = nil) {
    self.address = address
    self.name = name
  }

  /// The part after the `@`, which also ends the Message-ID.
  package var domain: String {
    let parts = address.split(separator: "@")
    return parts.count == 2 ? String(parts[1]) : "localhost"
  }
}
