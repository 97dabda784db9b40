import Gateways
import Web

/// The look that all mails share: a title, paragraphs, a code on its own line, and a button that also stands
/// as a plain link.
package enum MailTemplate {
  /// A button: what it says and where it leads.
  package typealias Action = (label: String, url: String)

  /// The body as plain text and as HTML.
  package static func render(
    title: String, paragraphs: [String], code: String? = nil, action: Action? = nil, siteName: String = "Souk"
  ) -> (text: String, html: String) {
    (
      text(title, paragraphs, code, action, siteName),
      html(title, paragraphs, code, action, siteName).string
    )
  }

  /// A whole mail in that look; its subject is `subject`, or the title.
  package static func message(
    to email: String, name: String, subject: String? = nil, title: String, paragraphs: [String],
    code: String? = nil, action: Action? = nil, siteName: String = "Souk"
  ) -> MailMessage {
    let body = render(title: title, paragraphs: paragraphs, code: code, action: action, siteName: siteName)
    return MailMessage(to: email, toName: name, subject: subject ?? title, text: body.text, html: body.html)
  }

  private static func text(
    _ title: String, _ paragraphs: [String], _ code: String?, _ action: Action?, _ siteName: String
  ) -> String {
    var blocks = [title] + paragraphs
    if let code { blocks.insert(code, at: min(2, blocks.count)) }
    if let action { blocks.append("\(action.label):\n\(action.url)") }
    blocks.append("-- \n\(siteName)")
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func html(
    _ title: String, _ paragraphs: [String], _ code: String?, _ action: Action?, _ siteName: String
  ) -> HTML {
    let body = paragraphs.map { paragraph -> HTML in "<p class=\"text\">\(paragraph)</p>\n" }
    let codeLine = code.map { code -> HTML in "<p class=\"code\">\(code)</p>\n" }
    let button = action.map { action -> HTML in
      """
      <p class="action"><a href="\(action.url)">\(action.label)</a></p>
      <p class="address">\(action.url)</p>
      """
    }
    return """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>\(title)</title>
      \(styleSheet)
      </head><body><div class="card"><p class="site">\(siteName)</p>
      <h1>\(title)</h1>
      \(Array(body.prefix(1)))\(codeLine)\(Array(body.dropFirst()))\(button)
      </div></body></html>
      """
  }

  // A mail is one file, so its style stands in it.
  private static let styleSheet: HTML = """
    <style>
    body { margin: 0; padding: 24px; background: #F4EEE2; color: #1C1A16; font-family: system-ui, sans-serif }
    .card { max-width: 496px; margin: 0 auto; padding: 32px; background: #FFFDF8; border: 1px solid #E4DCCB;
      border-radius: 12px }
    .site { margin: 0 0 24px; font: 600 20px/1.2 Georgia, serif }
    h1 { margin: 0 0 16px; font: 600 25px/1.25 Georgia, serif }
    .text { margin: 0 0 16px; font-size: 16px; line-height: 1.55; white-space: pre-line }
    .code { margin: 0 0 16px; font: 600 31px/1.3 ui-monospace, Menlo, monospace; letter-spacing: 6px }
    .action { margin: 24px 0 8px }
    .action a { display: inline-block; padding: 12px 24px; background: #C2570C; color: #FFFFFF;
      border-radius: 6px; text-decoration: none; font-weight: 600 }
    .address { margin: 0; font-size: 12px; color: #6B6558; word-break: break-all }
    </style>
    """
}
