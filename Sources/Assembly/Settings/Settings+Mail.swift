import Areas
import Catalog
import Foundation
import Gateways

extension Settings {
  /// A folder of the program's own files.
  func folder(_ name: String) -> URL { URL(fileURLWithPath: dataFolder).appendingPathComponent(name) }

  /// Where mails lie when there is no SMTP server.
  var mailFolder: URL { folder("mail") }

  /// Mails that lie in a folder can be read in the browser, except in production.
  var showsMail: Bool { environment == .development && smtpURL == nil }

  /// The marketplace, with the name that an administrator gave it, else that of the settings.
  var site: Site { Site(url: publicURL, naming: ChosenSiteName(standard: siteName)) }

  /// Who mails are from: `Name <address>`, or an address alone, with the marketplace's name.
  var mailSender: MailSender {
    guard let open = mailFrom.lastIndex(of: "<"), let close = mailFrom.lastIndex(of: ">"), open < close else {
      return MailSender(address: mailFrom.trimmed)
    }
    return MailSender(
      address: String(mailFrom[mailFrom.index(after: open)..<close]).trimmed,
      name: String(mailFrom[..<open]).trimmed)
  }
}
