import Kernel

/// A mail as it travels: RFC 5322 headers and a MIME body, in ASCII with CRLF line ends.
enum InternetMessage {
  /// Writes the message. `id` becomes the Message-ID. Throws `MailError.badAddress`.
  static func compose(
    _ message: MailMessage, id: String, from sender: MailSender, at moment: Timestamp
  ) throws(MailError) -> String {
    let safeID = MailHeader.safeID(id)
    var lines = [
      "From: \(try MailHeader.mailbox(name: sender.name ?? message.fromName, address: sender.address))",
      "To: \(try MailHeader.mailbox(name: message.toName, address: message.to))",
      "Subject: \(MailHeader.text(message.subject))",
      "Date: \(MailHeader.date(moment))",
      "Message-ID: <\(safeID)@\(sender.domain)>",
      "MIME-Version: 1.0",
      "Auto-Submitted: auto-generated",
    ]
    guard let html = message.html else {
      lines += part("text/plain", message.text)
      return lines.joined(separator: "\r\n") + "\r\n"
    }
    // Quoted-printable never writes "=_", so the boundary can't occur in a part.
    let boundary = "=_\(safeID.prefix(60))"
    lines += ["Content-Type: multipart/alternative;", "\tboundary=\"\(boundary)\"", ""]
    lines += ["--\(boundary)"] + part("text/plain", message.text)
    lines += ["--\(boundary)"] + part("text/html", html)
    lines += ["--\(boundary)--", ""]
    return lines.joined(separator: "\r\n")
  }

  private static func part(_ type: String, _ content: String) -> [String] {
    [
      "Content-Type: \(type); charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
      "",
      QuotedPrintable.encode(content),
    ]
  }
}
