import Areas
import Foundation
import Identity
import Kernel

/// The mails of staff.
struct StaffMails {
  let site: NamedSite

  func invited(_ invitation: Invitation, _ shop: Shop, by inviter: Account?, token: String) -> Letter {
    let days = invitationLifetimeSeconds / (24 * 60 * 60)
    let tasks = invitation.permissions.all.map { permission -> Words in
      "· \(permission.title): \(permission.summary)"
    }
    return Letter(
      to: .init(email: invitation.email.text, name: ""),
      title: "\(shop.name) invites you to work with them",
      paragraphs: [
        """
        Hello, \(inviter?.name ?? shop.name) would like you to help with the shop \(shop.name) at \(site.name). \
        You could do this there:
        """,
        Words(lines: tasks),
        """
        The link is good for \(days) days and for this address only. If you don't know the shop, leave this \
        mail alone and nothing happens.
        """,
      ],
      action: .init("Look at the invitation", "\(site.url)/invitations/\(token)"), isSecret: true)
  }

  /// What mails to owners about this person hold: those that wait, the account's identifier; those that are kept, their
  /// titles in any language, up to the shop's name.
  static func traces(of person: Account) -> [String] {
    let gap = "\u{1}"
    let titles = [joinedTitle(person.name, gap), leftTitle(person.name, gap)]
    let parts = Languages.all.flatMap { language in
      titles.compactMap { title in
        title.text(in: language).components(separatedBy: gap).first { $0.contains(person.name) }?.trimmed
      }
    }
    // A name alone would be found in others' mails.
    return parts.filter { $0.count > person.name.count + 2 } + [person.id.description]
  }

  private static func joinedTitle(_ person: String, _ shop: String) -> Words {
    "\(person) works in \(shop) now"
  }

  private static func leftTitle(_ person: String, _ shop: String) -> Words { "\(person) left \(shop)" }

  func joined(_ person: Account, _ shop: Shop, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: Self.joinedTitle(person.name, shop.name),
      paragraphs: ["Hello \(owner.name), \(person.name) accepted the invitation to \(shop.name)."],
      action: staffPage(shop), about: person.id)
  }

  func declined(_ email: EmailAddress, _ shop: Shop, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: "An invitation to \(shop.name) was turned down",
      paragraphs: ["Hello \(owner.name), \(email.text) does not want to work in \(shop.name)."],
      action: staffPage(shop))
  }

  func left(_ person: Account, _ shop: Shop, _ owner: Account) -> Letter {
    Letter(
      to: owner.reader, title: Self.leftTitle(person.name, shop.name),
      paragraphs: ["Hello \(owner.name), \(person.name) no longer works in \(shop.name)."],
      action: staffPage(shop), about: person.id)
  }

  func removed(_ person: Account, _ shop: Shop) -> Letter {
    Letter(
      to: person.reader, title: "You no longer work in \(shop.name)",
      paragraphs: [
        """
        Hello \(person.name), the owner of \(shop.name) ended your work there. Your account at \(site.name) \
        stays as it is.
        """
      ])
  }

  private func staffPage(_ shop: Shop) -> Letter.Action {
    .init("See who works there", "\(site.url)/sell/\(shop.id)/staff")
  }
}
