import Areas
import Gateways
import Kernel
import Web

/// The look that all mails share: a title, paragraphs, a code on its own line, what was bought with its pictures, and
/// buttons. Programs that read mails know little of what browsers know, so rows are tables here.
enum MailTemplate {
  /// The mail as its reader gets it, in this language.
  static func render(_ letter: Letter, siteName: String, in language: Language) -> MailMessage {
    Language.$current.withValue(language) {
      MailMessage(
        to: letter.to, toName: letter.toName, fromName: siteName, subject: letter.subject.text,
        text: text(letter, siteName), html: html(letter, siteName).string)
    }
  }

  private static func text(_ letter: Letter, _ siteName: String) -> String {
    var blocks = [letter.title.text] + letter.paragraphs.prefix(1).map(\.text)
    if let code = letter.code { blocks.append(code) }
    blocks += (letter.parts ?? []).map(text)
    blocks += letter.paragraphs.dropFirst().map(\.text)
    if let action = letter.action { blocks.append(text(action)) }
    blocks.append("-- \n\(siteName)")
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func text(_ action: Letter.Action) -> String { "\(action.label.text):\n\(action.url)" }

  private static func text(_ part: Letter.Part) -> String {
    let lines = part.lines.map { line in
      guard let amount = line.amount else { return line.text.text }
      return ("\(line.text): \(amount)" as Words).text
    }
    let listed = ([part.title.text] + lines).joined(separator: "\n")
    return part.action.map { "\(listed)\n\n\(text($0))" } ?? listed
  }

  private static func html(_ letter: Letter, _ siteName: String) -> HTML {
    let body = letter.paragraphs.map { paragraph -> HTML in
      "<p class=\"text\">\(paragraph)</p>\n"
    }
    let codeLine = letter.code.map { code -> HTML in "<p class=\"code\" dir=\"ltr\">\(code)</p>\n" }
    let button = letter.action.map { action -> HTML in
      """
      <p class="action"><a href="\(action.url)">\(action.label)</a></p>
      <p class="address" dir="ltr"><a href="\(action.url)">\(action.url)</a></p>
      """
    }
    let language = Language.current
    return """
      <!doctype html>
      <html lang="\(language.tag)" dir="\(language.direction.rawValue)"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
      <title>\(letter.title)</title>
      \(MailStyle.sheet)
      </head><body><div class="card"><p class="site">\(siteName)</p>
      <h1>\(letter.title)</h1>
      \(Array(body.prefix(1)))\(codeLine)\((letter.parts ?? []).map(html))\(Array(body.dropFirst()))\(button)
      </div></body></html>
      """
  }

  private static func html(_ part: Letter.Part) -> HTML {
    let rows = part.lines.map(html)
    let button = part.action.map { action -> HTML in
      "<p class=\"follow\"><a href=\"\(action.url)\">\(action.label)</a></p>\n"
    }
    return """
      <h2>\(part.title)</h2>
      <table role="presentation" class="lines" cellpadding="0" cellspacing="0">\(rows)</table>
      \(button)
      """
  }

  private static func html(_ line: Letter.Line) -> HTML {
    let picture = line.picture.map { address -> HTML in
      "<td class=\"picture\"><img src=\"\(address)\" width=\"56\" height=\"70\" alt=\"\"></td>"
    }
    return """
      <tr>\(picture)<td class="what"\(attribute: "colspan", picture == nil ? 2 : nil)>\(line.text)</td>\
      <td class="amount">\(line.amount ?? .none)</td></tr>
      """
  }
}
