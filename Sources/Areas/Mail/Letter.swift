import Kernel

/// A mail that is yet to be written in its reader's language. An area only declares its letters: `<Noun>Mails` in the
/// folder of the noun holds functions that answer them. A verb leaves one with `tx.send`; `Engagement/Mail` writes and
/// sends all.
package struct Letter: Codable, Hashable, Sendable {
  /// Whom a letter goes to.
  package struct Reader: Hashable, Sendable {
    package let email: String
    package let name: String
    /// The tag of their language where it is known from elsewhere than their account, as for a guest's order; else
    /// the account with the address decides when the letter is sent.
    package let language: String?

    /// Somebody at this address. Who has an account is `account.reader`.
    package init(email: String, name: String, language: String? = nil) {
      self.email = email
      self.name = name
      self.language = language
    }
  }

  /// Whether it holds what nobody else may have.
  package enum Secrets: String, Codable, Sendable {
    case held
    /// It did, and can't be sent any more.
    case removed
  }

  /// A button: what it says and where it leads.
  package struct Action: Codable, Hashable, Sendable {
    package let label: Words
    package let url: String

    /// A button that leads to this whole address.
    package init(_ label: Words, _ url: String) {
      self.label = label
      self.url = url
    }

    /// The same without the key of an order, `?key=`.
    fileprivate var withoutKey: Action {
      guard let query = url.firstIndex(of: "?") else { return self }
      let kept = url[url.index(after: query)...].split(separator: "&").filter { !$0.hasPrefix("key=") }
      return Action(label, url[..<query] + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&")))
    }
  }

  /// What belongs together under a title, as the goods of one order: a line for each, and a button of its own.
  package struct Part: Codable, Hashable, Sendable {
    package let title: Words
    package let lines: [Line]
    package let action: Action?

    /// Lines under a title.
    package init(_ title: Words, _ lines: [Line], action: Action? = nil) {
      self.title = title
      self.lines = lines
      self.action = action
    }
  }

  /// One thing and what it costs.
  package struct Line: Codable, Hashable, Sendable {
    package let text: Words
    package let amount: Words?
    /// The whole address of a small picture of it.
    package let picture: String?

    /// A line; `picture` is a whole address, as a mail is read elsewhere.
    package init(_ text: Words, _ amount: Words? = nil, picture: String? = nil) {
      self.text = text
      self.amount = amount
      self.picture = picture
    }
  }

  package let to: String
  package let toName: String
  package let subject: Words
  package let title: Words
  package let paragraphs: [Words]
  /// What stands behind the first paragraph. Letters that an earlier version left have none.
  package let parts: [Part]?
  /// Shown large on a line of its own.
  package let code: String?
  package let action: Action?
  /// Whom it tells about besides its reader, so that it can be found when that account is erased.
  package let about: AccountID?
  package let language: String?
  /// `nil` where nothing in it is a secret, as in letters that an earlier version left.
  package let secrets: Secrets?

  /// A letter whose subject is its title where none is given. One with a code holds a secret; `isSecret` says so of one
  /// whose action leads where nobody else may go.
  package init(
    to reader: Reader, subject: Words? = nil, title: Words, paragraphs: [Words], parts: [Part] = [],
    code: String? = nil, action: Action? = nil, isSecret: Bool = false, about: AccountID? = nil
  ) {
    to = reader.email
    toName = reader.name
    language = reader.language
    self.subject = subject ?? title
    self.title = title
    self.paragraphs = paragraphs
    self.parts = parts
    self.code = code
    self.action = action
    self.about = about
    secrets = isSecret || code != nil ? .held : nil
  }

  /// What may be kept of it after nobody could send it: to whom it went and what it was about. One without secrets is
  /// kept, except for the keys of orders in its links, which open them without a log-in; it can be sent again and then
  /// leads to orders as a link does that somebody typed.
  var withoutSecrets: Letter { secrets == nil ? Letter(keyless: self) : Letter(emptied: self) }

  private init(keyless letter: Letter) {
    to = letter.to
    toName = letter.toName
    language = letter.language
    subject = letter.subject
    title = letter.title
    paragraphs = letter.paragraphs
    parts = letter.parts?.map { Part($0.title, $0.lines, action: $0.action?.withoutKey) }
    code = letter.code
    action = letter.action?.withoutKey
    about = letter.about
    secrets = nil
  }

  private init(emptied letter: Letter) {
    to = letter.to
    toName = letter.toName
    language = letter.language
    // The subject may name the code.
    subject = letter.title
    title = letter.title
    paragraphs = []
    parts = nil
    code = nil
    action = nil
    about = letter.about
    secrets = .removed
  }
}
