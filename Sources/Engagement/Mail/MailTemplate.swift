import Areas
import Gateways
import Kernel
import Web

/// The look that all mails share: a title, paragraphs, a code on its own line, and a button that also stands
/// as a plain link.
enum MailTemplate {
  /// The mail as its reader gets it, in this language.
  static func render(_ letter: Letter, siteName: String, in language: Language) -> MailMessage {
    Language.$current.withValue(language) {
      MailMessage(
        to: letter.to, toName: letter.toName, subject: letter.subject.text, text: text(letter, siteName),
        html: html(letter, siteName).string)
    }
  }

  private static func text(_ letter: Letter, _ siteName: String) -> String {
    var blocks = [letter.title.text] + letter.paragraphs.map(\.text)
    if let code = letter.code { blocks.insert(code, at: min(2, blocks.count)) }
    if let action = letter.action { blocks.append("\(action.label.text):\n\(action.url)") }
    blocks.append("-- \n\(siteName)")
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func html(_ letter: Letter, _ siteName: String) -> HTML {
    let body = letter.paragraphs.map { paragraph -> HTML in
      "<p class=\"text\" dir=\"auto\">\(paragraph)</p>\n"
    }
    let codeLine = letter.code.map { code -> HTML in "<p class=\"code\" dir=\"ltr\">\(code)</p>\n" }
    let button = letter.action.map { action -> HTML in
      """
      <p class="action"><a href="\(action.url)">\(action.label)</a></p>
      <p class="address" dir="ltr">\(action.url)</p>
      """
    }
    let language = Language.current
    return """
      <!doctype html>
      <html lang="\(language.tag)" dir="\(language.direction.rawValue)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
      <title>\(letter.title)</title>
      \(styleSheet)
      </head><body><div class="card"><p class="site">\(siteName)</p>
      <h1>\(letter.title)</h1>
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
